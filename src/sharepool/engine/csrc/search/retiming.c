#include "retiming.h"

#include "costs.h"
#include "limits.h"

void find_movable(roster_t *r) {
    const data_t *d = r->data;
    for (num task = 0; task < d->n.tasks; task++) {
        const task_t *t = &d->task[task];
        bool watched = false;
        for (num i = d->host_ptr[task]; i < d->host_ptr[task + 1]; i++)
            watched = watched || d->place[d->host[i].ground].watched || d->host[i].cohort >= 0;
        r->slack.movable[task] =
            t->event < 0 && t->roles == 0 && !t->apart && !watched && d->set_even[t->start_set];
    }
}

/* Whether a session of a day can be at other times of the day for nothing. */
static bool is_movable(const roster_t *r, num row, num at) {
    num task = r->plan.unit[sessions_of(r, row)[at].unit].task;
    num pair = pair_of(r->data, row / WEEK, task);
    return r->slack.movable[task] && r->data->pair_extra[pair] < 0 && !r->data->pair_required[pair];
}

/* Whether the person of a day can have a start in place of a session's: the half of the day stays,
 * for the sake of lunch. */
static bool can_replace(const roster_t *r, num row, num at, num start) {
    const data_t *d = r->data;
    return d->start[start].afternoon == sessions_of(r, row)[at].afternoon &&
           d->fits[row / WEEK * d->n.starts + start];
}

/* The first start of a session from a moment on, or the one it has; -1 if there is none. */
static num first_start(const roster_t *r, num row, num at, num moment) {
    const data_t *d = r->data;
    const unit_t *unit = &r->plan.unit[sessions_of(r, row)[at].unit];
    if (!is_movable(r, row, at)) return unit->begin >= moment ? unit->start : -1;
    num key = d->task[unit->task].start_set * WEEK + row % WEEK;
    num low = d->set_day_ptr[key], high = d->set_day_ptr[key + 1];
    while (low < high) {
        num middle = (low + high) / 2;
        if (d->start[middle].begin < moment)
            low = middle + 1;
        else
            high = middle;
    }
    for (; low < d->set_day_ptr[key + 1]; low++)
        if (can_replace(r, row, at, low)) return low;
    return -1;
}

/* The last start of a session that ends by a moment, or the one it has; -1 if there is none. */
static num last_start(const roster_t *r, num row, num at, num moment) {
    const data_t *d = r->data;
    const unit_t *unit = &r->plan.unit[sessions_of(r, row)[at].unit];
    if (!is_movable(r, row, at)) return unit->end <= moment ? unit->start : -1;
    num key = d->task[unit->task].start_set * WEEK + row % WEEK;
    num low = d->set_day_ptr[key], high = d->set_day_ptr[key + 1];
    while (low < high) {
        num middle = (low + high) / 2;
        if (d->start[middle].end <= moment)
            low = middle + 1;
        else
            high = middle;
    }
    for (low--; low >= d->set_day_ptr[key]; low--)
        if (can_replace(r, row, at, low)) return low;
    return -1;
}

/* Minutes that must lie between two places of a day, lunch included. */
static num apart(const roster_t *r, num row, num from, num to, bool lunch) {
    return minutes_between(r->data, row / WEEK, from, to) + (lunch ? r->data->n.lunch : 0);
}

/* Minutes that must lie between a session of a day and the next one. */
static num apart_after(const roster_t *r, num row, num at) {
    const session_t *session = &sessions_of(r, row)[at];
    return apart(r, row, session->place, session[1].place,
                 !session->afternoon && session[1].afternoon);
}

/* Work out how far the sessions of a day can move. */
static void measure(roster_t *r, num row) {
    const data_t *d = r->data;
    const session_t *session = sessions_of(r, row);
    num count = r->sums.day_count[row], home = d->person[row / WEEK].home;
    num first = row * d->n.most_sessions_day, moment = d->n.departure;
    for (num at = 0; at < count; at++) {
        moment +=
            at == 0 ? apart(r, row, home, session[0].place, false) : apart_after(r, row, at - 1);
        num start = first_start(r, row, at, moment);
        moment = start < 0 ? session[at].end : d->start[start].end;
        r->slack.early[first + at] = (int32_t)moment;
    }
    moment = d->n.latest_return;
    for (num at = count - 1; at >= 0; at--) {
        moment -= at == count - 1 ? apart(r, row, session[at].place, home, false)
                                  : apart_after(r, row, at);
        num start = last_start(r, row, at, moment);
        moment = start < 0 ? session[at].begin : d->start[start].begin;
        r->slack.late[first + at] = (int32_t)moment;
    }
    r->slack.measured[row] = true;
}

num earliest_end(roster_t *r, num row, num at) {
    if (!r->slack.measured[row]) measure(r, row);
    return r->slack.early[row * r->data->n.most_sessions_day + at];
}

num latest_begin(roster_t *r, num row, num at) {
    if (!r->slack.measured[row]) measure(r, row);
    return r->slack.late[row * r->data->n.most_sessions_day + at];
}

/* A session that moves. */
typedef struct {
    num unit;
    spot_t to;
} shift_t;

enum { MOST_SHIFTS = 32 }; /* sessions that make way for one */

/* Note that session number `at` of a day moves to a start. */
static bool note_shift(const roster_t *r, num row, num at, num start, shift_t *shift, num *count) {
    num unit = sessions_of(r, row)[at].unit;
    if (start < 0 || *count == MOST_SHIFTS) return false;
    shift[(*count)++] = (shift_t){
        .unit = unit,
        .to = {.person = row / WEEK, .task = r->plan.unit[unit].task, .start = start},
    };
    return true;
}

/* Find which sessions move, and where to. */
static bool find_shifts(const roster_t *r, const spot_t *spot, num row, shift_t *shift,
                        num *count) {
    const data_t *d = r->data;
    const start_t *start = &d->start[spot->start];
    const session_t *session = sessions_of(r, row);
    num place = place_of(d, spot->person, spot->task), sessions = r->sums.day_count[row];
    num moment = start->end, from = place, afternoon = start->afternoon;
    for (num at = spot->at; at < sessions; at++) {
        bool lunch = !afternoon && session[at].afternoon;
        moment += apart(r, row, from, session[at].place, lunch);
        if (session[at].begin >= moment) break;
        num to = first_start(r, row, at, moment);
        if (!note_shift(r, row, at, to, shift, count)) return false;
        moment = d->start[to].end, from = session[at].place, afternoon = session[at].afternoon;
    }
    moment = start->begin, from = place, afternoon = start->afternoon;
    for (num at = spot->at - 1; at >= 0; at--) {
        bool lunch = afternoon && !session[at].afternoon;
        moment -= apart(r, row, session[at].place, from, lunch);
        if (session[at].end <= moment) break;
        num to = last_start(r, row, at, moment);
        if (!note_shift(r, row, at, to, shift, count)) return false;
        moment = d->start[to].begin, from = session[at].place, afternoon = session[at].afternoon;
    }
    return true;
}

bool insert_between_logged(roster_t *r, const spot_t *spot) {
    num row = spot->person * WEEK + r->data->start[spot->start].day, count = 0;
    shift_t shift[MOST_SHIFTS];
    if (!find_shifts(r, spot, row, shift, &count) ||
        r->move.entries + 2 * count + 1 > r->move.most_entries)
        return false;
    for (num i = 0; i < count; i++) {
        const unit_t gone = r->plan.unit[shift[i].unit];
        remove_unit(r, shift[i].unit);
        log_removal(r, gone.task, gone.person, gone.start);
    }
    for (num i = 0; i < count; i++) insert_logged(r, &shift[i].to);
    insert_logged(r, spot);
    return true;
}
