#include <string.h>

#include "layout.h"

/* How many sessions of a length fit into a day one after the other, wherever they are. */
static num most_in_day(const pricer_t *p, const day_t *day, num length) {
    num count = 0, ready = 0, unit = p->states.unit;
    while (count < p->person.most) {
        num first = MOST_MINUTES + 1;
        for (num i = 0; i < day->starts.count; i++) {
            const start_class_t *starts = &day->starts.row[i];
            if (starts->minutes / unit * unit != length) continue;
            num at = first_moment(&day->moments.row[starts->first], starts->count, ready);
            if (at == starts->count) continue;
            num end = day->moments.row[starts->first + at] + starts->minutes;
            if (end < first) first = end;
        }
        if (first > MOST_MINUTES) break;
        ready = first;
        count++;
    }
    return count;
}

/* Collect the lengths of sessions at the present unit; false if they are too many. */
static bool collect_lengths(pricer_t *p) {
    states_t *states = &p->states;
    states->lengths = 0;
    for (num i = 0; i < p->week.days; i++)
        for (num j = 0; j < p->week.day[i].starts.count; j++) {
            num length = p->week.day[i].starts.row[j].minutes / states->unit * states->unit;
            num at = 0;
            while (at < states->lengths && states->length[at] != length) at++;
            if (at < states->lengths) continue;
            if (states->lengths == MOST_LENGTHS) return false;
            states->length[states->lengths++] = length;
        }
    for (num at = 0; at < states->lengths; at++) {
        states->most_of[at] = 0;
        for (num i = 0; i < p->week.days; i++) {
            num most = most_in_day(p, &p->week.day[i], states->length[at]);
            if (most > states->most_of[at]) states->most_of[at] = most;
        }
    }
    return true;
}

/* The number of a state, or -1. */
static num find_state(const pricer_t *p, num sessions, num minutes) {
    if (sessions > p->person.most || sessions > MOST_DAY || minutes > MOST_MINUTES) return -1;
    return p->states.at[sessions][minutes];
}

/* Add all states of sessions of the lengths from one on; false if they are too many. */
static bool add_states(pricer_t *p, num length, num sessions, num minutes) {
    states_t *states = &p->states;
    if (length == states->lengths) {
        if (minutes > MOST_MINUTES || find_state(p, sessions, minutes) >= 0) return true;
        if (states->count == MOST_STATES || sessions > MOST_DAY) return false;
        states->at[sessions][minutes] = (int16_t)states->count;
        states->row[states->count++] = (state_t){sessions, minutes};
        return true;
    }
    num most = p->person.most - sessions;
    if (most > states->most_of[length]) most = states->most_of[length];
    for (num count = 0; count <= most; count++)
        if (!add_states(p, length + 1, sessions + count, minutes + count * states->length[length]))
            return false;
    return true;
}

/* List all states that a day may have; false if they are too many at the present unit. */
static bool list_states(pricer_t *p) {
    states_t *states = &p->states;
    states->count = 0;
    memset(states->at, -1, sizeof states->at);
    if (!collect_lengths(p) || !add_states(p, 0, 0, 0)) return false;
    for (num i = 0; i < states->count; i++) {
        num sessions = states->row[i].sessions, minutes = states->row[i].minutes;
        for (num j = 0; j < states->lengths; j++)
            states->next[i][j] = (int16_t)find_state(p, sessions + 1, minutes + states->length[j]);
        for (num j = 0; j < states->count; j++)
            states->sum[i][j] = (int16_t)find_state(p, sessions + states->row[j].sessions,
                                                    minutes + states->row[j].minutes);
    }
    return true;
}

void set_states(pricer_t *p) {
    static const num units[] = {1, 5, 10, 15, 20, 30, 60, 120, 240, 480, 1440};
    for (num i = 0; i < (num)(sizeof units / sizeof *units); i++) {
        p->states.unit = units[i];
        if (list_states(p)) return;
    }
}
