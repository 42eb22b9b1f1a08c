/* The instance as arrays, and a plan with every sum that rules and terms need.
 *
 * The rows are those of sharepool.engine.instance, column by column; sharepool.engine.tables
 * fills them in. `x_ptr` arrays cut flat lists into rows: row i is x[x_ptr[i] .. x_ptr[i + 1]). A
 * "row" of a person's day is person * WEEK + day; days count from 0. Minutes and weights are
 * whole. / */
#ifndef SHAREPOOL_DATA_H
#define SHAREPOOL_DATA_H

#include <stdbool.h>
#include <stdint.h>

enum { WEEK = 7, NEAR = 16, MOST_BUNDLES = 3 };

/* More than any cost or sum of minutes; two of them still fit 64 bits many times over. */
static const int64_t NONE = INT64_C(1) << 60;

typedef int64_t num;

typedef struct {
    num home, mode, group, employer, min_work, max_work;
    num max_sessions_day, max_sessions_week, max_sites_day, max_sites_week, max_days_week;
    num max_travel_day, max_leg;
} person_t;

typedef struct {
    num site, remote, sessions, min_sessions, max_staff, max_per_day, min_gap, unmet, cohort;
    num start_set, shortest, first_unit, units;
} task_t;

typedef struct {
    num day, slot, begin, end, afternoon;
} start_t;

/* `watched`: two sessions at once can be one too many here, or of one cohort. */
typedef struct {
    num capacity, wanted, floor, watched;
} place_t;

/* Room for some sessions of a site that a closure takes on a day. */
typedef struct {
    num begin, end, sessions;
} taken_t;

typedef struct {
    num group, needed, strict;
} link_t;

/* -1 matches everything. */
typedef struct {
    num person, task, site, day, slot;
} pin_t;

typedef struct {
    num people, tasks, places, starts, units, pairs, links, members, pins, employers,
        most_sessions_day;
    num departure, latest_return, lunch, fair_road, count_travel;
    num w_below_floor, w_travel, w_site_link, w_extra_staff, w_short_minute, w_long_road;
    num w_pair_short, w_chain_gap, w_hard;
    num empty_cost, empty_shortfall;
} numbers_t;

typedef struct {
    const numbers_t *n;
    const person_t *person;
    const task_t *task;
    const start_t *start;
    const num *set_day_ptr; /* starts of (start set, day), by begin */
    const num *set_even;    /* 1 if all sessions of a start set are equally long */
    const place_t *place;
    const int32_t *travel;          /* [mode][place][place] */
    const uint8_t *fits;            /* [person][start]: inside a window, in no absence */
    const int32_t *pair_of;         /* [person][task], -1 where the person cannot take the task */
    const num *people_ptr, *people; /* of a task */
    const num *tasks_ptr, *tasks;   /* of a person */
    const uint8_t *pair_days;       /* bit of each day on which some start suits the pair */
    const num *pair_extra;        /* first row of the pair's extras, -1: none; equal ones shared */
    const uint8_t *pair_required; /* 1 if a required pin matches some of its starts */
    const uint8_t *extra_allowed;
    const num *extra_cost;
    const link_t *link;
    const num *link_ptr; /* of a site */
    const num *member_needed;
    const num *member_ptr, *member; /* chain members that a task counts for */
    const pin_t *pin;
    const num *employer_work;
    const num *near;     /* [place][NEAR] sites with tasks, nearest first, -1 at the end */
    const num *site_ptr; /* room for the units of (site, day) */
    const taken_t *taken;
    const num *taken_ptr; /* of (site, day) */
} data_t;

/* One session that a task may have; `person` is -1 while it is not in the plan. */
typedef struct {
    int32_t task, person, day, start, place, begin, end;
} unit_t;

/* A session on a person's day, with what its neighbours must know. */
typedef struct {
    int32_t unit, place, begin, end, afternoon;
} stop_t;

typedef struct {
    num work, road, sessions, days, sites;
} week_t;

typedef struct {
    int32_t sign, task, person, start;
} entry_t;

/* A session that waits to be put in; `local`: only with people whom the move has touched. */
typedef struct {
    num task, key, local;
} wait_t;

typedef struct {
    num person, place;
} ban_t;

typedef struct {
    num person, task, start, cost;
} spot_t;

typedef struct {
    const data_t *data;
    unit_t *unit, *best;
    num *idle;     /* units of each task in its own stretch, the idle ones last */
    stop_t *stops; /* [row][most_sessions_day], in time order */
    int32_t *day_count, *day_road, *day_sites;
    week_t *week;           /* of a person */
    int32_t *visits;        /* [person][place] */
    num *delivered, *staff; /* of a task */
    int32_t *task_day;      /* [task][day] */
    int32_t *pair_count;
    num *site_delivered;
    int32_t *site_units;     /* of (site, day): those that moves may take out, then held ones */
    int32_t *site_day_count; /* [site][day], those that moves may take out */
    int32_t *site_day_held;  /* [site][day], those of people who are held */
    num *link_count, *member_count, *pin_count, *employer_used;
    num *open_list, *open_at, open; /* tasks with idle units, and where each stands */
    num *busy_list, *busy_at, busy; /* units that moves may take out, and where each stands */
    bool *held;                     /* people whose weeks no move changes */
    entry_t *journal;               /* what the present move put in and took out */
    num entries;
    wait_t *waiting; /* what the present move is to put in */
    num waits;
    bool whole;              /* whether the present move takes tasks out as a whole */
    ban_t ban[MOST_BUNDLES]; /* who shall not go where in the present move */
    num bans;
    num *touched, touched_count; /* people out of whose days it took something */
    num objective, shortfall, best_objective, best_shortfall;
    uint64_t random;
    num steps; /* gaps looked at: the measure of work */
} roster_t;

/* So that the caller can tell whether it means the same tables. */
num data_size(void) { return (num)(sizeof(data_t) + sizeof(numbers_t)); }

#endif
