/** A person, day and slot for a session of a task. `cost` is what pins and the last plan say. */
public final class Option {
    public final Task task;
    public final Person person;
    public final int number, day, slot, begin, end, place;
    public final boolean afternoon;
    public final long cost;

    public Option(
            Task task, Person person, int number, int day, int slot, int begin, int end,
            boolean afternoon, int place, long cost) {
        this.task = task;
        this.person = person;
        this.number = number;
        this.day = day;
        this.slot = slot;
        this.begin = begin;
        this.end = end;
        this.afternoon = afternoon;
        this.place = place;
        this.cost = cost;
    }
}
