import ai.timefold.solver.core.api.domain.entity.PlanningEntity;
import ai.timefold.solver.core.api.domain.lookup.PlanningId;
import ai.timefold.solver.core.api.domain.valuerange.ValueRangeProvider;
import ai.timefold.solver.core.api.domain.variable.PlanningVariable;
import java.util.List;

/** One wanted session: unassigned, or given by a person at a time. */
@PlanningEntity
public class Session {
    @PlanningId
    private int id;
    private Task task;

    @PlanningVariable(allowsUnassigned = true, valueRangeProviderRefs = "options")
    private Option option;

    public Session() {}

    public Session(int id, Task task) {
        this.id = id;
        this.task = task;
    }

    @ValueRangeProvider(id = "options")
    public List<Option> getOptions() {
        return task.options;
    }

    public int getId() {
        return id;
    }

    public Task getTask() {
        return task;
    }

    public int getSite() {
        return task.site;
    }

    public Option getOption() {
        return option;
    }

    public void setOption(Option option) {
        this.option = option;
    }

    public Person getPerson() {
        return option.person;
    }

    public int getDay() {
        return option.day;
    }
}
