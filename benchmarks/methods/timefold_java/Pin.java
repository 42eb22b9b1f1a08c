/** A required pin: at least one session agrees with its cells; -1 agrees with all. */
public record Pin(int person, int task, int site, int day, int slot) {
    public boolean matches(Session session) {
        Option option = session.getOption();
        return option != null
                && agrees(person, option.person.index())
                && agrees(task, option.task.index)
                && agrees(site, option.task.site)
                && agrees(day, option.day)
                && agrees(slot, option.slot);
    }

    private static boolean agrees(int wanted, int own) {
        return wanted == -1 || wanted == own;
    }
}
