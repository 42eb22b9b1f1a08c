/* What pricing works on: the duals as prices, and one person's week.
 *
 * Costs are doubles: they come from duals. A `local` task is its position in the person's list of
 * tasks. */
#ifndef SHAREPOOL_PRICER_H
#define SHAREPOOL_PRICER_H

#include <math.h>

#include "../common/instance.h"
#include "../common/memory.h"
#include "day.h"
#include "least.h"
#include "routes.h"

enum { MOST_WEEK = MOST_DAY * WEEK }; /* sessions of a week */

/* The weekly limits that have multipliers, besides those of tasks. */
enum { WORK, ROAD, SESSION, DAY };

/* The person whose week is priced. */
typedef struct {
    num number;      /* row of data_t.person */
    num home;        /* row of data_t.place */
    num most;        /* sessions of a day */
    num tasks;       /* tasks that the person can take */
    const num *task; /* [tasks] local to row of data_t.task */
    num *place;      /* [tasks] where its sessions are held */
    num *cap;        /* [tasks] most sessions of it in one week */
    double *fixed;   /* [tasks] prices of the duals, links included */
} priced_person_t;

/* Multipliers of what ties the days of a week together: of WORK, a minute (only where travel counts
 * as work, as minutes are counted exactly), of ROAD, a minute, of a SESSION, of a DAY; then, of each
 * local task, of a session. */
typedef struct {
    double *value;       /* [MULTIPLIERS + tasks] at present */
    double *best;        /* [MULTIPLIERS + tasks] those of the best bound so far */
    double *usage;       /* [MULTIPLIERS + tasks] what the cheapest week uses of each */
    double *direction;   /* [MULTIPLIERS + tasks] of the last step */
    double given;        /* cost that they give back */
    double road_price;   /* cost of a minute on the road */
    double minute_price; /* cost of a minute of work, by the duals alone */
} multipliers_t;

/* A resource state: what the week asks of a day besides tasks and places. */
typedef struct {
    num sessions; /* of the day */
    num minutes;  /* of these, rounded */
} state_t;

/* All resource states that a day may have. */
typedef struct {
    state_t row[MOST_STATES]; /* that of no session first */
    num count;
    num unit;                  /* minutes are rounded down to multiples of it */
    num length[MOST_LENGTHS];  /* minutes of sessions, rounded, `lengths` of them */
    num most_of[MOST_LENGTHS]; /* sessions of each that fit into a day one after the other */
    num lengths;
    int16_t at[MOST_DAY + 1][MOST_MINUTES + 1]; /* by sessions and minutes; -1: none */
    int16_t sum[MOST_STATES][MOST_STATES];      /* of two states; -1: too much */
    int16_t next[MOST_STATES][MOST_LENGTHS];    /* with a session more; -1: too much */
} states_t;

/* A symmetry class: tasks at a place that can be taken at the same starts. */
typedef struct {
    num place;        /* row of data_t.place */
    num first, count; /* its tasks: rows of symmetry_t.order */
    num item, items;  /* what its sessions of one day cost: rows of symmetry_t.items */
    bool is_even;     /* whether all its tasks take equally many sessions a day */
    num cap;          /* sessions of any one of its tasks in a week, at most */
    num per_day;      /* sessions of any one of its tasks on a day, at most */
    double staff;     /* what a person more costs on each of its tasks, at least */
    num days_left;    /* of the week that grows: days to come that can have it */
    num touched;      /* of the week that grows: tasks there are at least */
} task_class_t;

/* A session that a class may have on a day. */
typedef struct {
    num task;    /* local */
    double cost; /* at the present multipliers */
    double sum;  /* with all that are cheaper */
} item_t;

/* A task, to be sorted. */
typedef struct {
    num place, extra, set; /* tasks that agree in these are alike */
    num local;             /* position in the person's list */
} sort_key_t;

/* The person's tasks by symmetry class. */
typedef struct {
    LIST_OF(task_class_t) classes; /* by place */
    LIST_OF(item_t) items;         /* by class, cheapest first */
    LIST_OF(item_t) apart;         /* the same, with what people cost counted apart */
    num *order;                    /* [tasks] local tasks by class */
    sort_key_t *sort;              /* [tasks] to find the classes */
    num *taken;                    /* [classes] items taken by the day under way */
} symmetry_t;

/* The weekdays and the order in which they are decided. */
typedef struct {
    day_t day[WEEK]; /* different days, `days` of them */
    num days;
    num of_weekday[WEEK]; /* row of `day`; -1: no session is possible */
    num turn[WEEK];       /* weekdays as decided, equal ones side by side, `turns` of them */
    num turns;
    num work;             /* minutes that can be worked */
    LIST_OF(double) rest; /* [turns + 1][minutes left] bound of the days to come */
    LIST_OF(double) two;  /* room for two rows of that */
    num *most_visits;     /* [places] visits in a week */
    double *visit_price;  /* [places] share of the site link of a day there */
} calendar_t;

/* Sessions that a day has of a class. */
typedef struct {
    num klass;    /* row of symmetry_t.classes */
    num sessions; /* of it */
} piece_t;

/* The listing of days. */
typedef struct {
    pattern_t draft;         /* the day under way */
    double paid;             /* what its starts add */
    num *stops_used;         /* [stops] how often it has been there */
    LIST_OF(piece_t) pieces; /* of the days listed, see pattern_t */
    LIST_OF(num) visits;     /* places of the days listed, see pattern_t */
    num most_patterns;       /* days kept of each weekday */
    double most_steps;       /* after which the limit is drawn in */
} listing_t;

/* A task of a class, and how many sessions of it a week takes. */
typedef struct {
    num local;    /* position in the person's list */
    num sessions; /* in the week */
    double cost;  /* of one */
} choice_t;

/* A week by class. */
typedef struct {
    num *sessions; /* [classes][WEEK] of each of its days */
    num *days;     /* [classes] days with any */
    num *used;     /* classes with any, `uses` of them */
    num uses;
    double *value;    /* [classes] what their sessions cost */
    choice_t *choice; /* [tasks] of one class, as chosen last */
    choice_t *trial;  /* [tasks] the same, under way */
    num *toured;      /* [places] visits, while its cost is added up */
} profile_t;

/* A partial week: one day more on top of `parent`. */
typedef struct {
    double cost;      /* of all but its tasks */
    double bound;     /* of any week that begins so */
    uint64_t key;     /* hash of what matters to the days to come */
    int32_t parent;   /* row of labelling_t.labels */
    int32_t pattern;  /* of the last day: row of day_t.patterns */
    int32_t minutes;  /* of work */
    int32_t road;     /* minutes on the road */
    int32_t sessions; /* of all its days */
    int32_t days;     /* days with any */
} label_t;

/* The labelling of weeks, day by day. */
typedef struct {
    LIST_OF(label_t) labels; /* kept so far, by turn */
    LIST_OF(label_t) fresh;  /* of the present turn, not settled yet */
    LIST_OF(double) tight;   /* [turns + 1][minutes left] bound of the days that go with a label */
    LIST_OF(double) more;   /* [classes][MOST_DAY] cost of sessions on top of it; -NEVER: unknown */
    LIST_OF(double) on_top; /* [patterns] cost of a day on top of it */
    LIST_OF(num) offered;   /* [minutes] the offer of as many; -1: none */
    double *visit_left;     /* [places] share of the site link from this turn on */
    num *visited;           /* [places] days of the label there */
    num sites;              /* places of the label */
    double dropped;         /* least bound of what was dropped */
    double last_step;       /* after which no label goes on */
} labelling_t;

/* A week found. */
typedef struct {
    num sessions;
    int32_t task[MOST_WEEK];  /* [sessions] row of data_t.task */
    int32_t start[MOST_WEEK]; /* [sessions] row of data_t.start */
} found_t;

/* The weeks found by one call. */
typedef struct {
    found_t week[MOST_ROUTES]; /* the last `most` of them, number i at i % most */
    num most;                  /* weeks handed over */
    num count;                 /* found in all */
    bool is_route;             /* whether a week is a route */
    bool lists;                /* whether all are listed instead, tasks aggregated */
    LIST_OF(num) aggregated;   /* what is listed, see note_aggregated() */
    num most_aggregated;       /* numbers that it may have */
    LIST_OF(num)
    times; /* of routes listed: for each session the first and the last minute
                                * at which it can begin, and minutes to the next one at least */
} found_weeks_t;

struct pricer {
    arena_t memory; /* of all arrays that are no lists */
    const data_t *data;
    const prices_t *prices;
    status_t status; /* after a failure only fit to be freed */
    priced_person_t person;
    multipliers_t dual;
    states_t states;
    symmetry_t symmetry;
    calendar_t week;
    listing_t listing;
    profile_t profile;
    labelling_t labelling;
    found_weeks_t found;
    routes_t routes;           /* of a person who has one day */
    LIST_OF(num) scratch;      /* for sorting */
    LIST_OF(sequel_t) sequels; /* of an end of a session: [stops][half] at most */
    lower_t *lower;            /* to the least over sequels, as this processor does it best */
    LIST_OF(num) seen;         /* hash table of days listed or labels, by row; -1: free */
    double upper;              /* no week that costs this or more is looked for */
    double bound;              /* of the week, before days are listed */
    double steps;              /* work done so far */
};

/* Make room in the hash table for so many rows; half of the slots stay empty. */
MUST_USE bool make_slots(pricer_t *p, num rows);

/* Empty the hash table. */
void forget_slots(pricer_t *p);

static inline num road(const pricer_t *p, num a, num b) {
    return minutes_between(p->data, p->person.number, a, b);
}

/* Minutes from place to place, with any stops between. */
static inline num shortest(const pricer_t *p, num a, num b) {
    const data_t *d = p->data;
    num mode = d->person[p->person.number].mode;
    return p->prices->shortest[(mode * d->n.places + a) * d->n.places + b];
}

/* Whether a day's road can hold the way from one place to another. */
static inline bool road_allows(const pricer_t *p, num from, num to) {
    const person_t *who = &p->data->person[p->person.number];
    num minutes = road(p, from, to), home = p->person.home;
    return minutes <= who->max_leg &&
           shortest(p, home, from) + minutes + shortest(p, to, home) <= who->max_travel_day;
}

/* The day that is decided at a turn. */
static inline const day_t *day_at(const pricer_t *p, num turn) {
    return &p->week.day[p->week.of_weekday[p->week.turn[turn]]];
}

/* Minutes of a day that count as work. */
static inline num work_of(const pricer_t *p, const pattern_t *day) {
    return day->minutes + (p->data->n.count_travel ? day->road : 0);
}

static inline const piece_t *pieces_of(const pricer_t *p, const pattern_t *day) {
    return &p->listing.pieces.row[day->piece];
}

static inline const num *visits_of(const pricer_t *p, const pattern_t *day) {
    return &p->listing.visits.row[day->visit];
}

#endif
