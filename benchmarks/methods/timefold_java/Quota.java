/**
 * Sessions that a site should get: its floor (group and tasks left open), a pair (from people of a
 * group), a member of a chain (of some tasks). A strict one must be met besides.
 */
public final class Quota {
    public final int index, site, needed, group;
    public final java.util.Set<Integer> tasks;
    public final long weight;
    public final boolean strict;

    public Quota(
            int index, int site, int needed, int group, java.util.Set<Integer> tasks, long weight,
            boolean strict) {
        this.index = index;
        this.site = site;
        this.needed = needed;
        this.group = group;
        this.tasks = tasks;
        this.weight = weight;
        this.strict = strict;
    }

    public int getSite() {
        return site;
    }

    public int counts(Session session) {
        Option option = session.getOption();
        boolean meant = option != null
                && (group < 0 || option.person.group() == group)
                && (tasks.isEmpty() || tasks.contains(session.getTask().index));
        return meant ? 1 : 0;
    }
}
