#include "lists.h"
#include "roster.h"

/* Who is in sessions of teams, and who is held: found by going over the units of a task, of which
 * there are few. */

num unit_at(const roster_t *r, num task, num start) {
    const task_t *t = &r->data->task[task];
    for (num unit = t->first_unit; unit < t->first_unit + t->units; unit++)
        if (r->plan.unit[unit].person != IDLE && r->plan.unit[unit].start == start) return unit;
    return -1;
}

num seats_taken(const roster_t *r, num role, num start) {
    const task_t *t = &r->data->task[role];
    num count = 0;
    for (num unit = t->first_unit; unit < t->first_unit + t->units; unit++)
        count += r->plan.unit[unit].person != IDLE && r->plan.unit[unit].start == start;
    return count;
}

/* Whether the person of a unit is in a session of a team that begins at a start of the unit's. */
static bool is_in(const roster_t *r, num unit, num start) {
    return r->plan.unit[unit].person >= 0 && r->plan.unit[unit].start == start;
}

bool group_is_in(const roster_t *r, num role, num start, num group) {
    const data_t *d = r->data;
    num event = d->task[role].event;
    for (num one = event + 1; one <= event + d->task[event].roles; one++) {
        const task_t *t = &d->task[one];
        num own = start_as(d, start, role, one);
        for (num unit = t->first_unit; unit < t->first_unit + t->units; unit++)
            if (is_in(r, unit, own) && d->person[r->plan.unit[unit].person].group == group)
                return true;
    }
    return false;
}

num seat_of(const roster_t *r, num unit, num first) {
    const unit_t *team = &r->plan.unit[unit];
    num event = team->task, roles = r->data->task[event].roles;
    for (num i = 0; i < roles; i++) {
        num role = event + 1 + (first + i) % roles;
        num seat = unit_at(r, role, start_as(r->data, team->start, event, role));
        if (seat >= 0) return seat;
    }
    return -1;
}

/* Whether somebody who is held is in a session of a team. */
static bool team_is_held(const roster_t *r, num team) {
    const data_t *d = r->data;
    const unit_t *one = &r->plan.unit[team];
    for (num role = one->task + 1; role <= one->task + d->task[one->task].roles; role++) {
        const task_t *t = &d->task[role];
        num start = start_as(d, one->start, one->task, role);
        for (num unit = t->first_unit; unit < t->first_unit + t->units; unit++)
            if (is_in(r, unit, start) && r->lists.held[r->plan.unit[unit].person]) return true;
    }
    return false;
}

void hold_team(roster_t *r, num team) {
    const data_t *d = r->data;
    const unit_t *one = &r->plan.unit[team];
    unlist_free(r, team);
    list_held(r, team);
    for (num role = one->task + 1; role <= one->task + d->task[one->task].roles; role++) {
        const task_t *t = &d->task[role];
        num start = start_as(d, one->start, one->task, role);
        for (num unit = t->first_unit; unit < t->first_unit + t->units; unit++)
            if (!t->optional && is_in(r, unit, start) && r->lists.busy_at[unit] >= 0)
                unmake_busy(r, unit);
    }
}

void hold(roster_t *r, num person) {
    const data_t *d = r->data;
    if (r->lists.held[person]) return;
    for (num unit = 0; unit < d->n.units; unit++) {
        const unit_t *one = &r->plan.unit[unit];
        if (one->person != person) continue;
        num event = d->task[one->task].event;
        if (r->lists.busy_at[unit] >= 0) unmake_busy(r, unit);
        if (event < 0) {
            unlist_free(r, unit);
            list_held(r, unit);
        } else {
            num team = unit_at(r, event, start_as(d, one->start, one->task, event));
            if (!team_is_held(r, team)) hold_team(r, team);
        }
    }
    r->lists.held[person] = true;
}
