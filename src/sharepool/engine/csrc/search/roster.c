#include "roster.h"

#include <string.h>

#include "costs.h"
#include "limits.h"
#include "lists.h"

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

/* Add to (sign 1) or take off (-1) what a session costs; it must not be counted in the sums. A
 * team's has no person: those in its roles are added one by one. */
static void price(roster_t *r, num person, num task, num start, num road, num sign) {
    const start_t *s = &r->data->start[start];
    num cost = task_cost(r, task), met = minimum_met(r, task);
    if (person != TEAM) {
        cost += person_cost(r, person, task, start) + road_cost(r, person, road) +
                short_minute_cost(r, person, s->end - s->begin) +
                start_cost(r->data, person, task, start);
        met += links_met(r, person, task, start) + pins_met(r, person, task, start);
    }
    r->plan.objective += sign * cost;
    r->plan.shortfall -= sign * met;
}

/* Count what a session is, whoever takes it, into (sign 1) or out of (-1) the sums. */
static void tally_task(roster_t *r, num task, num start, num sign) {
    const data_t *d = r->data;
    r->sums.delivered[task] += sign;
    r->sums.task_day[task * WEEK + d->start[start].day] += (int32_t)sign;
    for (num i = d->host_ptr[task]; i < d->host_ptr[task + 1]; i++)
        r->sums.site_delivered[d->host[i].site] += sign;
    for (num i = d->member_ptr[task]; i < d->member_ptr[task + 1]; i++)
        r->sums.member_count[d->member[i]] += sign;
}

/* Count a session into (sign 1) or out of (-1) every sum but the objective; its unit must not be in
 * the plan. */
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
    for (num i = d->link_ptr[site]; i < d->link_ptr[site + 1]; i++)
        if (d->link[i].group == d->person[person].group && brings_group(r, person, task, start))
            r->sums.link_count[i] += sign;
    if (d->pair_required[pair])
        for (num i = 0; i < d->n.pins; i++)
            r->sums.pin_count[i] += pin_matches(d, &d->pin[i], person, task, start) ? sign : 0;
    tally_task(r, task, start, sign);
}

/* Whether a task can have more: a role can if it is optional, in the sessions that take place. */
static bool is_open(const roster_t *r, num task) {
    const task_t *t = &r->data->task[task];
    if (t->event < 0) return r->sums.delivered[task] < t->units;
    return t->optional && r->sums.delivered[task] < t->seats * r->sums.delivered[t->event];
}

static void note_open(roster_t *r, num task) {
    for (num one = task; one <= task + r->data->task[task].roles; one++)
        if (is_open(r, one) != (r->lists.open_at[one] >= 0)) mark_open(r, one, is_open(r, one));
}

static num next_unit(const roster_t *r, num task) {
    return r->plan.idle[r->data->task[task].first_unit + r->sums.delivered[task]];
}

void insert(roster_t *r, num person, num task, num start) {
    const data_t *d = r->data;
    const start_t *s = &d->start[start];
    num row = person * WEEK + s->day, place = place_of(d, person, task);
    num unit = next_unit(r, task);
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
    tally(r, person, task, start, road, 1);
    r->slack.measured[row] = false;
    r->plan.unit[unit] = (unit_t){.task = (int32_t)task,
                                  .person = (int32_t)person,
                                  .day = (int32_t)s->day,
                                  .start = (int32_t)start,
                                  .place = (int32_t)place,
                                  .begin = (int32_t)s->begin,
                                  .end = (int32_t)s->end};
    if (r->lists.held[person]) {
        list_held(r, unit);
    } else {
        list_free(r, unit);
        make_busy(r, unit);
    }
    note_open(r, task);
}

void insert_team(roster_t *r, num event, num start) {
    const start_t *s = &r->data->start[start];
    num unit = next_unit(r, event);
    price(r, TEAM, event, start, 0, 1);
    tally_task(r, event, start, 1);
    r->plan.unit[unit] = (unit_t){.task = (int32_t)event,
                                  .person = TEAM,
                                  .day = (int32_t)s->day,
                                  .start = (int32_t)start,
                                  .place = (int32_t)r->data->task[event].site,
                                  .begin = (int32_t)s->begin,
                                  .end = (int32_t)s->end};
    list_free(r, unit);
    note_open(r, event);
}

/* Note that a unit is not in the plan any more. */
static void make_idle(roster_t *r, num unit, num task) {
    r->plan.idle[r->data->task[task].first_unit + r->sums.delivered[task]] = unit;
    note_open(r, task);
}

static void remove_team(roster_t *r, num unit) {
    const unit_t gone = r->plan.unit[unit];
    unlist_free(r, unit);
    r->plan.unit[unit].person = IDLE;
    tally_task(r, gone.task, gone.start, -1);
    price(r, TEAM, gone.task, gone.start, 0, -1);
    make_idle(r, unit, gone.task);
}

void remove_unit(roster_t *r, num unit) {
    const unit_t gone = r->plan.unit[unit];
    if (gone.person == TEAM) {
        remove_team(r, unit);
        return;
    }
    num row = (num)gone.person * WEEK + gone.day, at = position(r, row, gone.begin);
    session_t *session = sessions_of(r, row);
    unlist_free(r, unit);
    unmake_busy(r, unit);
    r->plan.unit[unit].person = IDLE;
    r->slack.measured[row] = false;
    for (num i = at; i + 1 < r->sums.day_count[row]; i++) session[i] = session[i + 1];
    /* The gap that the session leaves is the one that it would be put into. */
    r->sums.day_count[row]--;
    num road = detour(r, gone.person, row, at, gone.place);
    r->sums.day_sites[row] -= visits_on(r, row, gone.place) == 0;
    r->sums.day_count[row]++;
    tally(r, gone.person, gone.task, gone.start, road, -1);
    price(r, gone.person, gone.task, gone.start, road, -1);
    make_idle(r, unit, gone.task);
}

static void log_entry(roster_t *r, num sign, num task, num person, num start) {
    r->move.journal[r->move.entries++] = (entry_t){.sign = (int32_t)sign,
                                                   .task = (int32_t)task,
                                                   .person = (int32_t)person,
                                                   .start = (int32_t)start};
}

void log_removal(roster_t *r, num task, num person, num start) {
    log_entry(r, -1, task, person, start);
}

void insert_logged(roster_t *r, const spot_t *spot) {
    insert(r, spot->person, spot->task, spot->start);
    log_entry(r, 1, spot->task, spot->person, spot->start);
}

void insert_team_logged(roster_t *r, num event, num start) {
    insert_team(r, event, start);
    log_entry(r, 1, event, TEAM, start);
}

static void touch(roster_t *r, num person) {
    for (num i = r->move.touches - 1; i >= 0; i--)
        if (r->move.touched[i] == person) return;
    r->move.touched[r->move.touches++] = person;
}

/* Take more out of a day until the rest is legal, from where something was taken out. */
static void repair(roster_t *r, num person, num day, num at) {
    num row = person * WEEK + day, count = r->sums.day_count[row];
    if (count == 0 || day_is_legal(r, person, day)) return;
    const session_t *session = sessions_of(r, row);
    num next = at < count ? at : count - 1;
    for (num i = 0; i < count && r->lists.busy_at[session[next].unit] < 0; i++)
        next = (next + 1) % count;
    if (r->lists.busy_at[session[next].unit] < 0)
        r->move.broken = true;
    else
        remove_logged(r, session[next].unit);
}

/* Take a unit out of its person's day. Without a stop between them two places may lie too far
 * apart: more has to go. */
static void take_out(roster_t *r, num unit, num waiting) {
    const unit_t gone = r->plan.unit[unit];
    num at = position(r, (num)gone.person * WEEK + gone.day, gone.begin);
    remove_unit(r, unit);
    log_entry(r, -1, gone.task, gone.person, gone.start);
    if (waiting >= 0) r->move.waiting[r->move.waits++] = (waiting_t){.task = waiting};
    touch(r, gone.person);
    repair(r, gone.person, gone.day, at);
}

/* Whether a session of a team takes place without a unit. */
static bool can_spare(const roster_t *r, num unit) {
    const data_t *d = r->data;
    const unit_t *one = &r->plan.unit[unit];
    num event = d->task[one->task].event, people = 0;
    if (!d->task[one->task].optional) return false;
    if (!d->task[event + 1].optional) return true;
    for (num role = event + 1; role <= event + d->task[event].roles; role++)
        people += seats_taken(r, role, start_as(d, one->start, one->task, role));
    return people > 1;
}

void remove_logged(roster_t *r, num unit) {
    const unit_t gone = r->plan.unit[unit];
    num event = r->data->task[gone.task].event;
    if (event < 0) {
        take_out(r, unit, gone.task);
        return;
    }
    num start = start_as(r->data, gone.start, gone.task, event);
    num team = unit_at(r, event, start);
    if (team < 0) {
        take_out(r, unit, -1); /* What it belonged to is being taken out. */
    } else if (can_spare(r, unit)) {
        take_out(r, unit, gone.task);
    } else {
        remove_unit(r, team);
        log_entry(r, -1, event, TEAM, start);
        r->move.waiting[r->move.waits++] = (waiting_t){.task = event};
        take_out(r, unit, -1);
        for (num role = event + 1; role <= event + r->data->task[event].roles; role++) {
            num from = start_as(r->data, start, event, role);
            while ((unit = unit_at(r, role, from)) >= 0) take_out(r, unit, -1);
        }
    }
}

void undo(roster_t *r, num entries) {
    while (r->move.entries > entries) {
        const entry_t entry = r->move.journal[--r->move.entries];
        const start_t *s = &r->data->start[entry.start];
        if (entry.person == TEAM) {
            if (entry.sign < 0)
                insert_team(r, entry.task, entry.start);
            else
                remove_unit(r, unit_at(r, entry.task, entry.start));
        } else if (entry.sign < 0) {
            insert(r, entry.person, entry.task, entry.start);
        } else {
            num row = (num)entry.person * WEEK + s->day, at = position(r, row, s->begin);
            remove_unit(r, sessions_of(r, row)[at].unit);
        }
    }
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
