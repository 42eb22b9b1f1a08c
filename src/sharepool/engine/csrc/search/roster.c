#include "roster.h"

#include <string.h>

#include "costs.h"
#include "limits.h"

/* Minutes that a stop at `place` before session number `at` adds to a day. */
static num detour(const roster_t *r, num person, num row, num at, num place) {
    const data_t *d = r->data;
    const session_t *session = sessions_of(r, row);
    num home = d->person[person].home;
    num from = at > 0 ? session[at - 1].place : home;
    num to = at < r->sums.day_count[row] ? session[at].place : home;
    return minutes_between(d, person, from, place) + minutes_between(d, person, place, to) -
           minutes_between(d, person, from, to);
}

/* Add to (sign 1) or take off (-1) what a session costs; it must not be counted in the sums. */
static void price(roster_t *r, num person, num task, num start, num road, num sign) {
    const start_t *s = &r->data->start[start];
    r->plan.objective +=
        sign * (task_cost(r, task) + person_cost(r, person, task) + road_cost(r, person, road) +
                short_minute_cost(r, person, s->end - s->begin) +
                start_cost(r->data, person, task, start));
    r->plan.shortfall -= sign * (minimums_met(r, person, task) + pins_met(r, person, task, start));
}

/* Count a session into (sign 1) or out of (-1) every sum but the objective. */
static void tally(roster_t *r, num person, num task, num start, num road, num sign) {
    const data_t *d = r->data;
    const start_t *s = &d->start[start];
    num row = person * WEEK + s->day, site = d->task[task].site, place = place_of(d, person, task);
    num pair = pair_of(d, person, task), none = sign > 0 ? 0 : 1;
    week_t *week = &r->sums.week[person];
    int32_t *visits = &r->sums.visits[person * d->n.places + place];
    week->days += r->sums.day_count[row] == none ? sign : 0;
    r->sums.day_count[row] += (int32_t)sign;
    r->sums.day_road[row] += (int32_t)(sign * road);
    week->road += sign * road;
    week->work += sign * (s->end - s->begin);
    week->sessions += sign;
    week->sites += *visits == none ? sign : 0;
    *visits += (int32_t)sign;
    r->sums.employer_used[d->person[person].employer] +=
        sign * (s->end - s->begin + (d->n.count_travel ? road : 0));
    r->sums.staff[task] += r->sums.pair_count[pair] == none ? sign : 0;
    r->sums.pair_count[pair] += (int32_t)sign;
    r->sums.delivered[task] += sign;
    r->sums.task_day[task * WEEK + s->day] += (int32_t)sign;
    r->sums.site_delivered[site] += sign;
    for (num i = d->link_ptr[site]; i < d->link_ptr[site + 1]; i++)
        r->sums.link_count[i] += d->link[i].group == d->person[person].group ? sign : 0;
    for (num i = d->member_ptr[task]; i < d->member_ptr[task + 1]; i++)
        r->sums.member_count[d->member[i]] += sign;
    if (d->pair_required[pair])
        for (num i = 0; i < d->n.pins; i++)
            r->sums.pin_count[i] += pin_matches(d, &d->pin[i], person, task, start) ? sign : 0;
}

static int32_t *units_at(const roster_t *r, num row) {
    return &r->lists.site_units[r->data->site_ptr[row]];
}

static num site_row(const roster_t *r, num unit) {
    return r->data->task[r->plan.unit[unit].task].site * WEEK + r->plan.unit[unit].day;
}

/* Note that somebody who is held is at a site: after those who are not. */
static void list_held(roster_t *r, num unit) {
    num row = site_row(r, unit);
    units_at(r, row)[r->lists.site_day_count[row] + r->lists.site_day_held[row]++] = (int32_t)unit;
}

/* Note that somebody is at a site, and let moves know unless the person is held. */
static void list_unit(roster_t *r, num unit) {
    if (r->lists.held[r->plan.unit[unit].person]) {
        list_held(r, unit);
        return;
    }
    num row = site_row(r, unit), free = r->lists.site_day_count[row]++;
    int32_t *there = units_at(r, row);
    there[free + r->lists.site_day_held[row]] = there[free];
    there[free] = (int32_t)unit;
    r->lists.busy_at[unit] = r->lists.busy;
    r->lists.busy_list[r->lists.busy++] = unit;
}

static void unlist_unit(roster_t *r, num unit) {
    num row = site_row(r, unit), last = --r->lists.site_day_count[row], at = last;
    int32_t *there = units_at(r, row);
    while (there[at] != unit) at--;
    there[at] = there[last];
    there[last] = there[last + r->lists.site_day_held[row]];
    num moved = r->lists.busy_list[--r->lists.busy];
    r->lists.busy_list[r->lists.busy_at[unit]] = moved;
    r->lists.busy_at[moved] = r->lists.busy_at[unit];
    r->lists.busy_at[unit] = -1;
}

void mark_open(roster_t *r, num task, bool open) {
    if (open) {
        r->lists.open_at[task] = r->lists.open;
        r->lists.open_list[r->lists.open++] = task;
    } else {
        num moved = r->lists.open_list[--r->lists.open];
        r->lists.open_list[r->lists.open_at[task]] = moved;
        r->lists.open_at[moved] = r->lists.open_at[task];
        r->lists.open_at[task] = -1;
    }
}

void insert(roster_t *r, num person, num task, num start) {
    const data_t *d = r->data;
    const start_t *s = &d->start[start];
    num row = person * WEEK + s->day, place = place_of(d, person, task);
    num unit = r->plan.idle[d->task[task].first_unit + r->sums.delivered[task]];
    num at = position(r, row, s->begin), road = detour(r, person, row, at, place);
    price(r, person, task, start, road, 1);
    r->sums.day_sites[row] += visits_on(r, row, place) == 0;
    session_t *session = sessions_of(r, row);
    for (num i = r->sums.day_count[row]; i > at; i--) session[i] = session[i - 1];
    session[at] = (session_t){.unit = (int32_t)unit,
                              .place = (int32_t)place,
                              .begin = (int32_t)s->begin,
                              .end = (int32_t)s->end,
                              .afternoon = (int32_t)s->afternoon};
    r->plan.unit[unit] = (unit_t){.task = (int32_t)task,
                                  .person = (int32_t)person,
                                  .day = (int32_t)s->day,
                                  .start = (int32_t)start,
                                  .place = (int32_t)place,
                                  .begin = (int32_t)s->begin,
                                  .end = (int32_t)s->end};
    tally(r, person, task, start, road, 1);
    list_unit(r, unit);
    if (r->sums.delivered[task] == d->task[task].units) mark_open(r, task, false);
}

void remove_unit(roster_t *r, num unit) {
    const data_t *d = r->data;
    const unit_t gone = r->plan.unit[unit];
    num row = (num)gone.person * WEEK + gone.day, at = position(r, row, gone.begin);
    session_t *session = sessions_of(r, row);
    unlist_unit(r, unit);
    for (num i = at; i + 1 < r->sums.day_count[row]; i++) session[i] = session[i + 1];
    /* The gap that the session leaves is the one that it would be put into. */
    r->sums.day_count[row]--;
    num road = detour(r, gone.person, row, at, gone.place);
    r->sums.day_sites[row] -= visits_on(r, row, gone.place) == 0;
    r->sums.day_count[row]++;
    tally(r, gone.person, gone.task, gone.start, road, -1);
    price(r, gone.person, gone.task, gone.start, road, -1);
    r->plan.unit[unit].person = -1;
    r->plan.idle[d->task[gone.task].first_unit + r->sums.delivered[gone.task]] = unit;
    if (r->sums.delivered[gone.task] == d->task[gone.task].units - 1) mark_open(r, gone.task, true);
}

static void log_entry(roster_t *r, num sign, num task, num person, num start) {
    r->move.journal[r->move.entries++] = (entry_t){.sign = (int32_t)sign,
                                                   .task = (int32_t)task,
                                                   .person = (int32_t)person,
                                                   .start = (int32_t)start};
}

void insert_logged(roster_t *r, const spot_t *spot) {
    insert(r, spot->person, spot->task, spot->start);
    log_entry(r, 1, spot->task, spot->person, spot->start);
}

static void touch(roster_t *r, num person) {
    for (num i = r->move.touches - 1; i >= 0; i--)
        if (r->move.touched[i] == person) return;
    r->move.touched[r->move.touches++] = person;
}

/* Without a stop between them two places may lie too far apart. */
void remove_logged(roster_t *r, num unit) {
    for (;;) {
        const unit_t gone = r->plan.unit[unit];
        num row = (num)gone.person * WEEK + gone.day, at = position(r, row, gone.begin);
        remove_unit(r, unit);
        log_entry(r, -1, gone.task, gone.person, gone.start);
        r->move.waiting[r->move.waits++] = (waiting_t){.task = gone.task};
        touch(r, gone.person);
        if (r->sums.day_count[row] == 0 || day_is_legal(r, gone.person, gone.day)) return;
        num next = at < r->sums.day_count[row] ? at : r->sums.day_count[row] - 1;
        unit = sessions_of(r, row)[next].unit;
    }
}

void undo(roster_t *r) {
    while (r->move.entries > 0) {
        const entry_t entry = r->move.journal[--r->move.entries];
        const start_t *s = &r->data->start[entry.start];
        if (entry.sign < 0) {
            insert(r, entry.person, entry.task, entry.start);
        } else {
            num row = (num)entry.person * WEEK + s->day, at = position(r, row, s->begin);
            remove_unit(r, sessions_of(r, row)[at].unit);
        }
    }
}

void hold(roster_t *r, num person) {
    if (r->lists.held[person]) return;
    for (num unit = 0; unit < r->data->n.units; unit++)
        if (r->plan.unit[unit].person == person) {
            unlist_unit(r, unit);
            list_held(r, unit);
        }
    r->lists.held[person] = true;
}

void keep_best(roster_t *r) {
    if (r->plan.shortfall > r->plan.best_shortfall ||
        (r->plan.shortfall == r->plan.best_shortfall &&
         r->plan.objective >= r->plan.best_objective))
        return;
    r->plan.best_shortfall = r->plan.shortfall;
    r->plan.best_objective = r->plan.objective;
    memcpy(r->plan.best, r->plan.unit, (size_t)r->data->n.units * sizeof *r->plan.unit);
}
