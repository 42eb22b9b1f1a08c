#include "day_bounds.h"

#include <stdlib.h>

static int by_cost(const void *a, const void *b) {
    const item_t *x = a, *y = b;
    if (x->cost != y->cost) return x->cost < y->cost ? -1 : 1;
    return (x->task > y->task) - (x->task < y->task);
}

/* What a session of a task costs at the present multipliers, its share of what the person costs
 * included except for so much of that. */
static double session_price(const pricer_t *p, num local, double except) {
    double staff = share(p->prices->staff[p->person.task[local]] - except, p->person.cap[local]);
    return p->person.fixed[local] + staff + p->dual.value[MULTIPLIERS + local] +
           p->dual.value[SESSION];
}

void set_session_costs(pricer_t *p) {
    symmetry_t *symmetry = &p->symmetry;
    for (num i = 0; i < symmetry->items.count; i++) {
        item_t *item = &symmetry->items.row[i];
        item->cost = session_price(p, item->task, 0);
    }
    for (num c = 0; c < symmetry->classes.count; c++) {
        const task_class_t *klass = &symmetry->classes.row[c];
        item_t *item = &symmetry->items.row[klass->item];
        double sum = 0;
        qsort(item, (size_t)klass->items, sizeof *item, by_cost);
        for (num i = 0; i < klass->items; i++) item[i].sum = sum += item[i].cost;
    }
}

bool count_staff_apart(pricer_t *p) {
    symmetry_t *symmetry = &p->symmetry;
    if (!RESERVE(symmetry->apart, symmetry->items.count)) return false;
    for (num c = 0; c < symmetry->classes.count; c++) {
        const task_class_t *klass = &symmetry->classes.row[c];
        item_t *item = &symmetry->apart.row[klass->item];
        for (num i = 0; i < klass->items; i++) {
            num task = symmetry->items.row[klass->item + i].task;
            item[i] = (item_t){.task = task, .cost = session_price(p, task, klass->staff)};
        }
        qsort(item, (size_t)klass->items, sizeof *item, by_cost);
    }
    return true;
}

/* Set the costs of a day at the present multipliers. */
static void set_day_costs(pricer_t *p, day_t *day) {
    double minute = p->dual.minute_price + p->dual.value[WORK];
    num weekdays = 0;
    for (num i = 0; i < p->week.days; i++) weekdays += p->week.day[i].copies;
    for (num i = 0; i < day->starts.count; i++) {
        start_class_t *starts = &day->starts.row[i];
        starts->cost = starts->extra + minute * (double)starts->minutes;
    }
    for (num s = 0; s < day->stops.count; s++) {
        stop_t *stop = &day->stops.row[s];
        num arrivals = p->week.most_visits[stop->place];
        num most = weekdays * ((p->person.most + 1) / 2);
        double link = stop->place == p->person.home ? 0 : (double)p->data->n.w_site_link;
        stop->arrival = share(link, arrivals < most ? arrivals : most);
    }
}

/* Chains at a stop that are looked at from one begin on. */
enum { MOST_CHAINS = 2000 };

num memory_of(const pricer_t *p, const day_t *day, const stop_t *stop) {
    double choices = 0, chains = 1;
    for (num c = stop->first_class; c < stop->first_class + stop->classes; c++)
        choices += (double)day->classes.row[c].count;
    num memory = 0;
    while (memory < p->person.most && (chains *= choices) <= MOST_CHAINS) memory++;
    return memory < 1 ? 1 : memory;
}

/* Offer what costs `after` and goes on as `rest` says to each state that this makes. */
static void offer_rest(const pricer_t *p, const int16_t *sum, double after, const double *rest,
                       double *best) {
    for (num s = 0; s < p->states.count; s++) {
        if (sum[s] < 0) continue;
        double value = after + rest[s];
        if (value < best[sum[s]]) best[sum[s]] = value;
    }
}

static void extend_chain(pricer_t *p, const day_t *day, chain_t *chain, num ready, bool morning,
                         num state, double cost) {
    const stop_t *stop = chain->stop;
    for (num c = 0; c < stop->classes; c++) {
        const day_class_t *on_day = &day->classes.row[stop->first_class + c];
        const task_class_t *klass = &p->symmetry.classes.row[on_day->klass];
        if (chain->taken[c] == klass->items) continue;
        double price = p->symmetry.items.row[klass->item + chain->taken[c]].cost;
        for (num k = on_day->first; k < on_day->first + on_day->count; k++) {
            const start_class_t *starts = &day->starts.row[k];
            double after = cost + price + starts->cost;
            num more = p->states.next[state][starts->length];
            if (more < 0 || (state == 0 && starts->afternoon != chain->half)) continue;
            num from = ready + (morning && starts->afternoon ? p->data->n.lunch : 0);
            num at = first_moment(&day->moments.row[starts->first], starts->count, from);
            if (at == starts->count) continue;
            p->steps++;
            num end = day->moments.row[starts->first + at] + starts->minutes;
            offer_rest(p, p->states.sum[more], after,
                       leave_at(p, day, day->ends_at.row[starts->first + at]), chain->best);
            if (p->states.row[more].sessions == chain->memory) {
                num again[2];
                find_again(p, day, stop, end, !starts->afternoon, again);
                for (num half = 0; half < 2; half++)
                    if (again[half] >= 0)
                        offer_rest(p, p->states.sum[more], after,
                                   stay_at(p, day, again[half], half), chain->best);
                continue;
            }
            chain->taken[c]++;
            extend_chain(p, day, chain, end, !starts->afternoon, more, after);
            chain->taken[c]--;
        }
    }
}

static void price_begin(pricer_t *p, const day_t *day, num begin) {
    const stop_t *stop = &day->stops.row[day->begin_stop.row[begin]];
    for (num half = 0; half < 2; half++) {
        double *best = stay_at(p, day, begin, half);
        for (num s = 0; s < p->states.count; s++) best[s] = NEVER;
        chain_t chain = {.stop = stop,
                         .half = half,
                         .taken = p->symmetry.taken,
                         .memory = memory_of(p, day, stop),
                         .best = best};
        extend_chain(p, day, &chain, day->begins.row[begin], false, 0, 0);
    }
}

static void price_end(pricer_t *p, const day_t *day, num end) {
    const data_t *d = p->data;
    const end_t *e = &day->ends.row[end];
    num place = day->stops.row[e->stop].place, back = road(p, place, p->person.home), count = 0;
    double *best = leave_at(p, day, end);
    for (num s = 0; s < p->states.count; s++) best[s] = NEVER;
    if (road_allows(p, place, p->person.home) && e->time + back <= d->n.latest_return)
        best[0] = p->dual.road_price * (double)back;
    const int32_t *reach = &day->reach.row[end * day->stops.count * 2];
    for (num to = 0; to < day->stops.count; to++) {
        if (reach[2 * to] < 0 && reach[2 * to + 1] < 0) continue;
        const stop_t *stop = &day->stops.row[to];
        double way = p->dual.road_price * (double)road(p, place, stop->place) + stop->arrival;
        for (num half = 0; half < 2; half++) {
            num begin = reach[2 * to + half];
            if (begin >= 0) p->sequels.row[count++] = (sequel_t){stay_at(p, day, begin, half), way};
        }
    }
    p->lower(best, p->states.count, p->sequels.row, count);
}

double first_leg(const pricer_t *p, const day_t *day, num at, num *begin) {
    const stop_t *stop = &day->stops.row[at];
    num minutes = road(p, p->person.home, stop->place);
    *begin = first_begin(day, stop, p->data->n.departure + minutes);
    if (*begin < 0 || !road_allows(p, p->person.home, stop->place)) return NEVER;
    return p->dual.road_price * (double)minutes + stop->arrival + p->dual.value[DAY];
}

void price_day(pricer_t *p, day_t *day) {
    set_day_costs(p, day);
    for (num i = 0; i < day->begins.count + day->ends.count; i++) {
        if (day->events.row[i].is_begin)
            price_begin(p, day, day->events.row[i].index);
        else
            price_end(p, day, day->events.row[i].index);
    }
    num count = 0;
    for (num to = 0; to < day->stops.count; to++) {
        num begin;
        double way = first_leg(p, day, to, &begin);
        for (num half = 0; half < 2 && way < NEVER; half++)
            p->sequels.row[count++] = (sequel_t){stay_at(p, day, begin, half), way};
    }
    day->best.row[0] = 0;
    for (num s = 1; s < p->states.count; s++) day->best.row[s] = NEVER;
    p->lower(day->best.row, p->states.count, p->sequels.row, count);
}
