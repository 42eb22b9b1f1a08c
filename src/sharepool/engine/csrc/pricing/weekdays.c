#include <string.h>

#include "layout.h"

static void sign_day(day_t *day, uint64_t value) { day->key = mixed(day->key * 31 + value + 1); }

num extra_of(const pricer_t *p, num task) {
    return p->data->pair_extra[pair_of(p->data, p->person.number, task)];
}

double start_price(const pricer_t *p, num task, num row) {
    const data_t *d = p->data;
    num offset = row - d->set_day_ptr[d->task[task].start_set * WEEK];
    num first = extra_of(p, task);
    if (first < 0) return 0;
    return d->extra_allowed[first + offset] ? p->prices->extra[first + offset] : NEVER;
}

/* Set what a start class shares with a start of a task; false if the person cannot take it. */
static bool describe(const pricer_t *p, num task, num row, start_class_t *starts) {
    const data_t *d = p->data;
    const start_t *s = &d->start[row];
    double extra = start_price(p, task, row);
    if (extra == NEVER || !d->fits[p->person.number * d->n.starts + row]) return false;
    *starts =
        (start_class_t){.minutes = s->end - s->begin, .afternoon = s->afternoon, .extra = extra};
    return true;
}

/* The start class of the day, from one on, that is like another; the number of all if none is. */
static num find_like(const day_t *day, num first, const start_class_t *starts) {
    num at = first;
    for (; at < day->starts.count; at++) {
        const start_class_t *other = &day->starts.row[at];
        if (other->minutes == starts->minutes && other->extra == starts->extra &&
            other->afternoon == starts->afternoon)
            break;
    }
    return at;
}

/* Sort the starts that a task has on the day into start classes. */
MUST_USE static bool add_start_classes(pricer_t *p, day_t *day, num task) {
    const data_t *d = p->data;
    num key = d->task[task].start_set * WEEK + day->day, first = day->starts.count;
    start_class_t starts;
    for (num row = d->set_day_ptr[key]; row < d->set_day_ptr[key + 1]; row++) {
        if (!describe(p, task, row, &starts)) continue;
        num at = find_like(day, first, &starts);
        if (at == day->starts.count) {
            if (!RESERVE(day->starts, at + 1)) return false;
            day->starts.row[day->starts.count++] = starts;
        }
        day->starts.row[at].count++;
    }
    num from = day->moments.count;
    for (num at = first; at < day->starts.count; at++) {
        start_class_t *one = &day->starts.row[at];
        one->first = from;
        from += one->count;
        one->count = 0;
    }
    if (!RESERVE(day->moments, from)) return false;
    day->moments.count = from;
    for (num row = d->set_day_ptr[key]; row < d->set_day_ptr[key + 1]; row++) {
        if (!describe(p, task, row, &starts)) continue;
        start_class_t *one = &day->starts.row[find_like(day, first, &starts)];
        day->moments.row[one->first + one->count++] = d->start[row].begin;
    }
    return true;
}

/* Add a symmetry class to a stop of the day, if it has any start then. */
MUST_USE static bool add_day_class(pricer_t *p, day_t *day, stop_t *stop, num klass) {
    num first = day->starts.count;
    num task = p->person.task[p->symmetry.order[p->symmetry.classes.row[klass].first]];
    if (!add_start_classes(p, day, task)) return false;
    num count = day->starts.count - first;
    if (count == 0) return true;
    if (!RESERVE(day->classes, day->classes.count + 1)) return false;
    day->classes.row[day->classes.count++] =
        (day_class_t){.first = first, .count = count, .klass = klass};
    stop->classes++;
    sign_day(day, (uint64_t)klass);
    for (num i = first; i < first + count; i++) {
        const start_class_t *starts = &day->starts.row[i];
        uint64_t extra;
        memcpy(&extra, &starts->extra, sizeof extra);
        sign_day(day, (uint64_t)(starts->minutes * 2 + starts->afternoon));
        sign_day(day, extra);
        for (num j = starts->first; j < starts->first + starts->count; j++)
            sign_day(day, (uint64_t)day->moments.row[j]);
    }
    return true;
}

/* Forget a last stop where nothing can be done. */
static void drop_empty_stop(day_t *day) {
    if (day->stops.count > 0 && day->stops.row[day->stops.count - 1].classes == 0)
        day->stops.count--;
}

bool lay_out_day(pricer_t *p, day_t *day, num weekday) {
    day->day = weekday;
    day->key = 0;
    day->width = 1;
    day->starts.count = day->moments.count = day->classes.count = day->stops.count = 0;
    day->begins.count = day->ends.count = 0;
    for (num i = 0; i < p->symmetry.classes.count; i++) {
        num place = p->symmetry.classes.row[i].place;
        if (day->stops.count == 0 || day->stops.row[day->stops.count - 1].place != place) {
            drop_empty_stop(day);
            if (!RESERVE(day->stops, day->stops.count + 1)) return false;
            day->stops.row[day->stops.count++] =
                (stop_t){.place = place, .first_class = day->classes.count};
        }
        if (!add_day_class(p, day, &day->stops.row[day->stops.count - 1], i)) return false;
    }
    drop_empty_stop(day);
    return true;
}
