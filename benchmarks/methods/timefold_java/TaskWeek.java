import java.util.BitSet;
import java.util.List;

/** The sessions of a task, taken and missing. */
public final class TaskWeek {
    public final Task task;
    public int sessions, people, tooManyADay, tooClose;

    public TaskWeek(List<Session> of) {
        task = of.get(0).getTask();
        BitSet seen = new BitSet();
        int[] perDay = new int[7];
        for (Session session : of) {
            if (session.getOption() != null) {
                sessions++;
                seen.set(session.getPerson().index());
                perDay[session.getDay()]++;
            }
        }
        people = seen.cardinality();
        int last = Integer.MIN_VALUE / 2;
        for (int day = 0; day < 7; day++) {
            tooManyADay += Math.max(0, perDay[day] - task.maxPerDay);
            if (perDay[day] > 0) {
                tooClose += Math.max(0, task.minGap - (day - last));
                last = day;
            }
        }
    }
}
