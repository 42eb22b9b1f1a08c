#include "multipliers.h"

#include "day_bounds.h"
#include "week_bounds.h"

/* Count a session into the usage. */
static void use(pricer_t *p, num local, num minutes) {
    p->dual.usage[WORK] += (double)minutes;
    p->dual.usage[SESSION]++;
    p->dual.usage[MULTIPLIERS + local]++;
}

static void use_road(pricer_t *p, num minutes) {
    if (p->data->n.count_travel) p->dual.usage[WORK] += (double)minutes;
    p->dual.usage[ROAD] += (double)minutes;
}

static bool equal(double a, double b) { return fabs(a - b) <= 1e-7 * (1 + fabs(b)); }

/* Where a chain of sessions at a stop that attains a value of stay[] ends, or begins again. */
typedef struct {
    num end;      /* row of day_t.ends */
    num begin;    /* row of day_t.begins; -1: it ends */
    num half;     /* of the session there */
    num state;    /* what is to come */
    double value; /* what that costs */
} tail_t;

/* The state that is to come after `more` so that all is `wanted` and costs `target`; -1: none. */
static num trace_rest(const pricer_t *p, num more, num wanted, double after, const double *rest,
                      double target) {
    for (num s = 0; s < p->states.count; s++)
        if (p->states.sum[more][s] == wanted && equal(after + rest[s], target)) return s;
    return -1;
}

/* Whether a chain that ends, or forgets what it has taken, attains the target. */
static bool trace_tail(pricer_t *p, const day_t *day, const chain_t *chain,
                       const start_class_t *starts, num at, num more, num wanted, double after,
                       double target, tail_t *tail) {
    num end = day->ends_at.row[starts->first + at];
    *tail = (tail_t){.end = end, .begin = -1};
    tail->state = trace_rest(p, more, wanted, after, leave_at(p, day, end), target);
    if (tail->state >= 0) {
        tail->value = leave_at(p, day, end)[tail->state];
        return true;
    }
    if (p->states.row[more].sessions != chain->memory) return false;
    num again[2];
    find_again(p, day, chain->stop, day->moments.row[starts->first + at] + starts->minutes,
               !starts->afternoon, again);
    for (tail->half = 0; tail->half < 2; tail->half++) {
        tail->begin = again[tail->half];
        if (tail->begin < 0) continue;
        const double *stay = stay_at(p, day, tail->begin, tail->half);
        tail->state = trace_rest(p, more, wanted, after, stay, target);
        if (tail->state < 0) continue;
        tail->value = stay[tail->state];
        return true;
    }
    return false;
}

/* Count the sessions of a chain that attains the target into the usage; false if none does. */
static bool trace_chain(pricer_t *p, const day_t *day, chain_t *chain, num ready, bool morning,
                        num state, double cost, num wanted, double target, tail_t *tail) {
    const stop_t *stop = chain->stop;
    for (num c = 0; c < stop->classes; c++) {
        const day_class_t *on_day = &day->classes.row[stop->first_class + c];
        const task_class_t *klass = &p->symmetry.classes.row[on_day->klass];
        if (chain->taken[c] == klass->items) continue;
        const item_t *item = &p->symmetry.items.row[klass->item + chain->taken[c]];
        for (num k = on_day->first; k < on_day->first + on_day->count; k++) {
            const start_class_t *starts = &day->starts.row[k];
            double after = cost + item->cost + starts->cost;
            num more = p->states.next[state][starts->length];
            if (more < 0 || (state == 0 && starts->afternoon != chain->half)) continue;
            num from = ready + (morning && starts->afternoon ? p->data->n.lunch : 0);
            num at = first_moment(&day->moments.row[starts->first], starts->count, from);
            if (at == starts->count) continue;
            bool found = trace_tail(p, day, chain, starts, at, more, wanted, after, target, tail);
            if (!found && p->states.row[more].sessions != chain->memory) {
                chain->taken[c]++;
                found = trace_chain(p, day, chain,
                                    day->moments.row[starts->first + at] + starts->minutes,
                                    !starts->afternoon, more, after, wanted, target, tail);
                chain->taken[c]--;
            }
            if (found) {
                use(p, item->task, starts->minutes);
                return true;
            }
        }
    }
    return false;
}

/* Where a day that goes on to a stop begins, after a way from `place` by the reach of an end. */
static num trace_way(pricer_t *p, const day_t *day, num end, num state, double target, num *half,
                     double *value) {
    num place = day->stops.row[day->ends.row[end].stop].place;
    const int32_t *reach = &day->reach.row[end * day->stops.count * 2];
    for (num to = 0; to < day->stops.count; to++) {
        const stop_t *stop = &day->stops.row[to];
        double way = p->dual.road_price * (double)road(p, place, stop->place) + stop->arrival;
        for (*half = 0; *half < 2; ++*half) {
            num begin = reach[2 * to + *half];
            if (begin < 0 || !equal(way + stay_at(p, day, begin, *half)[state], target)) continue;
            *value = stay_at(p, day, begin, *half)[state];
            use_road(p, road(p, place, stop->place));
            return begin;
        }
    }
    return -1;
}

/* Where the cheapest day of a state begins: the half of the day, and what is to come from there. */
static num trace_first_leg(pricer_t *p, const day_t *day, num state, num *half, double *target) {
    for (num to = 0; to < day->stops.count; to++) {
        num begin;
        double way = first_leg(p, day, to, &begin);
        for (*half = 0; *half < 2 && way < NEVER; ++*half) {
            *target = stay_at(p, day, begin, *half)[state];
            if (!equal(way + *target, day->best.row[state])) continue;
            use_road(p, road(p, p->person.home, day->stops.row[to].place));
            return begin;
        }
    }
    return -1;
}

/* Count the sessions of the cheapest day of a state, as its bound sees it, into the usage. */
static void trace_day(pricer_t *p, const day_t *day, num state) {
    if (state == 0) return;
    num half = 0;
    double target = 0;
    num begin = trace_first_leg(p, day, state, &half, &target);
    p->dual.usage[DAY]++;
    while (begin >= 0) {
        const stop_t *stop = &day->stops.row[day->begin_stop.row[begin]];
        chain_t chain = {.stop = stop,
                         .half = half,
                         .taken = p->symmetry.taken,
                         .memory = memory_of(p, day, stop)};
        tail_t tail;
        if (!trace_chain(p, day, &chain, day->begins.row[begin], false, 0, 0, state, target, &tail))
            return;
        if (tail.state == 0) {
            const stop_t *last = &day->stops.row[day->ends.row[tail.end].stop];
            use_road(p, road(p, last->place, p->person.home));
            return;
        }
        state = tail.state;
        begin = tail.begin;
        half = tail.half;
        target = tail.value;
        if (begin < 0) begin = trace_way(p, day, tail.end, state, tail.value, &half, &target);
    }
}

void count_usage_of_states(pricer_t *p) {
    const offer_t *chosen[WEEK];
    trace_week(p, chosen);
    for (num turn = 0; turn < p->week.turns; turn++)
        trace_day(p, day_at(p, turn), chosen[turn]->which);
}

void count_usage_of_list(pricer_t *p) {
    const offer_t *chosen[WEEK];
    num *taken = p->symmetry.taken;
    trace_week(p, chosen);
    for (num turn = 0; turn < p->week.turns; turn++) {
        const pattern_t *pattern = &day_at(p, turn)->patterns.row[chosen[turn]->which];
        for (num i = 0; i < pattern->count; i++) {
            num klass = pattern->klass[i];
            num item = p->symmetry.classes.row[klass].item + taken[klass]++;
            use(p, p->symmetry.items.row[item].task, 0);
        }
        for (num i = 0; i < pattern->count; i++) taken[pattern->klass[i]] = 0;
        p->dual.usage[WORK] += (double)pattern->minutes;
        use_road(p, pattern->road);
        p->dual.usage[DAY] += pattern->count > 0;
    }
}
