#include "day_listing.h"

#include <stdlib.h>
#include <string.h>

#include "day_bounds.h"

/* Steps for each day that may be kept after which the limit is drawn in. */
enum { STEPS_OF_PATTERN = 250 };

/* Where a day under construction stands: after a session at a stop (-1: at home), which led to an
 * end. */
typedef struct {
    num stop;    /* row of day_t.stops */
    num end;     /* row of day_t.ends; -1: no session has been there yet */
    num time;    /* minute of the day */
    num morning; /* 1 if the last session began before noon */
    num road;    /* minutes on the road */
    num places;  /* different places */
    double cost; /* so far */
} spot_on_way_t;

static int by_week(const void *a, const void *b) {
    const pattern_t *x = a, *y = b;
    if (x->week != y->week) return x->week < y->week ? -1 : 1;
    return (x->key > y->key) - (x->key < y->key);
}

static num slot_of(const pricer_t *p, const day_t *day, const pattern_t *pattern) {
    num at = (num)(mixed(pattern->key + (uint64_t)pattern->minutes) % (uint64_t)p->seen.count);
    while (p->seen.row[at] >= 0) {
        const pattern_t *other = &day->patterns.row[p->seen.row[at]];
        if (other->key == pattern->key && other->minutes == pattern->minutes) break;
        at = (at + 1) % p->seen.count;
    }
    return at;
}

/* Keep the cheaper half, and lower the limit to what is dropped. */
static void draw_in(pricer_t *p, day_t *day) {
    qsort(day->patterns.row, (size_t)day->patterns.count, sizeof *day->patterns.row, by_week);
    num half = day->patterns.count / 2;
    double limit = p->bound + 0.7 * (day->limit - p->bound);
    if (half > 0 && day->patterns.count == p->listing.most_patterns &&
        day->patterns.row[half].week < limit)
        limit = day->patterns.row[half].week;
    while (day->patterns.count > 0 && day->patterns.row[day->patterns.count - 1].week >= limit)
        day->patterns.count--;
    day->limit = limit;
    forget_slots(p);
    for (num i = 0; i < day->patterns.count; i++)
        p->seen.row[slot_of(p, day, &day->patterns.row[i])] = i;
}

/* Forget what is known of the week after each begin and end: it is worked out when it is asked
 * for. */
MUST_USE static bool forget_after(pricer_t *p, day_t *day) {
    num begins = day->begins.count * 2 * p->states.count, ends = day->ends.count * p->states.count;
    if (!RESERVE(day->after, begins + ends)) return false;
    for (num i = 0; i < begins + ends; i++) day->after.row[i] = -NEVER;
    for (num s = 0; s < p->states.count; s++) {
        num left = p->week.work - p->states.row[s].minutes;
        day->other_days[s] = left >= 0 ? day->others.row[left] : NEVER;
    }
    return true;
}

/* The least cost of a week whose day has `state` so far and goes on as `rest` says, kept in
 * `known`. */
static double week_after(const pricer_t *p, const day_t *day, num state, const double *rest,
                         double *known) {
    if (*known > -NEVER) return *known;
    const int16_t *sum = p->states.sum[state];
    double least = NEVER;
    for (num s = 0; s < p->states.count; s++)
        if (sum[s] >= 0 && rest[s] + day->other_days[sum[s]] < least)
            least = rest[s] + day->other_days[sum[s]];
    return *known = least;
}

static double after_begin(const pricer_t *p, const day_t *day, num state, num begin, num half) {
    return week_after(p, day, state, stay_at(p, day, begin, half),
                      &day->after.row[(begin * 2 + half) * p->states.count + state]);
}

static double after_end(const pricer_t *p, const day_t *day, num state, num end) {
    return week_after(p, day, state, leave_at(p, day, end),
                      &day->after.row[(day->begins.count * 2 + end) * p->states.count + state]);
}

/* What a day costs, whatever the multipliers, without its tasks and minutes. */
static double plain_cost(const pricer_t *p, const pattern_t *day) {
    double minute = p->data->n.count_travel ? p->dual.minute_price : 0;
    return day->paid + ((double)p->data->n.w_travel + minute) * (double)day->road;
}

/* Keep the draft among the days listed, in a slot of the hash table. */
MUST_USE static bool keep(pricer_t *p, day_t *day, num slot) {
    pattern_t *draft = &p->listing.draft;
    if (day->patterns.count == p->listing.most_patterns) {
        draw_in(p, day);
        if (draft->week >= day->limit) return true;
        slot = slot_of(p, day, draft);
    }
    if (!RESERVE(day->patterns, day->patterns.count + 1)) return false;
    p->seen.row[slot] = day->patterns.count;
    day->patterns.row[day->patterns.count++] = *draft;
    return true;
}

/* Take note of the draft, now that the person is home again, if its week may be cheap enough. */
MUST_USE static bool record(pricer_t *p, day_t *day, num road_minutes, double cost) {
    pattern_t *draft = &p->listing.draft;
    draft->road = (int32_t)road_minutes;
    num left = p->week.work - p->states.row[draft->state].minutes;
    if (left < 0) return true;
    draft->week = cost + day->others.row[left];
    if (draft->week >= day->limit) return true;
    draft->cost = cost;
    draft->paid = p->listing.paid;
    draft->key = 0;
    for (num i = 0; i < draft->count; i++)
        draft->key += mixed(UINT64_C(0x51ED270B) * (uint64_t)(draft->klass[i] + 1));
    num slot = slot_of(p, day, draft);
    if (p->seen.row[slot] >= 0) {
        /* The same sessions at other times or on another way: the cheaper in truth stays. */
        pattern_t *same = &day->patterns.row[p->seen.row[slot]];
        double known = plain_cost(p, same), fresh = plain_cost(p, draft);
        if (known <= fresh && same->road <= draft->road) return true;
        if (known >= fresh && same->road >= draft->road) {
            *same = *draft;
            return true;
        }
    }
    return keep(p, day, slot);
}

/* The least that a week costs whose day has `state` and whose last session, at a stop, ends at
 * `moment`, which is the end `last`. */
static double after_session(const pricer_t *p, const day_t *day, const stop_t *stop, num state,
                            num moment, num last) {
    double rest = after_end(p, day, state, last);
    num again = p->listing.draft.count + 1 < p->person.most ? first_begin(day, stop, moment) : -1;
    for (num half = 0; half < 2 && again >= 0; half++)
        rest = fmin(rest, after_begin(p, day, state, again, half));
    return rest;
}

MUST_USE static bool follow(pricer_t *p, day_t *day, const spot_on_way_t *spot);

/* Go on with a session of a class at a stop, at the first start that can be reached from `from`
 * on. */
MUST_USE static bool take_start(pricer_t *p, day_t *day, const spot_on_way_t *here,
                                const start_class_t *starts, num klass, num from) {
    pattern_t *draft = &p->listing.draft;
    num *taken = &p->symmetry.taken[klass], state = draft->state;
    num at = first_moment(&day->moments.row[starts->first], starts->count, from);
    num more = p->states.next[state][starts->length];
    if (at == starts->count || more < 0) return true;
    num begin = day->moments.row[starts->first + at], end = begin + starts->minutes;
    num last = day->ends_at.row[starts->first + at];
    double rest = after_session(p, day, &day->stops.row[here->stop], more, end, last);
    num item = p->symmetry.classes.row[klass].item + *taken;
    double cost = here->cost + p->symmetry.items.row[item].cost + starts->cost;
    if (cost + rest >= day->limit) return true;
    draft->klass[draft->count] = (int16_t)klass;
    draft->begin[draft->count++] = (int32_t)begin;
    draft->minutes += (int32_t)starts->minutes;
    draft->state = (int32_t)more;
    ++*taken;
    p->listing.paid += starts->extra;
    spot_on_way_t spot = {here->stop, last,         end, !starts->afternoon,
                          here->road, here->places, cost};
    if (!follow(p, day, &spot)) return false;
    p->listing.paid -= starts->extra;
    --*taken;
    draft->minutes -= (int32_t)starts->minutes;
    draft->state = (int32_t)state;
    draft->count--;
    return true;
}

/* Go on with a session at a stop where the person is from `ready` on. */
MUST_USE static bool take_session(pricer_t *p, day_t *day, const spot_on_way_t *here, num ready,
                                  bool lunch_due) {
    const stop_t *stop = &day->stops.row[here->stop];
    for (num c = stop->first_class; c < stop->first_class + stop->classes; c++) {
        const day_class_t *on_day = &day->classes.row[c];
        if (p->symmetry.taken[on_day->klass] == p->symmetry.classes.row[on_day->klass].items)
            continue;
        for (num k = on_day->first; k < on_day->first + on_day->count; k++) {
            const start_class_t *starts = &day->starts.row[k];
            num from = ready + (lunch_due && starts->afternoon ? p->data->n.lunch : 0);
            if (!take_start(p, day, here, starts, on_day->klass, from)) return false;
        }
    }
    return true;
}

/* When sessions at a stop can begin for who comes there from a spot: next and after noon, or -1. */
static void find_begins(const pricer_t *p, const day_t *day, const spot_on_way_t *spot, num to,
                        num *begin) {
    if (spot->stop >= 0) {
        const int32_t *reach = &day->reach.row[(spot->end * day->stops.count + to) * 2];
        begin[0] = reach[0];
        begin[1] = reach[1];
        return;
    }
    const stop_t *stop = &day->stops.row[to];
    num home = p->person.home, arrival = spot->time + road(p, home, stop->place);
    begin[0] = begin[1] = road_allows(p, home, stop->place) ? first_begin(day, stop, arrival) : -1;
}

/* Drive to a stop and take a session there. */
MUST_USE static bool drive(pricer_t *p, day_t *day, const spot_on_way_t *spot, num from, num to) {
    const person_t *who = &p->data->person[p->person.number];
    const stop_t *stop = &day->stops.row[to];
    num minutes = road(p, from, stop->place), begin[2];
    double cost = spot->cost + p->dual.road_price * (double)minutes + stop->arrival, rest = NEVER;
    find_begins(p, day, spot, to, begin);
    for (num half = 0; half < 2; half++)
        if (begin[half] >= 0)
            rest = fmin(rest, after_begin(p, day, p->listing.draft.state, begin[half], half));
    if (cost + rest >= day->limit) return true;
    p->steps++;
    num *used = &p->listing.stops_used[to], new_place = *used == 0;
    if (minutes > who->max_leg || spot->road + minutes > who->max_travel_day) return true;
    if (new_place && spot->places >= who->max_sites_day) return true;
    num ready = spot->time + minutes;
    spot_on_way_t there = {to, -1, ready, 0, spot->road + minutes, spot->places + new_place, cost};
    ++*used;
    if (!take_session(p, day, &there, ready, spot->morning)) return false;
    --*used;
    return true;
}

/* Go on after a session: home, with another one there, or to another stop. */
MUST_USE static bool follow(pricer_t *p, day_t *day, const spot_on_way_t *spot) {
    const data_t *d = p->data;
    const person_t *who = &d->person[p->person.number];
    num place = day->stops.row[spot->stop].place, back = road(p, place, p->person.home);
    double cost = spot->cost + p->dual.road_price * (double)back;
    if (p->steps++ > p->listing.most_steps) {
        draw_in(p, day);
        p->listing.most_steps += (double)(STEPS_OF_PATTERN * p->listing.most_patterns);
    }
    if (back <= who->max_leg && spot->road + back <= who->max_travel_day &&
        spot->time + back <= d->n.latest_return && !record(p, day, spot->road + back, cost))
        return false;
    if (p->listing.draft.count == p->person.most) return true;
    if (!take_session(p, day, spot, spot->time, spot->morning)) return false;
    for (num to = 0; to < day->stops.count; to++)
        if (to != spot->stop && !drive(p, day, spot, place, to)) return false;
    return true;
}

bool list_days(pricer_t *p, day_t *day) {
    listing_t *listing = &p->listing;
    day->patterns.count = 0;
    forget_slots(p);
    if (!forget_after(p, day)) return false;
    listing->draft = (pattern_t){0};
    listing->paid = 0;
    listing->most_steps = p->steps + (double)(STEPS_OF_PATTERN * listing->most_patterns);
    memset(listing->stops_used, 0, (size_t)day->stops.count * sizeof *listing->stops_used);
    spot_on_way_t home = {.stop = -1, .time = p->data->n.departure, .cost = p->dual.value[DAY]};
    for (num to = 0; to < day->stops.count; to++)
        if (!drive(p, day, &home, p->person.home, to)) return false;
    if (day->others.row[p->week.work] < day->limit) {
        if (!RESERVE(day->patterns, day->patterns.count + 1)) return false;
        day->patterns.row[day->patterns.count++] = (pattern_t){0};
    }
    return true;
}
