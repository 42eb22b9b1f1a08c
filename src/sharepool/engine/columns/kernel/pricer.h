/* What pricing works on: the duals as prices, and one person's week as days, stops, classes, kinds.
 *
 * Costs are doubles: they come from duals. A `local` task is its position in the person's list of
 * tasks, a `stop` a place where the person could have sessions on a day. */
#ifndef SHAREPOOL_PRICER_H
#define SHAREPOOL_PRICER_H

#include <math.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "../../kernel/data.h"

#include "../../kernel/costs.h"

/* Sessions of a day and days of a week that pricing can look at. */
enum { MOST_DAY = 24 };

/* Times at one stop that the bound of a day tells apart; beyond, earlier ones stand for later. */
enum { MOST_TIMES = 48 };

static const double NEVER = 1e18;

/* The duals of the master program, as costs of what a week may hold. */
typedef struct {
    const double *task;      /* of a session of a task (less than 0: it earns) */
    const double *extra;     /* what pins and the previous plan add, rows as data_t.extra_cost */
    const double *link;      /* of a session that counts for a pair */
    const double *staff;     /* at least 0: of one person more on a task */
    const double *minute;    /* at least 0: of a minute of work for an employer */
    const int32_t *shortest; /* [mode][place][place] minutes with any stops between */
} prices_t;

/* Multipliers of the limits that tie the days of a week together; those of tasks are apart. Minutes
 * are counted exactly: `work` is only used where travel counts as work. */
typedef struct {
    double work, road, session, day;
} ties_t;

/* Starts of a task on a day that differ in nothing but when they are, by begin. */
typedef struct {
    num first, count;
    num minutes, afternoon, length; /* `length` is the number of its minutes among the lengths */
    double extra, cost;             /* of the start; with its minutes at the present ties */
} kind_t;

/* Tasks at a place that can be taken at the same starts: which of them a day takes is left open. */
typedef struct {
    num place, first, count; /* its local tasks in pricer_t.order */
    num item, items;         /* what its sessions of one day cost, cheapest first */
    bool is_even;            /* all its tasks take equally many sessions a day */
    num cap, per_day;        /* sessions of any one of its tasks in a week, on a day, at most */
    double staff;            /* what a person more costs on each of its tasks, at least */
    num days_left, touched;  /* of a week that grows: days to come, tasks there are at least */
} bundle_t;

/* A bundle on a day. */
typedef struct {
    num kind, kinds, bundle;
} class_t;

typedef struct {
    num task;         /* local */
    double cost, sum; /* `sum`: with all that are cheaper */
} item_t;

/* A stop of a day: its classes, and its times, by number in day_t. */
typedef struct {
    num place, klass, classes, begin, begins, end, ends;
    double arrival; /* share of the site link that each arrival pays */
} venue_t;

typedef struct {
    num time, morning, stop;
} end_t;

typedef struct {
    num time, index;
    bool is_begin;
} event_t;

/* Sessions that a day has of a bundle. */
typedef struct {
    num bundle, sessions;
} piece_t;

/* One day that can be driven. `paid` is what its starts cost; `plain` is all but its tasks and
 * links, `base` all but its tasks, and `cost` a bound of all, at the present multipliers. */
typedef struct {
    double cost, base, plain, paid, week; /* `week`: bound of any week with this day */
    uint64_t key;
    num piece, pieces, visit, visited; /* in pricer_t */
    int32_t minutes, road, count, mix;
    int16_t bundle[MOST_DAY]; /* of each session, in time order */
    int32_t begin[MOST_DAY];
} pattern_t;

/* How many sessions, and how many minutes: what a day is made of but for tasks and places. */
typedef struct {
    num sessions, minutes;
} mix_t;

enum { MOST_MIXES = 256, MOST_LENGTHS = 16, MOST_MINUTES = 24 * 60 };

/* A day as the week sees it: so many minutes of work at such a cost; `which` mix or pattern it
 * is. */
typedef struct {
    num minutes, which;
    double cost;
} offer_t;

/* What the person could do on a day; equal days share one. */
typedef struct {
    num day, copies, width; /* first weekday, weekdays like it; coarseness of its times */
    uint64_t key;
    kind_t *kind;
    num kinds, kind_room;
    num *moment, moments, moment_room; /* begins of kinds */
    num *ends_at, ends_at_room;        /* the end that each leads to */
    class_t *klass;
    num classes, class_room;
    venue_t *stop;
    num stops, stop_room;
    num *begin, *begin_stop, begins, begin_room, begin_stop_room;
    end_t *end;
    num ends, end_room;
    event_t *event;
    num event_room;
    int32_t *reach; /* [end][stop][half]: first begin that can be reached, or -1 */
    num reach_room;
    double *stay, *leave; /* [begin][half][mix], [end][mix] of the sessions to come */
    num stay_room, leave_room;
    pattern_t *pattern;
    num patterns, pattern_room;
    double *best; /* [mix] bound of a day's cost */
    num best_room;
    offer_t *offer;
    num offers, offer_room;
    double *others; /* [minutes left] bound of all other days of the week */
    num others_room;
    double *after; /* bound of a week by where its day stands, see week_after() */
    num after_room;
    double other_days[MOST_MIXES]; /* `others` after a day of each mix */
    double limit;                  /* no day of a week that may cost less is left out */
} day_t;

/* A week under construction: one more day on top of `parent`. */
typedef struct {
    double cost, bound; /* `cost`: of all but its tasks */
    uint64_t key;
    int32_t parent, pattern, minutes, road, sessions, days;
} label_t;

/* A local task, to be sorted. */
typedef struct {
    num place, extra, set, local;
} sort_t;

/* A task of a bundle, and how many sessions of it a week takes. */
typedef struct {
    num local, sessions;
    double cost;
} choice_t;

/* A week found: its sessions. */
enum { MOST_FOUND = 8, MOST_WEEK = MOST_DAY * WEEK };
typedef struct {
    num sessions;
    int32_t task[MOST_WEEK], start[MOST_WEEK];
} found_t;

typedef struct {
    const data_t *data;
    const prices_t *prices;
    num person, home, most, tasks; /* `most` sessions a day */
    const num *task;               /* of the person: local to global */
    ties_t ties;
    double *cap_price; /* [local] multiplier of sessions of a task */
    num *cap;          /* [local] most sessions of a task in one week */
    double *fixed;     /* [local] prices of the duals, links included */
    day_t day[WEEK];
    num of_weekday[WEEK], days;             /* weekday to day_t, -1: none; different days */
    double road_price, minute_price, given; /* `given`: what the multipliers give back */
    mix_t mix[MOST_MIXES];
    num mixes, unit; /* minutes are rounded down to whole units */
    num length[MOST_LENGTHS], most_of[MOST_LENGTHS], lengths;
    int16_t mix_at[MOST_DAY + 1][MOST_MINUTES + 1]; /* by sessions and minutes, -1: none */
    int16_t sum[MOST_MIXES][MOST_MIXES], next[MOST_MIXES][MOST_LENGTHS]; /* -1: too many */
    bundle_t *bundle;
    num bundles, bundle_room;
    item_t *item, *apart; /* what sessions cost; with what people cost counted apart */
    num items, item_room, apart_room;
    num *order, *scratch, scratch_room;
    sort_t *sort;
    double *usage, *direction, *best_ties; /* of the ties and of [local] */
    double *rest;                          /* [day][minutes left]: bound of the days to come */
    num rest_room;
    double *two; /* room for two rows of that */
    num two_room;
    label_t *label, *fresh;
    num label_room, fresh_room;
    num turn[WEEK], turns, work; /* weekdays as decided; minutes that can be worked */
    num *place, *visited, *toured, *taken, *stops_used;
    double *visit_price; /* [place] share of the site link of a day there */
    choice_t *choice, *trial;
    num *profile, *profile_days, *used, uses; /* sessions of each bundle on the days of a week */
    double *value;                            /* what they cost */
    num *most_visits;
    num *seen, slots, seen_room; /* hashed: days listed, or beginnings of weeks */
    num sites, labels, fresh_count, found_count;
    double upper, bound, dropped, paid, steps, most_steps, last_step;
    num most_patterns;
    piece_t *piece;
    num pieces, piece_room, *visit, visits, visit_room;
    double *tight, *more, *on_top, *visit_left;
    num tight_room, more_room, on_top_room, *offered, offered_room;
    pattern_t draft;
    found_t found[MOST_FOUND];
    num *sketch, sketched, sketch_room, most_sketched; /* all weeks found, if they are listed */
    bool lists;
} pricer_t;

/* Make room for one row more. */
#define ROOM_FOR(array, used, room)                                                                \
    do {                                                                                           \
        if ((used) >= (room)) {                                                                    \
            (room) = 2 * (room) + 64;                                                              \
            (array) = realloc((array), (size_t)(room) * sizeof *(array));                          \
            if (!(array)) abort();                                                                 \
        }                                                                                          \
    } while (0)

#define ROOM_OF(array, wanted, room)                                                               \
    do {                                                                                           \
        if ((wanted) > (room)) {                                                                   \
            (room) = (wanted) + (wanted) / 2;                                                      \
            (array) = realloc((array), (size_t)(room) * sizeof *(array));                          \
            if (!(array)) abort();                                                                 \
        }                                                                                          \
    } while (0)

#endif
