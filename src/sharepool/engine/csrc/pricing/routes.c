#include <stdlib.h>
#include <string.h>

#include "layout.h"
#include "route_bounds.h"
#include "week_costs.h"

enum { MOST_LABELS = 1 << 19 }; /* partial routes in memory */

/* Cheaper routes than this share of the cheapest one known are looked for: a pass that brings many
 * different ones saves passes. */
static const double WORTHWHILE = 0.6;

/* Steps in which likely routes are looked for. */
static const double LIKELY_STEPS = 3e5;

static inline uint64_t *blocked_of(const routes_t *r, num label) {
    return &r->blocked.row[label * r->words];
}

static inline uint64_t *seen_of(const routes_t *r, num label) {
    return &r->seen.row[label * r->words];
}

static inline uint64_t *taken_of(const routes_t *r, num label) {
    return &r->taken.row[label * r->words];
}

static inline uint64_t *odd_of(const routes_t *r, num label) {
    return &r->odd.row[label * r->subset_words];
}

static inline const uint64_t *member_of(const routes_t *r, num visit) {
    return &r->member.row[visit * r->subset_words];
}

/* No route that costs as much is looked for. */
static double limit_of(const pricer_t *p) {
    return p->found.lists ? p->upper : WORTHWHILE * p->upper;
}

/* What road and session minutes cost beyond what each minute does. */
static double surcharge(const pricer_t *p, num travel, num minutes) {
    const routes_t *r = &p->routes;
    num long_road = travel > r->fair_road ? travel - r->fair_road : 0;
    num enough = minutes > r->min_work ? minutes - r->min_work : 0;
    return (double)(p->data->n.w_long_road * long_road) + r->short_minute * (double)enough;
}

static bool allows(const pricer_t *p, num travel, num minutes) {
    const routes_t *r = &p->routes;
    return travel <= r->most_road &&
           minutes + (p->data->n.count_travel ? travel : 0) <= r->most_work;
}

/* Spots of a label to which a like route could come back, and which another one has not seen. */
static num open_spots(const routes_t *r, num label, num other) {
    const uint64_t *seen = seen_of(r, label), *also = seen_of(r, other);
    const uint64_t *blocked = blocked_of(r, label);
    uint64_t open[SET_WORDS] = {0};
    num count = 0;
    for (num i = 0; i < r->visits.count; i++) {
        num spot = r->visits.row[i].spot;
        if (spot < 0 || has(blocked, i) || !has(seen, spot) || has(also, spot) || has(open, spot))
            continue;
        include(open, spot);
        count++;
    }
    return count;
}

static bool is_subset(const uint64_t *a, const uint64_t *b, num words) {
    for (num i = 0; i < words; i++)
        if (a[i] & ~b[i]) return false;
    return true;
}

/* Whether a partial route has sessions of teams: when it has them matters to others too. */
static bool has_teams(const routes_t *r, num label) {
    const uint64_t *taken = taken_of(r, label);
    for (num i = 0; i < r->words; i++)
        if (taken[i] & r->teams[i]) return true;
    return false;
}

/* The price of the subsets of which a partial route has an odd number, and that have a visit. */
static double subset_cost(const routes_t *r, num label, num visit) {
    const uint64_t *odd = odd_of(r, label), *member = member_of(r, visit);
    double cost = 0;
    for (num i = 0; i < r->subset_words; i++)
        for (uint64_t left = odd[i] & member[i]; left; left &= left - 1)
            cost += r->subsets.row[i * 64 + lowest(left)].price;
    return cost;
}

/* Whether a subset has a visit that may follow a label. */
static bool is_open(const routes_t *r, const subset_t *subset, num label) {
    const uint64_t *blocked = blocked_of(r, label);
    for (num i = 0; i < r->words; i++)
        if (subset->visits[i] & ~blocked[i]) return true;
    return false;
}

/* What label `a` may pay for subsets before `b` does, on the same way on. */
static double subsets_ahead(const routes_t *r, num a, num b) {
    const uint64_t *x = odd_of(r, a), *y = odd_of(r, b);
    double cost = 0;
    for (num i = 0; i < r->subset_words; i++)
        for (uint64_t left = x[i] & ~y[i]; left; left &= left - 1) {
            const subset_t *subset = &r->subsets.row[i * 64 + lowest(left)];
            if (is_open(r, subset, b)) cost += subset->price;
        }
    return cost;
}

/* Whether all that may follow label `b` may follow `a`, at no more cost; `b` ends no earlier. */
static bool dominates(const pricer_t *p, num a, num b) {
    const routes_t *r = &p->routes;
    const route_label_t *x = &r->labels.row[a], *y = &r->labels.row[b];
    double cost = x->cost;
    if (cost > y->cost + 1e-9) return false;
    if (x->morning && !y->morning && x->end + r->lunch > y->end) return false;
    if (x->sessions > y->sessions && r->count_sessions) return false;
    if (x->road > y->road && r->count_road) {
        if (r->limits_road) return false;
        cost += (double)(p->data->n.w_long_road * (x->road - y->road));
    }
    num worked = x->minutes, work = y->minutes;
    if (worked > work && r->short_minute > 0) cost += r->short_minute * (double)(worked - work);
    if (p->data->n.count_travel) worked += x->road, work += y->road;
    /* Of routes listed, the hours of an employer may want the shorter one. */
    if (worked > work && (r->count_work || p->found.lists)) return false;
    if (cost > y->cost + 1e-9) return false;
    if (p->found.lists) {
        if (memcmp(taken_of(r, a), taken_of(r, b), (size_t)r->words * sizeof(uint64_t)) != 0)
            return false;
    } else if (!r->is_loose) {
        if (!is_subset(blocked_of(r, a), blocked_of(r, b), r->words)) return false;
        cost += subsets_ahead(r, a, b);
        if (cost > y->cost + 1e-9) return false;
    }
    if (r->link <= 0 && !r->count_places) return true;
    num missed = open_spots(r, b, a);
    return cost + r->link * (double)missed <= y->cost + 1e-9 &&
           (!r->count_places || x->places + missed <= y->places);
}

/* Settle a label, unless another one dominates it. */
static bool settle(pricer_t *p, int32_t number) {
    routes_t *r = &p->routes;
    route_label_t *label = &r->labels.row[number];
    int32_t *link = &r->settled.row[label->visit];
    if (p->found.lists && has_teams(r, number)) return true; /* like no other */
    for (; *link >= 0; link = &r->labels.row[*link].older) {
        if (r->labels.row[*link].cost > label->cost + 1e-9) break;
        p->steps++;
        if (dominates(p, *link, number)) {
            if (r->is_loose) r->spare = fmin(r->spare, label->bound);
            return false;
        }
    }
    label->older = *link;
    *link = number;
    return true;
}

/* Block the visits that cannot be reached any more. */
static void block_late(const routes_t *r, uint64_t *blocked, num visit, num end) {
    const int32_t *quickest = &r->quickest.row[visit * r->visits.count];
    for (num i = 0; i < r->visits.count; i++)
        if (end + quickest[i] > r->visits.row[i].latest) include(blocked, i);
}

/* Add a label whose set of visits and spots are those of its parent; false if there is no room. */
MUST_USE static bool add_label(pricer_t *p, route_label_t label) {
    routes_t *r = &p->routes;
    num number = r->labels.count, words = r->words;
    if (!RESERVE(r->labels, number + 1) || !RESERVE(r->blocked, (number + 1) * words) ||
        !RESERVE(r->seen, (number + 1) * words) || !RESERVE(r->taken, (number + 1) * words) ||
        !RESERVE(r->odd, (number + 1) * r->subset_words))
        return false;
    uint64_t *blocked = blocked_of(r, number), *seen = seen_of(r, number);
    uint64_t *taken = taken_of(r, number);
    size_t size = (size_t)words * sizeof *blocked;
    if (label.parent < 0) {
        memset(blocked, 0, size);
        memset(seen, 0, size);
        memset(taken, 0, size);
    } else {
        memcpy(blocked, blocked_of(r, label.parent), size);
        memcpy(seen, seen_of(r, label.parent), size);
        memcpy(taken, taken_of(r, label.parent), size);
    }
    for (num i = 0; i < r->subset_words; i++)
        odd_of(r, number)[i] =
            member_of(r, label.visit)[i] ^ (label.parent < 0 ? 0 : odd_of(r, label.parent)[i]);
    include(blocked, label.visit);
    include(taken, label.visit);
    if (r->visits.row[label.visit].spot >= 0) include(seen, r->visits.row[label.visit].spot);
    block_late(r, blocked, label.visit, label.end);
    label.bound = label.cost + onward_cost(r, label.visit, label.end, blocked);
    if (label.bound >= limit_of(p)) return true;
    if (number >= MOST_LABELS) {
        r->spare = fmin(r->spare, label.bound);
        return true;
    }
    label.next = r->ending.row[label.end];
    r->ending.row[label.end] = (int32_t)number;
    r->labels.row[number] = label;
    r->labels.count++;
    return true;
}

/* Whether the place of a visit is new to a partial route. */
static bool is_new_place(const routes_t *r, num parent, const visit_t *visit) {
    if (visit->spot >= 0) return parent < 0 || !has(seen_of(r, parent), visit->spot);
    for (; parent >= 0; parent = r->labels.row[parent].parent)
        if (r->visits.row[r->labels.row[parent].visit].spot < 0) return false;
    return true;
}

/* Go on to a visit at each of its choices. */
MUST_USE static bool extend(pricer_t *p, int32_t parent, num number) {
    routes_t *r = &p->routes;
    const visit_t *visit = &r->visits.row[number];
    route_label_t from = {.end = (int32_t)p->data->n.departure, .visit = (int16_t)r->visits.count};
    if (parent >= 0) from = r->labels.row[parent];
    num leg = way_between(r, from.visit, number), arrival = from.end + leg;
    num travel = from.road + leg;
    bool is_new = is_new_place(r, parent, visit);
    double paid = parent < 0 ? 0 : subset_cost(r, parent, number);
    if (leg >= FAR || from.sessions >= r->most_sessions ||
        (is_new && from.places >= r->most_places))
        return true;
    for (num i = visit->choice; i < visit->choice + visit->choices; i++) {
        const choice_of_starts_t *choice = &r->choices.row[i];
        num start, minute = arrival + (from.morning && choice->afternoon ? r->lunch : 0);
        num end = end_of_soonest(p, i, minute, &start), minutes = from.minutes + choice->minutes;
        if (end < 0 || !allows(p, travel, minutes)) continue;
        route_label_t label = {
            .cost = from.cost + choice->cost + r->road_price * (double)leg +
                    surcharge(p, travel, minutes) - surcharge(p, from.road, from.minutes) +
                    (is_new && visit->spot >= 0 ? r->link : 0) + paid,
            .parent = parent,
            .start = (int32_t)start,
            .end = (int32_t)end,
            .road = (int32_t)travel,
            .minutes = (int32_t)minutes,
            .visit = (int16_t)number,
            .sessions = (int16_t)(from.sessions + 1),
            .places = (int16_t)(from.places + is_new),
            .morning = r->lunch > 0 && !choice->afternoon,
        };
        p->steps++;
        if (!add_label(p, label)) return false;
    }
    return true;
}

/* Go on to every visit that may follow. */
MUST_USE static bool extend_all(pricer_t *p, int32_t parent) {
    routes_t *r = &p->routes;
    for (num i = 0; i < r->visits.count; i++) {
        num twin = p->found.lists ? -1 : r->visits.row[i].twin;
        bool waits = twin >= 0 && (parent < 0 || !has(blocked_of(r, parent), twin));
        if (waits || (parent >= 0 && has(blocked_of(r, parent), i))) continue;
        if (!extend(p, parent, i)) return false;
    }
    p->steps += (double)r->visits.count / 8;
    return true;
}

/* The choice of starts that a label has. */
static const choice_of_starts_t *choice_of(const routes_t *r, const route_label_t *label) {
    const visit_t *visit = &r->visits.row[label->visit];
    for (num i = visit->choice; i < visit->choice + visit->choices; i++) {
        const choice_of_starts_t *choice = &r->choices.row[i];
        for (num j = choice->first; j < choice->first + choice->count; j++)
            if (r->starts.row[j] == label->start) return choice;
    }
    return NULL; /* no label is without */
}

/* Note when each session of a route can begin, and how long after the one before it. */
MUST_USE static bool note_times(pricer_t *p, num number) {
    const routes_t *r = &p->routes;
    found_weeks_t *found = &p->found;
    num next = r->visits.count, latest = p->data->n.latest_return;
    for (num i = number; i >= 0; i = r->labels.row[i].parent) {
        const route_label_t *one = &r->labels.row[i];
        const choice_of_starts_t *choice = choice_of(r, one);
        const start_t *last = &p->data->start[r->starts.row[choice->first + choice->count - 1]];
        num at = found->times.count, elapsed = choice->minutes + way_between(r, one->visit, next);
        if (!RESERVE(found->times, at + 3)) return false;
        latest = latest - elapsed < last->begin ? latest - elapsed : last->begin;
        found->times.row[at] = p->data->start[one->start].begin;
        found->times.row[at + 1] = latest;
        found->times.row[at + 2] = elapsed;
        found->times.count += 3;
        next = one->visit;
    }
    return true;
}

/* Note a route, tasks as classes of their own, as note_aggregated() does weeks. */
MUST_USE static bool note_route(pricer_t *p, num number, double cost) {
    const routes_t *r = &p->routes;
    const route_label_t *label = &r->labels.row[number];
    found_weeks_t *found = &p->found;
    num room = 3 + 2 * label->sessions, home = r->visits.count, paid = 0;
    if (found->aggregated.count >= found->most_aggregated) {
        p->routes.spare = fmin(p->routes.spare, cost);
        return true;
    }
    if (!RESERVE(found->aggregated, found->aggregated.count + room)) return false;
    num *row = &found->aggregated.row[found->aggregated.count];
    num travel = label->road + way_between(r, label->visit, home), at = 3, links = 0;
    found->aggregated.count += room;
    for (num i = number; i >= 0; i = r->labels.row[i].parent) {
        const route_label_t *one = &r->labels.row[i];
        num local = r->visits.row[one->visit].local;
        paid += llround(start_price(p, p->person.task[local], one->start));
        row[at++] = local;
        row[at++] = 1;
    }
    for (num spot = 0; spot < r->spots; spot++) links += has(seen_of(r, number), spot);
    num fair = r->fair_road, excess = travel > fair ? travel - fair : 0;
    row[0] = paid + p->data->n.w_travel * travel + p->data->n.w_long_road * excess +
             p->data->n.w_site_link * links + llround(short_cost(p, label->minutes));
    row[1] = label->minutes + (p->data->n.count_travel ? travel : 0);
    row[2] = label->sessions;
    return note_times(p, number);
}

/* Go home after a label. */
MUST_USE static bool go_home(pricer_t *p, int32_t number) {
    routes_t *r = &p->routes;
    const route_label_t *label = &r->labels.row[number];
    num back = way_between(r, label->visit, r->visits.count), travel = label->road + back;
    if (back >= FAR || label->end + back > p->data->n.latest_return ||
        !allows(p, travel, label->minutes))
        return true;
    double cost = label->cost + r->road_price * (double)back +
                  surcharge(p, travel, label->minutes) - surcharge(p, label->road, label->minutes);
    if (p->found.lists) return cost >= p->upper || note_route(p, number, cost);
    if (cost < r->total.row[label->visit]) {
        r->total.row[label->visit] = cost;
        r->complete.row[label->visit] = number;
    }
    p->upper = fmin(p->upper, cost);
    return true;
}

static int by_cost(const void *a, const void *b) {
    const ending_t *x = a, *y = b;
    if (x->cost != y->cost) return x->cost < y->cost ? -1 : 1;
    return (x->label > y->label) - (x->label < y->label);
}

/* Collect the labels that end in a minute, the cheapest first. */
MUST_USE static bool collect(routes_t *r, num minute) {
    num count = 0;
    for (int32_t i = r->ending.row[minute]; i >= 0; i = r->labels.row[i].next) {
        if (!RESERVE(r->now, count + 1)) return false;
        r->now.row[count++] = (ending_t){.cost = r->labels.row[i].cost, .label = i};
    }
    r->now.count = count;
    qsort(r->now.row, (size_t)count, sizeof *r->now.row, by_cost);
    return true;
}

/* Extend partial routes in the order in which they end. */
MUST_USE static bool label_routes(pricer_t *p, double steps) {
    routes_t *r = &p->routes;
    double last = p->steps + steps;
    r->labels.count = 0;
    r->spare = NEVER;
    for (num i = 0; i <= r->minutes_of_day; i++) r->ending.row[i] = -1;
    for (num i = 0; i < r->visits.count; i++) r->settled.row[i] = -1;
    if (!extend_all(p, -1)) return false;
    for (num minute = 0; minute <= r->minutes_of_day; minute++) {
        if (!collect(r, minute)) return false;
        for (num i = 0; i < r->now.count; i++) {
            int32_t label = r->now.row[i].label;
            if (r->labels.row[label].bound >= limit_of(p)) continue;
            if (p->steps > last) {
                r->spare = fmin(r->spare, r->labels.row[label].bound);
                continue;
            }
            if (settle(p, label) && (!go_home(p, label) || !extend_all(p, label))) return false;
        }
    }
    return true;
}

/* Hand a route over as a week. */
static void keep_route(pricer_t *p, num label) {
    routes_t *r = &p->routes;
    found_t *found = &p->found.week[p->found.count++ % p->found.most];
    found->sessions = 0;
    for (num i = label; i >= 0; i = r->labels.row[i].parent) {
        const route_label_t *one = &r->labels.row[i];
        found->task[found->sessions] = (int32_t)p->person.task[r->visits.row[one->visit].local];
        found->start[found->sessions++] = one->start;
    }
}

/* Hand over the routes found, the cheapest last, each with another last visit. */
static void keep_routes(pricer_t *p, double given) {
    routes_t *r = &p->routes;
    for (num round = 0; round < r->visits.count; round++) {
        num dearest = -1;
        for (num i = 0; i < r->visits.count; i++)
            if (r->total.row[i] < given && r->complete.row[i] >= 0 &&
                (dearest < 0 || r->total.row[i] > r->total.row[dearest]))
                dearest = i;
        if (dearest < 0) return;
        keep_route(p, r->complete.row[dearest]);
        r->complete.row[dearest] = -1;
    }
}

/* Count what the cheapest route uses. */
static void count_usage_of_route(pricer_t *p) {
    routes_t *r = &p->routes;
    num best = -1;
    for (num i = 0; i < r->visits.count; i++)
        if (r->complete.row[i] >= 0 && (best < 0 || r->total.row[i] < r->total.row[best])) best = i;
    if (best < 0) return;
    memset(p->dual.usage, 0, (size_t)(MULTIPLIERS + p->person.tasks) * sizeof *p->dual.usage);
    const route_label_t *last = &r->labels.row[r->complete.row[best]];
    for (num i = r->complete.row[best]; i >= 0; i = r->labels.row[i].parent)
        p->dual.usage[MULTIPLIERS + r->visits.row[r->labels.row[i].visit].local]++;
    num travel = last->road + way_between(r, last->visit, r->visits.count);
    p->dual.usage[WORK] = (double)(last->minutes + (p->data->n.count_travel ? travel : 0));
    p->dual.usage[ROAD] = (double)travel;
    p->dual.usage[SESSION] = (double)last->sessions;
    p->dual.usage[DAY] = 1;
}

MUST_USE static bool run(pricer_t *p, bool is_loose, double steps, double given) {
    routes_t *r = &p->routes;
    r->is_loose = is_loose;
    for (num i = 0; i < r->visits.count; i++) {
        r->complete.row[i] = -1;
        r->total.row[i] = NEVER;
    }
    if (!label_routes(p, steps)) return false;
    if (p->found.lists) return true;
    count_usage_of_route(p);
    keep_routes(p, given);
    return true;
}

bool look_for_routes(pricer_t *p, double steps, double *bound) {
    routes_t *r = &p->routes;
    double given = p->upper, least;
    if (!lay_out_routes(p) || !bound_routes(p, &least)) return false;
    *bound = fmin(least, p->upper);
    if (least >= p->upper) return true;
    if (!RESERVE(r->ending, r->minutes_of_day + 1) || !RESERVE(r->settled, r->visits.count) ||
        !RESERVE(r->complete, r->visits.count) || !RESERVE(r->total, r->visits.count))
        return false;
    r->spare = -NEVER;
    if (!p->found.lists && !run(p, true, LIKELY_STEPS, 0)) return false;
    if (steps > 0 && r->spare < p->upper && !run(p, false, steps, fmin(0, given))) return false;
    *bound = fmax(*bound, fmin(p->upper, r->spare));
    return true;
}
