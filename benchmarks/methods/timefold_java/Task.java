import java.util.List;

/** A demand: its numbers, and every (person, day, slot) that a session of it may take. */
public final class Task {
    public final int index, site, sessions, minSessions, maxStaff, maxPerDay, minGap, cohort;
    public final long unmet;
    public List<Option> options;

    public Task(
            int index, int site, int sessions, int minSessions, int maxStaff, int maxPerDay,
            int minGap, long unmet, int cohort) {
        this.index = index;
        this.site = site;
        this.sessions = sessions;
        this.minSessions = minSessions;
        this.maxStaff = maxStaff;
        this.maxPerDay = maxPerDay;
        this.minGap = minGap;
        this.unmet = unmet;
        this.cohort = cohort;
    }
}
