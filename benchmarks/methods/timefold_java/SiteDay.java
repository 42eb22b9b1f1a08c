import java.util.List;

/** The sessions of a site on one day: how many are too many at once, at the site and of a cohort. */
public final class SiteDay {
    public int tooMany, clashes;

    public SiteDay(List<Option> options, Rules.Frame frame) {
        int capacity = frame.capacity()[options.get(0).task.site];
        for (Option option : options) {
            int together = 0;
            for (Option other : options) {
                if (other.begin <= option.begin && option.begin < other.end) {
                    together++;
                    boolean sameCohort = other.task.cohort >= 0
                            && other.task.cohort == option.task.cohort;
                    clashes += sameCohort && other != option ? 1 : 0;
                }
            }
            tooMany += Math.max(0, together - capacity);
        }
    }
}
