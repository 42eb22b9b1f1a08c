/* One weekday of a person, laid out: what could be done when, where, in which order.
 *
 * Tasks at one place that can be taken at the same starts form a symmetry class (task_class_t): which
 * of them a day takes is left open. The starts of a class on a day that differ in nothing but when
 * they are form a start class, of which only the earliest that can be reached matters. A stop is a
 * place on a day. A resource state is how many sessions and minutes a day has. */
#ifndef SHAREPOOL_DAY_H
#define SHAREPOOL_DAY_H

#include "../common/memory.h"

/* More than any cost: what cannot be. */
static const double NEVER = 1e18;

enum {
    MOST_TIMES = 48,        /* times at a stop that the bound distinguishes */
    MOST_STATES = 256,      /* resource states of a day */
    MOST_LENGTHS = 16,      /* lengths of sessions, rounded */
    MOST_MINUTES = 24 * 60, /* minutes of sessions of a day */
};

/* Starts of a symmetry class on a day that differ in nothing but when they are. */
typedef struct {
    num first, count; /* its begins: rows of day_t.moments, in time order */
    num minutes;      /* of a session */
    num afternoon;    /* 1 if they begin at noon or later */
    num length;       /* of a session: which of states_t.length */
    double extra;     /* what pins and the previous plan add */
    double cost;      /* that, and its minutes at the present multipliers */
} start_class_t;

/* A symmetry class on a day. */
typedef struct {
    num first, count; /* its start classes: rows of day_t.starts */
    num klass;        /* row of symmetry_t.classes */
} day_class_t;

/* A place where the person could have sessions on a day. */
typedef struct {
    num place;                /* row of data_t.place */
    num first_class, classes; /* rows of day_t.classes */
    num begin, begins;        /* when sessions begin: rows of day_t.begins */
    num end, ends;            /* when they end: rows of day_t.ends */
    double arrival;           /* share of the site link that each arrival pays */
} stop_t;

/* When a session at a stop ends. */
typedef struct {
    num time;    /* minute of the day */
    num morning; /* 1 if it began before noon */
    num stop;    /* row of day_t.stops */
} end_t;

/* A begin or an end, in the order in which the bound of a day goes over them. */
typedef struct {
    num time;      /* minute of the day */
    num index;     /* row of day_t.begins or day_t.ends */
    bool is_begin; /* which of both */
} event_t;

/* A day that can be driven. Its costs are those at the present multipliers. */
typedef struct {
    double cost;             /* bound of all */
    double base;             /* of all but tasks */
    double plain;            /* of all but tasks and links */
    double paid;             /* what its starts add, whatever the multipliers */
    double week;             /* bound of any week with this day */
    uint64_t key;            /* hash of its sessions by class */
    num piece, pieces;       /* sessions by class: rows of listing_t.pieces */
    num visit, visited;      /* its places: rows of listing_t.visits */
    int32_t minutes;         /* of sessions */
    int32_t road;            /* minutes on the road */
    int32_t count;           /* sessions */
    int32_t state;           /* row of states_t.row */
    int16_t klass[MOST_DAY]; /* of each session, in time order: row of symmetry_t.classes */
    int32_t begin[MOST_DAY]; /* of each session, minute of the day */
} pattern_t;

/* A day as the week sees it. */
typedef struct {
    num minutes; /* of work */
    num which;   /* state or pattern that it is */
    double cost; /* the least of all with these minutes */
} offer_t;

/* What the person could do on a day; days that look alike share one. */
typedef struct {
    num day;      /* first weekday that looks so */
    num copies;   /* weekdays that do */
    num width;    /* minutes that its times stand for */
    uint64_t key; /* hash of all that distinguishes days */

    LIST_OF(start_class_t) starts; /* by symmetry class */
    LIST_OF(num) moments;          /* begins of start classes, minutes of the day */
    LIST_OF(num) ends_at;          /* [moments] the end that each leads to */
    LIST_OF(day_class_t) classes;  /* by stop */
    LIST_OF(stop_t) stops;
    LIST_OF(num) begins;     /* by stop and time, minutes of the day */
    LIST_OF(num) begin_stop; /* [begins] the stop of each */
    LIST_OF(end_t) ends;     /* by stop, half of the day and time */
    LIST_OF(event_t) events; /* begins and ends, each after all that can follow it */
    LIST_OF(int32_t) reach;  /* [ends][stops][half] first begin within reach; -1: none */

    LIST_OF(double) stay;  /* [begins][half][states] see day_bounds.h */
    LIST_OF(double) leave; /* [ends][states] */
    LIST_OF(double) best;  /* [states] bound of the day's cost */

    LIST_OF(pattern_t) patterns;    /* days listed */
    LIST_OF(offer_t) offers;        /* the cheapest for each number of minutes */
    double limit;                   /* no day of a week that may cost less is left out */
    LIST_OF(double) others;         /* [minutes left] bound of all other days of the week */
    LIST_OF(double) after;          /* bound of a week by where its day stands, see week_after() */
    double other_days[MOST_STATES]; /* [states] `others` after a day of each */
} day_t;

/* The first of sorted times that is no earlier than a moment; `count` if there is none. */
static inline num first_moment(const num *times, num count, num moment) {
    num low = 0, high = count;
    while (low < high) {
        num middle = (low + high) / 2;
        if (times[middle] < moment)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

/* The first begin at a stop for who arrives at a moment, or -1. */
static inline num first_begin(const day_t *day, const stop_t *stop, num moment) {
    const num *begins = &day->begins.row[stop->begin];
    num at = first_moment(begins, stop->begins, moment);
    /* Where a time stands for those soon after it, it may do. */
    if (day->width > 1 && at > 0 && begins[at - 1] / day->width == moment / day->width) at--;
    return at < stop->begins ? stop->begin + at : -1;
}

/* Scramble a number, for hashes (the finalizer of SplitMix64). */
static inline uint64_t mixed(uint64_t x) {
    x ^= x >> 30;
    x *= UINT64_C(0xBF58476D1CE4E5B9);
    x ^= x >> 27;
    x *= UINT64_C(0x94D049BB133111EB);
    return x ^ (x >> 31);
}

/* The part of a fixed cost that each of at most `times` uses can be made to pay. */
static inline double share(double cost, num times) {
    return times > 0 ? cost / (double)times : cost;
}

#endif
