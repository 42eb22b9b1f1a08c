/* Pricing for the column generation of sharepool.engine.columns: the cheapest week of one person. */
#include <stdlib.h>
#include <string.h>

#include "day_listing.h"
#include "labelling.h"
#include "layout.h"
#include "multipliers.h"
#include "week_bounds.h"
#include "week_costs.h"

/* Labels side by side: at first, at most, and how many times more after each turn. */
enum { LEAST_WIDTH = 32, MOST_WIDTH = 1 << 20, WIDER = 8 };

/* Set the most visits to each place, and what each pays of its site link. */
static void set_visit_prices(pricer_t *p) {
    const priced_person_t *person = &p->person;
    num weekdays = 0, *most = p->week.most_visits;
    for (num i = 0; i < p->week.days; i++) weekdays += p->week.day[i].copies;
    if (weekdays > p->data->person[person->number].max_days_week)
        weekdays = p->data->person[person->number].max_days_week;
    for (num i = 0; i < person->tasks; i++) most[person->place[i]] = 0;
    for (num i = 0; i < person->tasks; i++) most[person->place[i]] += person->cap[i];
    for (num i = 0; i < person->tasks; i++) {
        num place = person->place[i];
        double link = place == person->home ? 0 : (double)p->data->n.w_site_link;
        p->week.visit_price[place] = share(link, most[place] < weekdays ? most[place] : weekdays);
    }
}

static int by_pattern_cost(const void *a, const void *b) {
    const pattern_t *x = a, *y = b;
    if (x->cost != y->cost) return x->cost < y->cost ? -1 : 1;
    return (x->key > y->key) - (x->key < y->key);
}

/* Drop listed days that no week cheaper than the best one known can have, and sort the others. */
MUST_USE static bool drop_dear_days(pricer_t *p) {
    if (!bound_others(p, 0)) return false;
    for (num i = 0; i < p->week.days; i++) {
        day_t *day = &p->week.day[i];
        pattern_t *pattern = day->patterns.row;
        num kept = 0;
        for (num j = 0; j < day->patterns.count; j++) {
            num left = p->week.work - work_of(p, &pattern[j]);
            if (left >= 0 && pattern[j].cost + day->others.row[left] < p->upper)
                pattern[kept++] = pattern[j];
        }
        day->patterns.count = kept;
        qsort(pattern, (size_t)kept, sizeof *pattern, by_pattern_cost);
    }
    return true;
}

/* List the days of weeks that may be cheaper than the best one known; no week that has another day
 * costs less than `missed`. */
MUST_USE static bool list_week(pricer_t *p, double *missed) {
    *missed = NEVER;
    if (!bound_others(p, most_rounding(p)) || !make_slots(p, p->listing.most_patterns))
        return false;
    p->listing.pieces.count = p->listing.visits.count = 0;
    for (num i = 0; i < p->week.days; i++) {
        day_t *day = &p->week.day[i];
        day->limit = p->upper + 1e-6;
        if (!list_days(p, day)) return false;
        for (num j = 0; j < day->patterns.count; j++)
            if (!take_apart(p, &day->patterns.row[j])) return false;
        *missed = fmin(*missed, day->limit);
    }
    return true;
}

/* Whether a day can hold more sessions than pricing can look at: a bound from counting must do. */
static bool is_too_full(const pricer_t *p) { return p->person.most > MOST_DAY; }

static double bound_of_count(const pricer_t *p) {
    const data_t *d = p->data;
    double bound = -(double)(d->n.w_short_minute * d->person[p->person.number].min_work);
    for (num i = 0; i < p->person.tasks; i++) {
        num task = p->person.task[i], key = d->task[task].start_set * WEEK;
        double least = NEVER;
        for (num row = d->set_day_ptr[key]; row < d->set_day_ptr[key + WEEK]; row++)
            least = fmin(least, start_price(p, task, row));
        bound += fmin(0, p->person.fixed[i] + least) * (double)p->person.cap[i];
    }
    return bound;
}

/* Put weeks together with ever more labels side by side, as the steps allow; with the fewest in any
 * case, for some week is to be found. */
MUST_USE static bool grow_wider(pricer_t *p, double steps) {
    labelling_t *labels = &p->labelling;
    double end = p->steps + steps;
    labels->last_step = NEVER;
    labels->dropped = -NEVER;
    for (num width = LEAST_WIDTH; width <= MOST_WIDTH; width *= WIDER) {
        double before = labels->dropped, began = p->steps;
        labels->dropped = NEVER;
        if (!make_slots(p, width) || !grow_weeks(p, width)) return false;
        labels->dropped = fmax(labels->dropped, before);
        if (labels->dropped >= p->upper || p->steps + WIDER * (p->steps - began) > end) break;
        labels->last_step = end;
    }
    return true;
}

/* Set the multipliers of the week that is laid out. */
static void set_multipliers(pricer_t *p, const double *multipliers) {
    memcpy(p->dual.value, multipliers,
           (size_t)(MULTIPLIERS + p->person.tasks) * sizeof *multipliers);
    set_visit_prices(p);
    order_days(p);
}

static void clear_usage(pricer_t *p) {
    memset(p->dual.usage, 0, (size_t)(MULTIPLIERS + p->person.tasks) * sizeof *p->dual.usage);
}

/* Put weeks together of the days that may be in a week cheaper than p->upper; no other week costs
 * less than `bound`, p->upper at most. */
MUST_USE static bool search_weeks(pricer_t *p, const effort_t *effort, double *bound) {
    double missed, listed;
    if (!list_week(p, &missed) ||
        !raise_bound(p, effort->list_steps, bound_of_list, count_usage_of_list, &listed))
        return false;
    clear_usage(p);
    *bound = fmin(p->upper, missed);
    if (listed >= NEVER) return true;
    count_usage_of_list(p);
    if (!drop_dear_days(p) || !grow_wider(p, effort->growth)) return false;
    *bound = fmin(p->upper, fmin(missed, p->labelling.dropped));
    return true;
}

/* Look for the weeks of a person that cost less than p->upper; no other costs less than `bound`,
 * p->upper at most. The multipliers are improved on the way. */
MUST_USE static bool look_for_weeks(pricer_t *p, const effort_t *effort, double *multipliers,
                                    double *bound) {
    p->listing.most_patterns = effort->listed;
    if (is_too_full(p)) {
        *bound = bound_of_count(p);
        return true;
    }
    set_multipliers(p, multipliers);
    if (!raise_bound(p, effort->steps, bound_of_states, count_usage_of_states, &p->bound))
        return false;
    *bound = fmin(p->bound, p->upper);
    if (p->bound < p->upper && effort->growth > 0) {
        if (!search_weeks(p, effort, bound)) return false;
        *bound = fmax(p->bound, *bound);
    }
    memcpy(multipliers, p->dual.value,
           (size_t)(MULTIPLIERS + p->person.tasks) * sizeof *multipliers);
    return true;
}

/* Whether the person can have any session. */
static bool has_sessions(const pricer_t *p) { return p->week.days > 0 && p->person.most > 0; }

/* End a call: after a failure the pricer is only fit to be freed. */
static status_t end_call(pricer_t *p, bool done) {
    if (!done) p->status = OUT_OF_MEMORY;
    return p->status;
}

/* Begin to price a person's week, as a route if it has one day. */
static void begin_call(pricer_t *p, num person, double upper) {
    set_person(p, person);
    p->upper = upper;
    p->found.count = p->found.aggregated.count = p->found.times.count = 0;
    p->found.is_route = has_one_day(p);
    p->found.most = p->found.is_route ? MOST_ROUTES : MOST_FOUND;
    clear_usage(p);
}

/* Look for weeks, or list them. */
static status_t look(pricer_t *p, const effort_t *effort, double *multipliers, double *bound) {
    if (p->found.is_route) return end_call(p, look_for_routes(p, effort->routes, bound));
    if (!lay_out_week(p)) return end_call(p, false);
    if (!has_sessions(p)) return DONE;
    return end_call(p, look_for_weeks(p, effort, multipliers, bound));
}

status_t pricer_price(pricer_t *p, num person, const effort_t *effort, double *multipliers,
                      double *bound) {
    *bound = 0; /* of the empty week */
    if (p->status != DONE) return p->status;
    p->found.lists = false;
    begin_call(p, person, fmin(0, effort->upper));
    return look(p, effort, multipliers, bound);
}

status_t pricer_list(pricer_t *p, num person, const effort_t *effort, double *multipliers, num most,
                     double *bound) {
    *bound = effort->upper;
    if (p->status != DONE) return p->status;
    p->found.lists = true;
    p->found.most_aggregated = most;
    begin_call(p, person, effort->upper);
    return look(p, effort, multipliers, bound);
}

status_t pricer_relax(pricer_t *p, num person, const double *multipliers, double *usage,
                      double *bound) {
    *bound = 0;
    if (p->status != DONE) return p->status;
    set_person(p, person);
    size_t size = (size_t)(MULTIPLIERS + p->person.tasks) * sizeof *usage;
    memset(usage, 0, size);
    if (!lay_out_week(p)) return end_call(p, false);
    if (!has_sessions(p)) return DONE;
    if (is_too_full(p)) {
        *bound = bound_of_count(p);
        return DONE;
    }
    set_multipliers(p, multipliers);
    if (!bound_of_states(p, bound)) return end_call(p, false);
    clear_usage(p);
    count_usage_of_states(p);
    memcpy(usage, p->dual.usage, size);
    return DONE;
}

bool pricer_is_route(pricer_t *p, num person) {
    set_person(p, person);
    return has_one_day(p);
}

num pricer_aggregated(const pricer_t *p, num *rows, num *task_class) {
    num count = p->found.aggregated.count;
    if (!rows) return count;
    for (num i = 0; i < count; i++) rows[i] = p->found.aggregated.row[i];
    if (p->found.is_route) {
        for (num i = 0; i < p->person.tasks; i++) task_class[i] = i;
        return count;
    }
    for (num c = 0; c < p->symmetry.classes.count; c++) {
        const task_class_t *klass = &p->symmetry.classes.row[c];
        for (num i = klass->first; i < klass->first + klass->count; i++)
            task_class[p->symmetry.order[i]] = c;
    }
    return count;
}

num pricer_times(const pricer_t *p, num *rows) {
    num count = p->found.times.count;
    for (num i = 0; rows && i < count; i++) rows[i] = p->found.times.row[i];
    return count;
}

void pricer_caps(pricer_t *p, num person, double *caps) {
    const data_t *d = p->data;
    p->person.number = person;
    for (num i = d->tasks_ptr[person]; i < d->tasks_ptr[person + 1]; i++)
        *caps++ = (double)most_sessions(p, d->tasks[i]);
}

num pricer_weeks(const pricer_t *p, int32_t *rows) {
    num most = p->found.most, count = p->found.count < most ? p->found.count : most;
    for (num i = 0; i < count; i++) {
        const found_t *found = &p->found.week[(p->found.count - count + i) % most];
        *rows++ = (int32_t)found->sessions;
        for (num j = 0; j < found->sessions; j++) {
            *rows++ = found->task[j];
            *rows++ = found->start[j];
        }
    }
    return count;
}

void pricer_usage(const pricer_t *p, double *usage) {
    memcpy(usage, p->dual.usage, (size_t)(MULTIPLIERS + p->person.tasks) * sizeof *usage);
}

double pricer_steps(const pricer_t *p) { return p->steps; }
