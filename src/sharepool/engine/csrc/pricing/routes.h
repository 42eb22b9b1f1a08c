/* The week of a person who has one day, as a route: which tasks, in which order.
 *
 * Where windows are wide, what matters of a day is the order of its places; so partial routes are
 * labels, extended task by task (an elementary shortest path with resource constraints). A *visit* is
 * a task as a route may have it, a *choice* some starts of it that differ in nothing but when they
 * are: only the earliest of these that can be reached matters. */
#ifndef SHAREPOOL_ROUTES_H
#define SHAREPOOL_ROUTES_H

#include "../common/instance.h"
#include "../common/memory.h"

enum {
    MOST_VISITS = 512,           /* tasks of a person whose week is priced as a route */
    SET_WORDS = MOST_VISITS / 64 /* of a set of them, a bit each */
};

/* Starts of a visit that differ in nothing but when they are. */
typedef struct {
    num first, count; /* rows of routes_t.starts, in time order */
    num minutes;      /* of a session */
    num afternoon;    /* 1 if lunch must lie before it, should the route have begun earlier */
    double cost;      /* of a session, all but the road */
} choice_of_starts_t;

/* A task as a route may have it. */
typedef struct {
    num local;           /* position in the person's list of tasks */
    num place;           /* row of data_t.place */
    num spot;            /* the place among those of the visits; -1: home */
    num choice, choices; /* rows of routes_t.choices */
    num latest;          /* last minute at which any begins */
    num twin;            /* a like visit that is no dearer, and is taken first; -1: none */
    double cost;         /* of its cheapest start */
    double arrival;      /* share of the site link that each arrival pays, in bounds */
} visit_t;

/* A way to go on after a visit. */
typedef struct {
    double cost;   /* of all that follows, at least */
    int32_t visit; /* the next one; -1: home */
} onward_t;

enum { ONWARDS = 4 }; /* ways to go on that are told apart */

/* A subset of tasks every two of which have a price, whoever has them. */
typedef struct {
    num number;                 /* row of prices_t.subset */
    double price;               /* of two */
    uint64_t visits[SET_WORDS]; /* those of its tasks */
} subset_t;

/* A partial route. */
typedef struct {
    double cost;      /* so far, all but the way home */
    double bound;     /* of any route that begins so */
    int32_t parent;   /* row of routes_t.labels; -1: none */
    int32_t next;     /* label that ends in the same minute; -1: none */
    int32_t older;    /* settled label of the same visit that costs no less; -1: none */
    int32_t start;    /* row of data_t.start */
    int32_t end;      /* minute of the day */
    int32_t road;     /* minutes on the road */
    int32_t minutes;  /* of sessions */
    int16_t visit;    /* the last one */
    int16_t sessions; /* so far */
    int16_t places;   /* so far, home included if there was a session */
    bool morning;     /* whether lunch is still to come, should there be an afternoon */
} route_label_t;

/* A label, to be sorted. */
typedef struct {
    double cost;
    int32_t label;
} ending_t;

/* What routes of one person are priced on. */
typedef struct {
    num weekday;                                               /* the day */
    num lunch;                                                 /* minutes; 0 if none is asked for */
    num most_sessions, most_places;                            /* of the day */
    num most_road, most_work, fair_road;                       /* minutes */
    bool count_sessions, count_places, count_road, count_work; /* whether the limits can bind */
    bool limits_road;                                          /* whether most_road can */
    bool is_loose;             /* whether labels are compared whatever they have taken */
    double road_price;         /* of a minute */
    double link;               /* of a spot */
    double short_minute;       /* what a session's minute is paid for, up to `min_work` */
    num min_work;              /* minutes */
    num words;                 /* of a set that are in use */
    num spots;                 /* places other than home */
    num minutes_of_day;        /* sessions end no later */
    num width;                 /* minutes that the bounds do not tell apart */
    uint64_t teams[SET_WORDS]; /* visits in sessions of teams */
    LIST_OF(visit_t) visits;
    LIST_OF(choice_of_starts_t) choices;
    LIST_OF(num) starts;       /* rows of data_t.start */
    LIST_OF(int16_t) soonest;  /* [choices][minutes] first start from then on; -1: none */
    LIST_OF(int32_t) way;      /* [visits + 1][visits + 1] legs, the last one home; FAR: none */
    LIST_OF(int32_t) quickest; /* [visits][visits] with any stops between */
    LIST_OF(onward_t) onward;  /* [visits][moments][ONWARDS] the cheapest ways to go on */
    LIST_OF(route_label_t) labels;
    LIST_OF(uint64_t) blocked; /* [labels][words] visits that cannot follow */
    LIST_OF(uint64_t) seen;    /* [labels][words] spots that were visited */
    LIST_OF(uint64_t) taken;   /* [labels][words] visits that were made */
    LIST_OF(subset_t) subsets; /* that have more than one visit */
    num subset_words;          /* of a set of them that are in use */
    LIST_OF(uint64_t) member;  /* [visits][subset_words] subsets that have the visit */
    LIST_OF(uint64_t) odd;     /* [labels][subset_words] those of which an odd number was made */
    LIST_OF(int32_t) ending;   /* [minutes] labels that end then */
    LIST_OF(int32_t) settled;  /* [visits] labels, the cheapest first */
    LIST_OF(ending_t) now;     /* labels of one minute */
    LIST_OF(int32_t) complete; /* [visits] best label that goes home from there */
    LIST_OF(double) total;     /* [visits] what it costs */
    double spare;              /* least bound of what was dropped for want of effort */
} routes_t;

enum { FAR = 1 << 28 }; /* more minutes than any day has */

struct pricer;

/* Whether the person has one day, on which no task is taken twice. */
bool has_one_day(const struct pricer *p);

/* Lay out the visits of the person's day; false if there is no memory. */
MUST_USE bool lay_out_routes(struct pricer *p);

/* Bound how any route can go on from each visit; return what no route costs less than. */
MUST_USE bool bound_routes(struct pricer *p, double *bound);

/* Look for routes that cost less than p->upper, or list them; none that is not found costs less than
 * `bound`. At most so many steps. */
MUST_USE bool look_for_routes(struct pricer *p, double steps, double *bound);

void free_routes(routes_t *routes);

#endif
