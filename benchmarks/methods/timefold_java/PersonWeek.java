import java.util.List;

/** A person's days together. */
public final class PersonWeek {
    public final Person person;
    public final Places places = new Places();
    public final int days;
    public int sessions, taught, road;

    public PersonWeek(List<PersonDay> of) {
        person = of.get(0).person;
        days = of.size();
        for (PersonDay day : of) {
            sessions += day.sessions;
            taught += day.taught;
            road += day.road;
            places.addAll(day.places);
        }
    }

    public int placesAway() {
        return places.size() - (places.contains(person.home()) ? 1 : 0);
    }

    public int work(Rules.Frame frame) {
        return frame.countTravel() ? taught + road : taught;
    }
}
