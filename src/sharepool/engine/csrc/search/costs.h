/* What one session more changes in the objective, term by term. */
#ifndef SHAREPOOL_COSTS_H
#define SHAREPOOL_COSTS_H

#include "roster.h"

/* What does not depend on who takes it: a missing session less, floors of the sites that have it,
 * chains, optional roles that are empty at first; of a role itself, one person missing less. */
static inline num task_cost(const roster_t *r, num task) {
    const data_t *d = r->data;
    num cost = d->task[task].unstaffed - d->task[task].unmet, first = d->host_ptr[task];
    for (num i = first; i < d->host_ptr[task + 1]; i++) {
        num site = d->host[i].site, before = 0;
        for (num j = first; j < i; j++) before += d->host[j].site == site;
        if (r->sums.site_delivered[site] + before < d->place[site].floor)
            cost -= d->n.w_below_floor;
    }
    for (num i = d->member_ptr[task]; i < d->member_ptr[task + 1]; i++)
        if (r->sums.member_count[d->member[i]] < d->member_needed[d->member[i]])
            cost -= d->n.w_chain_gap;
    return cost;
}

/* Whether a session counts more for pairs of a person's group with the person: a team's does once,
 * whoever of the group is in it. `start` is of no matter where one person is the team. */
static inline bool brings_group(const roster_t *r, num person, num task, num start) {
    const data_t *d = r->data;
    return d->task[task].event < 0 || !group_is_in(r, task, start, d->person[person].group);
}

/* What depends on who takes it, apart from road and start: a new (person, place), a new person on the
 * task, pairs. */
static inline num person_cost(const roster_t *r, num person, num task, num start) {
    const data_t *d = r->data;
    num cost = 0, site = d->task[task].site, place = place_of(d, person, task);
    if (place != d->person[person].home && r->sums.visits[person * d->n.places + place] == 0)
        cost += d->n.w_site_link;
    if (r->sums.staff[task] >= d->task[task].seats &&
        r->sums.pair_count[pair_of(d, person, task)] == 0)
        cost += d->n.w_extra_staff;
    for (num i = d->link_ptr[site]; i < d->link_ptr[site + 1]; i++)
        if (d->link[i].group == d->person[person].group &&
            r->sums.link_count[i] < d->link[i].needed && brings_group(r, person, task, start))
            cost -= d->n.w_pair_short;
    return cost;
}

/* Minutes that the person should work and does not yet. */
static inline num short_minute_cost(const roster_t *r, num person, num minutes) {
    num missing = r->data->person[person].min_work - r->sums.week[person].work;
    if (missing <= 0) return 0;
    return -r->data->n.w_short_minute * (missing < minutes ? missing : minutes);
}

/* `minutes` more on the person's road: travel, and what exceeds a fair week. */
static inline num road_cost(const roster_t *r, num person, num minutes) {
    const numbers_t *n = &r->data->n;
    num excess = r->sums.week[person].road - r->data->person[person].fair_road;
    num before = excess > 0 ? excess : 0;
    num after = excess + minutes > 0 ? excess + minutes : 0;
    return n->w_travel * minutes + n->w_long_road * (after - before);
}

/* What pins and the previous plan add for a start; NONE where a pin forbids it. */
static inline num start_cost(const data_t *d, num person, num task, num start) {
    num first = d->pair_extra[pair_of(d, person, task)];
    if (first < 0) return 0;
    num row = first + start - d->set_day_ptr[d->task[task].start_set * WEEK];
    return d->extra_allowed[row] ? d->extra_cost[row] : NONE;
}

static inline bool pin_matches(const data_t *d, const pin_t *pin, num person, num task, num start) {
    num asked = d->task[task].event < 0 ? task : d->task[task].event;
    return (pin->person == -1 || pin->person == person) &&
           (pin->task == -1 || pin->task == asked) &&
           (pin->site == -1 || pin->site == d->task[task].site) &&
           (pin->day == -1 || pin->day == d->start[start].day) &&
           (pin->slot == -1 || pin->slot == d->start[start].slot);
}

/* Whether one session more brings its task's minimum nearer. */
static inline num minimum_met(const roster_t *r, num task) {
    return r->sums.delivered[task] < r->data->task[task].min_sessions;
}

/* Strict pairs that one session more brings nearer. */
static inline num links_met(const roster_t *r, num person, num task, num start) {
    const data_t *d = r->data;
    num met = 0, site = d->task[task].site;
    for (num i = d->link_ptr[site]; i < d->link_ptr[site + 1]; i++)
        met += d->link[i].strict && d->link[i].group == d->person[person].group &&
               r->sums.link_count[i] < d->link[i].needed && brings_group(r, person, task, start);
    return met;
}

/* Required pins, not met yet, that such a session meets. */
static inline num pins_met(const roster_t *r, num person, num task, num start) {
    const data_t *d = r->data;
    num met = 0;
    if (d->pair_required[pair_of(d, person, task)])
        for (num i = 0; i < d->n.pins; i++)
            met += r->sums.pin_count[i] == 0 && pin_matches(d, &d->pin[i], person, task, start);
    return met;
}

#endif
