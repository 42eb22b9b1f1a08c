import java.util.List;

/** A person's day driven from home to home: what it costs, and by how much it breaks H04 to H11. */
public final class PersonDay {
    public final Person person;
    public final Places places = new Places();
    public final int sessions;
    /** Minutes. */
    public int taught, road, late, tooLong;

    public PersonDay(List<Option> of, Rules.Frame frame) {
        Option[] options = inOrder(of);
        person = options[0].person;
        sessions = options.length;
        int[][] travel = frame.travel()[person.mode()];
        int here = person.home();
        int free = frame.departure();
        boolean afternoon = options[0].afternoon;
        for (Option option : options) {
            places.add(option.place);
            taught += option.end - option.begin;
            int lunch = option.afternoon && !afternoon ? frame.lunch() : 0;
            drive(travel[here][option.place]);
            late += Math.max(0, free + travel[here][option.place] + lunch - option.begin);
            here = option.place;
            free = option.end;
            afternoon = option.afternoon;
        }
        drive(travel[here][person.home()]);
        late += Math.max(0, free + travel[here][person.home()] - frame.latestReturn());
    }

    /** By begin; a day is short, so that insertion is quickest. */
    private static Option[] inOrder(List<Option> of) {
        Option[] sorted = of.toArray(new Option[0]);
        for (int i = 1; i < sorted.length; i++) {
            Option moving = sorted[i];
            int j = i;
            for (; j > 0 && sorted[j - 1].begin > moving.begin; j--) {
                sorted[j] = sorted[j - 1];
            }
            sorted[j] = moving;
        }
        return sorted;
    }

    private void drive(int minutes) {
        road += minutes;
        tooLong += Math.max(0, minutes - person.maxLeg());
    }

    public int work(Rules.Frame frame) {
        return frame.countTravel() ? taught + road : taught;
    }
}
