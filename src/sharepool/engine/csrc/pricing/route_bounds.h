/* Bounds of how a route goes on: dynamic programming backward in time over (visit, end), in which a
 * route may come back to a visit, only not at once. */
#ifndef SHAREPOOL_ROUTE_BOUNDS_H
#define SHAREPOOL_ROUTE_BOUNDS_H

#include "pricer.h"

static inline bool has(const uint64_t *set, num number) {
    return set[number / 64] >> (number % 64) & 1;
}

static inline void include(uint64_t *set, num number) {
    set[number / 64] |= UINT64_C(1) << (number % 64);
}

/* The least number of a set's word, which has one. */
static inline num lowest(uint64_t word) { return __builtin_ctzll(word); }

/* Minutes from visit to visit; the one after the last visit is home. */
static inline num way_between(const routes_t *r, num from, num to) {
    return r->way.row[from * (r->visits.count + 1) + to];
}

/* When the first session of a choice from a minute on ends, and its start; -1 if there is none. */
static inline num end_of_soonest(const pricer_t *p, num choice, num minute, num *start) {
    const routes_t *r = &p->routes;
    const choice_of_starts_t *starts = &r->choices.row[choice];
    if (minute > r->minutes_of_day) return -1;
    num at = r->soonest.row[choice * (r->minutes_of_day + 1) + minute];
    if (at < 0) return -1;
    num row = r->starts.row[starts->first + at];
    if (start) *start = row;
    return p->data->start[row].begin + starts->minutes;
}

/* What all that follows a visit costs at least, where some visits cannot follow. */
double onward_cost(const routes_t *r, num visit, num end, const uint64_t *blocked);

#endif
