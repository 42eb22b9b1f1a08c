#include <stdlib.h>
#include <string.h>

#include "layout.h"

static int by_value(const void *a, const void *b) {
    num x = *(const num *)a, y = *(const num *)b;
    return (x > y) - (x < y);
}

/* Keep the first of every `width` minutes of sorted times; return how many are left. */
static num thinned(num *times, num count, num width) {
    num left = 0;
    for (num i = 0; i < count; i++)
        if (left == 0 || times[i] / width != times[left - 1] / width) times[left++] = times[i];
    return left;
}

static num distinct(num *times, num count) {
    qsort(times, (size_t)count, sizeof *times, by_value);
    return thinned(times, count, 1);
}

/* The last of sorted times that is no later than a moment. */
static num last_until(const num *times, num count, num moment) {
    num low = 0;
    while (count > 1) {
        num half = count / 2;
        if (times[low + half] <= moment) {
            low += half;
            count -= half;
        } else {
            count = half;
        }
    }
    return low;
}

/* Minutes by which times of a stop may stand for each other: less than half of any session. */
static num coarseness(const day_t *day) {
    num shortest = 2 * 15 + 1;
    for (num i = 0; i < day->starts.count; i++)
        if (day->starts.row[i].minutes < shortest) shortest = day->starts.row[i].minutes;
    return shortest > 2 ? (shortest - 1) / 2 : 1;
}

/* Note the times at which sessions at a stop begin: the first of every *width minutes. */
MUST_USE static bool add_begins(day_t *day, stop_t *stop, num first, num last, num *scratch,
                                num *width) {
    num count = 0;
    num low = day->starts.row[first].first;
    num high = day->starts.row[last - 1].first + day->starts.row[last - 1].count;
    for (num i = low; i < high; i++) scratch[count++] = day->moments.row[i];
    count = distinct(scratch, count);
    *width = count > MOST_TIMES ? coarseness(day) : 1;
    count = thinned(scratch, count, *width);
    if (*width > day->width) day->width = *width;
    stop->begin = day->begins.count;
    stop->begins = count;
    if (!RESERVE(day->begins, day->begins.count + count)) return false;
    for (num i = 0; i < count; i++) day->begins.row[day->begins.count++] = scratch[i];
    return true;
}

/* Note the times at which sessions at a stop end that begin in one half of the day. */
MUST_USE static bool add_ends(day_t *day, num stop, num first, num last, num afternoon, num width,
                              num *scratch) {
    num count = 0;
    for (num i = first; i < last; i++) {
        const start_class_t *starts = &day->starts.row[i];
        for (num j = 0; j < starts->count && starts->afternoon == afternoon; j++)
            scratch[count++] = day->moments.row[starts->first + j] + starts->minutes;
    }
    if (count == 0) return true;
    count = thinned(scratch, distinct(scratch, count), width);
    for (num i = first; i < last; i++) {
        const start_class_t *starts = &day->starts.row[i];
        for (num j = 0; j < starts->count && starts->afternoon == afternoon; j++) {
            num moment = starts->first + j, end = day->moments.row[moment] + starts->minutes;
            day->ends_at.row[moment] = day->ends.count + last_until(scratch, count, end);
        }
    }
    if (!RESERVE(day->ends, day->ends.count + count)) return false;
    for (num i = 0; i < count; i++)
        day->ends.row[day->ends.count++] =
            (end_t){.time = scratch[i], .morning = !afternoon, .stop = stop};
    return true;
}

/* Note when sessions at a stop begin and end. */
MUST_USE static bool add_times(day_t *day, num number, num *scratch) {
    stop_t *stop = &day->stops.row[number];
    const day_class_t *last_class = &day->classes.row[stop->first_class + stop->classes - 1];
    num first = day->classes.row[stop->first_class].first;
    num last = last_class->first + last_class->count;
    num width;
    if (!add_begins(day, stop, first, last, scratch, &width)) return false;
    stop->end = day->ends.count;
    if (!RESERVE(day->ends_at, day->moments.count)) return false;
    for (num afternoon = 0; afternoon < 2; afternoon++)
        if (!add_ends(day, number, first, last, afternoon, width, scratch)) return false;
    stop->ends = day->ends.count - stop->end;
    return true;
}

/* Note which begin can be reached from each end, at each stop. */
MUST_USE static bool add_reach(const pricer_t *p, day_t *day) {
    if (!RESERVE(day->reach, day->ends.count * day->stops.count * 2)) return false;
    for (num from = 0; from < day->stops.count; from++)
        for (num s = 0; s < day->stops.count; s++) {
            const stop_t *stop = &day->stops.row[s], *before = &day->stops.row[from];
            bool goes = s != from && road_allows(p, before->place, stop->place);
            num minutes = goes ? road(p, before->place, stop->place) : 0;
            for (num e = before->end; e < before->end + before->ends; e++) {
                const end_t *end = &day->ends.row[e];
                num lunch = end->morning ? p->data->n.lunch : 0, arrival = end->time + minutes;
                int32_t *reach = &day->reach.row[(e * day->stops.count + s) * 2];
                reach[0] = goes && end->morning ? (int32_t)first_begin(day, stop, arrival) : -1;
                reach[1] = goes ? (int32_t)first_begin(day, stop, arrival + lunch) : -1;
            }
        }
    return true;
}

/* Where an event comes in the order: later ones first, of those at once begins before ends. */
static num rank_of(const event_t *event) { return -2 * event->time - event->is_begin; }

/* The order in which the bound of a day goes over its times: each after all that can follow it. */
MUST_USE static bool add_events(pricer_t *p, day_t *day) {
    num count = 0, wait = day->width > 1 ? day->width : 0,
        all = day->begins.count + day->ends.count;
    if (!RESERVE(day->events, 2 * all) || !RESERVE(day->begin_stop, day->begins.count))
        return false;
    event_t *event = &day->events.row[all];
    for (num s = 0; s < day->stops.count; s++)
        for (num i = 0; i < day->stops.row[s].begins; i++)
            day->begin_stop.row[day->stops.row[s].begin + i] = s;
    for (num i = 0; i < day->begins.count; i++)
        event[count++] = (event_t){.time = day->begins.row[i], .index = i, .is_begin = true};
    for (num i = 0; i < day->ends.count; i++)
        event[count++] = (event_t){.time = day->ends.row[i].time - wait, .index = i};
    /* By counting: there are few different times. */
    num low = rank_of(event), high = low;
    for (num i = 0; i < all; i++) {
        if (rank_of(&event[i]) < low) low = rank_of(&event[i]);
        if (rank_of(&event[i]) > high) high = rank_of(&event[i]);
    }
    if (!RESERVE(p->scratch, high - low + 2)) return false;
    memset(p->scratch.row, 0, (size_t)(high - low + 2) * sizeof *p->scratch.row);
    for (num i = 0; i < all; i++) p->scratch.row[rank_of(&event[i]) - low + 1]++;
    for (num i = 1; i <= high - low; i++) p->scratch.row[i] += p->scratch.row[i - 1];
    for (num i = 0; i < all; i++)
        day->events.row[p->scratch.row[rank_of(&event[i]) - low]++] = event[i];
    return true;
}

bool lay_out_times(pricer_t *p, day_t *day) {
    if (!RESERVE(p->scratch, day->moments.count)) return false;
    for (num s = 0; s < day->stops.count; s++)
        if (!add_times(day, s, p->scratch.row)) return false;
    if (!add_reach(p, day) || !add_events(p, day)) return false;
    const states_t *states = &p->states;
    for (num i = 0; i < day->starts.count; i++) {
        num length = day->starts.row[i].minutes / states->unit * states->unit, at = 0;
        while (states->length[at] != length) at++;
        day->starts.row[i].length = at;
    }
    return RESERVE(day->stay, day->begins.count * 2 * states->count) &&
           RESERVE(day->leave, day->ends.count * states->count) &&
           RESERVE(day->best, states->count) && RESERVE(p->sequels, 2 * day->stops.count);
}
