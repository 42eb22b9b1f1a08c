import static ai.timefold.solver.core.api.score.buildin.hardsoftlong.HardSoftLongScore.ONE_HARD;
import static ai.timefold.solver.core.api.score.buildin.hardsoftlong.HardSoftLongScore.ONE_SOFT;
import static ai.timefold.solver.core.api.score.stream.ConstraintCollectors.collectAndThen;
import static ai.timefold.solver.core.api.score.stream.ConstraintCollectors.sum;
import static ai.timefold.solver.core.api.score.stream.ConstraintCollectors.toList;

import ai.timefold.solver.core.api.score.stream.Constraint;
import ai.timefold.solver.core.api.score.stream.ConstraintFactory;
import ai.timefold.solver.core.api.score.stream.ConstraintProvider;
import ai.timefold.solver.core.api.score.stream.Joiners;
import ai.timefold.solver.core.api.score.stream.bi.BiConstraintStream;
import ai.timefold.solver.core.api.score.stream.tri.TriConstraintStream;
import java.util.function.ToLongFunction;

/**
 * Every hard rule and every term of the objective. H00 to H03 and forbidden pins need nothing: only
 * options that obey them exist. Streams that begin alike are shared by the solver.
 */
public final class Rules implements ConstraintProvider {

    /** What rules and weights say once for everybody. */
    public record Frame(
            int departure, int latestReturn, int lunch, boolean countTravel,
            long travelWeight, long siteLink, long extraStaff, long shortMinute, long longRoad,
            int[][][] travel, int[] capacity, int[] employerWork) {}

    /** Set once, before the solver is built: Timefold makes the provider by itself. */
    public static Frame frame;

    @Override
    public Constraint[] defineConstraints(ConstraintFactory factory) {
        return new Constraint[] {
            hardDay(factory, "H04-H07 late", day -> day.late),
            hardDay(factory, "H08 leg", day -> day.tooLong),
            hardDay(factory, "H09 road", day -> over(day.road, day.person.maxTravelDay())),
            hardDay(factory, "H10 day", day -> over(day.sessions, day.person.maxSessionsDay())),
            hardDay(factory, "H11 day", day -> over(day.places.size(), day.person.maxSitesDay())),
            hardWeek(factory, "H10 week", w -> over(w.sessions, w.person.maxSessionsWeek())),
            hardWeek(factory, "H11 week", w -> over(w.places.size(), w.person.maxSitesWeek())),
            hardWeek(factory, "H11 days", w -> over(w.days, w.person.maxDaysWeek())),
            hardWeek(factory, "H12 person", w -> over(w.work(frame), w.person.maxWork())),
            employerHours(factory),
            hardTask(factory, "H13 per day", t -> t.tooManyADay),
            hardTask(factory, "H13 gap", t -> t.tooClose),
            hardTask(factory, "H13 minimum", t -> over(t.task.minSessions, t.sessions)),
            hardTask(factory, "H14 people", t -> over(t.people, t.task.maxStaff)),
            capacity(factory),
            requiredPins(factory),
            strictQuotas(factory),
            unmet(factory),
            quotas(factory),
            softDay(factory, "travel", day -> frame.travelWeight() * day.road),
            softWeek(factory, "site_link", w -> frame.siteLink() * w.placesAway()),
            softWeek(factory, "long_road", w -> frame.longRoad() * over(w.road, w.person.fairRoad())),
            taughtMinutes(factory),
            extraStaff(factory),
            changeAndPreference(factory),
        };
    }

    private static long over(int amount, int limit) {
        return Math.max(0, amount - limit);
    }

    // -- streams that rules share ---------------------------------------------------------------

    private TriConstraintStream<Person, Integer, PersonDay> days(ConstraintFactory factory) {
        return factory.forEach(Session.class)
                .groupBy(
                        Session::getPerson,
                        Session::getDay,
                        collectAndThen(toList(Session::getOption), of -> new PersonDay(of, frame)));
    }

    private BiConstraintStream<Person, PersonWeek> weeks(ConstraintFactory factory) {
        return days(factory)
                .groupBy(
                        (person, day, of) -> person,
                        collectAndThen(toList((person, day, of) -> of), PersonWeek::new));
    }

    private BiConstraintStream<Task, TaskWeek> tasks(ConstraintFactory factory) {
        return factory.forEachIncludingUnassigned(Session.class)
                .groupBy(Session::getTask, collectAndThen(toList(), TaskWeek::new));
    }

    private BiConstraintStream<Quota, Integer> missing(ConstraintFactory factory) {
        return factory.forEachIncludingUnassigned(Session.class)
                .join(Quota.class, Joiners.equal(Session::getSite, Quota::getSite))
                .groupBy((session, quota) -> quota, sum((session, quota) -> quota.counts(session)))
                .filter((quota, received) -> received < quota.needed);
    }

    private Constraint hardDay(ConstraintFactory f, String name, ToLongFunction<PersonDay> excess) {
        return days(f).filter((person, number, day) -> excess.applyAsLong(day) > 0)
                .penalizeLong(ONE_HARD, (person, number, day) -> excess.applyAsLong(day))
               .asConstraint(name);
    }

    private Constraint hardWeek(
            ConstraintFactory f, String name, ToLongFunction<PersonWeek> excess) {
        return weeks(f).filter((person, week) -> excess.applyAsLong(week) > 0)
                .penalizeLong(ONE_HARD, (person, week) -> excess.applyAsLong(week))
               .asConstraint(name);
    }

    private Constraint hardTask(ConstraintFactory f, String name, ToLongFunction<TaskWeek> excess) {
        return tasks(f).filter((task, week) -> excess.applyAsLong(week) > 0)
                .penalizeLong(ONE_HARD, (task, week) -> excess.applyAsLong(week))
               .asConstraint(name);
    }

    private Constraint softDay(ConstraintFactory f, String name, ToLongFunction<PersonDay> cost) {
        return days(f).penalizeLong(ONE_SOFT, (person, number, day) -> cost.applyAsLong(day))
               .asConstraint(name);
    }

    private Constraint softWeek(ConstraintFactory f, String name, ToLongFunction<PersonWeek> cost) {
        return weeks(f).penalizeLong(ONE_SOFT, (person, week) -> cost.applyAsLong(week))
               .asConstraint(name);
    }

    // -- rules ----------------------------------------------------------------------------------

    private Constraint employerHours(ConstraintFactory factory) {
        return days(factory)
                .groupBy(
                        (person, number, day) -> person.employer(),
                        sum((person, number, day) -> day.work(frame)))
                .filter((employer, work) -> work > frame.employerWork()[employer])
                .penalizeLong(ONE_HARD, (employer, work) ->
                        over(work, frame.employerWork()[employer]))
                .asConstraint("H12 employer");
    }

    private Constraint capacity(ConstraintFactory factory) {
        return factory.forEach(Session.class)
                .groupBy(
                        Session::getSite,
                        Session::getDay,
                        collectAndThen(toList(Session::getOption), of -> new SiteDay(of, frame)))
                .filter((site, number, day) -> day.tooMany + day.clashes > 0)
                .penalizeLong(ONE_HARD, (site, number, day) -> day.tooMany + day.clashes)
                .asConstraint("H15 capacity and cohort");
    }

    private Constraint requiredPins(ConstraintFactory factory) {
        return factory.forEach(Pin.class)
                .ifNotExists(Session.class, Joiners.filtering(Pin::matches))
                .penalizeLong(ONE_HARD, pin -> 1L)
                .asConstraint("H16 required pins");
    }

    private Constraint strictQuotas(ConstraintFactory factory) {
        return missing(factory)
                .filter((quota, received) -> quota.strict)
                .penalizeLong(ONE_HARD, (quota, received) -> quota.needed - received)
                .asConstraint("H16 strict pairs");
    }

    // -- terms ----------------------------------------------------------------------------------

    private Constraint unmet(ConstraintFactory factory) {
        return factory.forEachIncludingUnassigned(Session.class)
                .filter(session -> session.getOption() == null)
                .penalizeLong(ONE_SOFT, session -> session.getTask().unmet)
                .asConstraint("unmet");
    }

    private Constraint quotas(ConstraintFactory factory) {
        return missing(factory)
                .penalizeLong(ONE_SOFT, (quota, received) ->
                        quota.weight * (quota.needed - received))
                .asConstraint("below_floor, pair_short, chain_gap");
    }

    /** What short_minute would be if nobody worked is a constant, left to whoever reads the score. */
    private Constraint taughtMinutes(ConstraintFactory factory) {
        return weeks(factory)
                .rewardLong(ONE_SOFT, (person, week) ->
                        frame.shortMinute() * Math.min(week.taught, person.minWork()))
                .asConstraint("short_minute");
    }

    private Constraint extraStaff(ConstraintFactory factory) {
        return tasks(factory)
                .filter((task, week) -> week.people > 1)
                .penalizeLong(ONE_SOFT, (task, week) -> frame.extraStaff() * (week.people - 1))
                .asConstraint("extra_staff");
    }

    private Constraint changeAndPreference(ConstraintFactory factory) {
        return factory.forEach(Session.class)
                .filter(session -> session.getOption().cost != 0)
                .impactLong(ONE_SOFT, session -> -session.getOption().cost)
                .asConstraint("change and preference");
    }
}
