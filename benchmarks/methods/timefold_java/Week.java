import ai.timefold.solver.core.api.domain.solution.PlanningEntityCollectionProperty;
import ai.timefold.solver.core.api.domain.solution.PlanningScore;
import ai.timefold.solver.core.api.domain.solution.PlanningSolution;
import ai.timefold.solver.core.api.domain.solution.ProblemFactCollectionProperty;
import ai.timefold.solver.core.api.score.buildin.hardsoftlong.HardSoftLongScore;
import java.util.List;

/** The whole problem, and the plan. */
@PlanningSolution
public class Week {
    @PlanningEntityCollectionProperty
    private List<Session> sessions;

    @ProblemFactCollectionProperty
    private List<Quota> quotas;

    @ProblemFactCollectionProperty
    private List<Pin> pins;

    @PlanningScore
    private HardSoftLongScore score;

    public Week() {}

    public Week(List<Session> sessions, List<Quota> quotas, List<Pin> pins) {
        this.sessions = sessions;
        this.quotas = quotas;
        this.pins = pins;
    }

    public List<Session> getSessions() {
        return sessions;
    }

    public List<Quota> getQuotas() {
        return quotas;
    }

    public List<Pin> getPins() {
        return pins;
    }

    public HardSoftLongScore getScore() {
        return score;
    }

    public void setScore(HardSoftLongScore score) {
        this.score = score;
    }
}
