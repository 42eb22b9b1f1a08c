/* A plan under change: sessions put in and taken out, every sum that rules and terms need exact. */
#ifndef SHAREPOOL_ROSTER_H
#define SHAREPOOL_ROSTER_H

#include "../common/instance.h"
#include "../common/memory.h"

/* Who gives a unit that nobody does: it is not in the plan, or it is a session of a team, whose
 * roles have units of their own. */
enum { IDLE = -1, TEAM = -2 };

/* How many (person, place) one move can make tabu: as many as give their sessions up. */
enum { MOST_TABU = 3 };

/* A unit: one session that a task may have; of a role, one person in one. */
typedef struct {
    int32_t task;   /* row of data_t.task */
    int32_t person; /* who gives it; or IDLE, or TEAM */
    int32_t day;    /* weekday */
    int32_t start;  /* row of data_t.start */
    int32_t place;  /* where it is given */
    int32_t begin;  /* minute of the day */
    int32_t end;    /* minute of the day */
} unit_t;

/* A session on a person's day, with what its neighbours must know. */
typedef struct {
    int32_t unit;      /* which it is */
    int32_t place;     /* where it is given */
    int32_t begin;     /* minute of the day */
    int32_t end;       /* minute of the day */
    int32_t afternoon; /* 1 if it begins at noon or later */
} session_t;

/* Sums of a person's week. */
typedef struct {
    num work;     /* minutes of sessions */
    num road;     /* minutes on the road */
    num sessions; /* sessions */
    num days;     /* days with any */
    num sites;    /* different places */
} week_t;

/* A session put in or taken out by the present move. */
typedef struct {
    int32_t sign;   /* 1: put in, -1: taken out */
    int32_t task;   /* row of data_t.task */
    int32_t person; /* whose week it was; or TEAM */
    int32_t start;  /* row of data_t.start */
} entry_t;

/* A session that waits to be put in. */
typedef struct {
    num task;  /* row of data_t.task */
    num key;   /* smaller ones come first */
    num local; /* 1: only with people whom the move has touched */
} waiting_t;

/* A person who shall not go to a place in the present move. */
typedef struct {
    num person; /* row of data_t.person */
    num place;  /* row of data_t.place */
} tabu_t;

/* Where a session could go. */
typedef struct {
    num person; /* row of data_t.person */
    num task;   /* row of data_t.task */
    num start;  /* row of data_t.start */
    num cost;   /* what the objective and hard minimums change by */
    num at;     /* session of the day before which it goes */
    bool moves; /* whether sessions around it must move */
} spot_t;

/* A person in a role of a session. */
typedef struct {
    num person; /* row of data_t.person */
    num role;   /* row of data_t.task */
    num cost;   /* what the objective and hard minimums change by */
} seat_t;

/* The sessions of the plan. */
typedef struct {
    unit_t *unit;       /* [units] the present plan */
    unit_t *best;       /* [units] the best plan seen */
    num *idle;          /* [units] units of each task in its own stretch, the idle ones last */
    session_t *session; /* [people][WEEK][most_sessions_day] in time order */
    num objective;      /* of the present plan */
    num shortfall;      /* hard minimums, in sessions, that it misses */
    num best_objective; /* of the best plan */
    num best_shortfall; /* hard minimums that it misses */
} plan_t;

/* What the sessions add up to. */
typedef struct {
    int32_t *day_count;  /* [people][WEEK] sessions */
    int32_t *day_road;   /* [people][WEEK] minutes on the road */
    int32_t *day_sites;  /* [people][WEEK] different places */
    week_t *week;        /* [people] */
    int32_t *visits;     /* [people][places] sessions there */
    num *delivered;      /* [tasks] sessions */
    num *staff;          /* [tasks] people */
    int32_t *task_day;   /* [tasks][WEEK] sessions */
    int32_t *pair_count; /* [pairs] sessions */
    num *site_delivered; /* [places] sessions of its tasks */
    num *link_count;     /* [links] sessions that count for it */
    num *member_count;   /* [members] sessions that count for it */
    num *pin_count;      /* [pins] sessions that match it */
    num *employer_used;  /* [employers] minutes of work */
} sums_t;

/* Which units are where, so that moves can draw them. */
typedef struct {
    int32_t *site_units;     /* rows of data_t.site_ptr: those to be moved, then held ones; those of
                                teams, not of their roles */
    int32_t *site_day_count; /* [2 * places][WEEK] units there that moves may take out */
    int32_t *site_day_held;  /* [2 * places][WEEK] units there of people who are held */
    num *open_list;          /* [tasks] those with idle units, `open` of them */
    num *open_at;            /* [tasks] where each stands in open_list; -1: it does not */
    num open;
    num *busy_list; /* [units] those of people that moves may take out, `busy` of them */
    num *busy_at;   /* [units] where each stands in busy_list; -1: it does not */
    num busy;
    bool *held; /* [people] whose weeks no move changes */
} lists_t;

/* How far sessions can move on the clock. */
typedef struct {
    bool *movable;  /* [tasks] whether nothing keeps its sessions at their start */
    int32_t *early; /* [people][WEEK][most_sessions_day] when each ends at the earliest */
    int32_t *late;  /* [people][WEEK][most_sessions_day] when each begins at the latest */
    bool *measured; /* [people][WEEK] whether these are those of the present day */
} slack_t;

/* The move under way. */
typedef struct {
    entry_t *journal; /* what it put in and took out, `entries` of them, the first first */
    num entries;
    num most_entries;   /* after which no session makes way for another any more */
    waiting_t *waiting; /* what it is to put in, `waits` of them */
    num waits;
    num *touched; /* people out of whose days it took something, `touches` of them */
    num touches;
    tabu_t tabu[MOST_TABU]; /* who shall not go where, `tabus` of them */
    num tabus;
    bool whole;    /* whether it takes tasks out as a whole */
    bool broken;   /* whether it needs what is held to go */
    seat_t *tried; /* [most_team] of a session that it could put in */
    seat_t *team;  /* [most_team] of the cheapest of them */
    entry_t *kept; /* [units] what the cheapest of some ways to put a task in puts in */
} move_t;

struct roster {
    arena_t memory; /* of all its arrays */
    const data_t *data;
    plan_t plan;
    sums_t sums;
    lists_t lists;
    slack_t slack;
    move_t move;
    uint64_t random; /* state of the random numbers */
    num steps;       /* gaps looked at: the measure of work */
};

static inline session_t *sessions_of(const roster_t *r, num row) {
    return &r->plan.session[row * r->data->n.most_sessions_day];
}

/* Where a session that begins at a moment stands on a day. */
static inline num position(const roster_t *r, num row, num begin) {
    const session_t *session = sessions_of(r, row);
    num at = 0;
    while (at < r->sums.day_count[row] && session[at].begin < begin) at++;
    return at;
}

/* How often a person is at a place on a day. */
static inline num visits_on(const roster_t *r, num row, num place) {
    const session_t *session = sessions_of(r, row);
    num count = 0;
    for (num i = 0; i < r->sums.day_count[row]; i++) count += session[i].place == place;
    return count;
}

/* Which start of another task of an event is a start of one of them. */
static inline num start_as(const data_t *d, num start, num task, num other) {
    return start - d->set_day_ptr[d->task[task].start_set * WEEK] +
           d->set_day_ptr[d->task[other].start_set * WEEK];
}

/* What annealing goes down on: a hard minimum that is missed costs more than any session gains. */
static inline num cost_of(const roster_t *r) {
    return r->plan.objective + r->data->n.w_hard * r->plan.shortfall;
}

/* The unit of a task's session at a start, of a role any that is filled there; -1 if none is. */
num unit_at(const roster_t *r, num task, num start);

/* How many people are in a role of a session; `start` is the role's. */
num seats_taken(const roster_t *r, num role, num start);

/* Whether somebody of a group is in a session; `role` is one of it, `start` the role's. */
bool group_is_in(const roster_t *r, num role, num start, num group);

/* The unit of somebody in a session of a team, given its unit: from a role on, counted from 0. */
num seat_of(const roster_t *r, num unit, num first);

/* Put a session of a team in, nobody in its roles yet. */
void insert_team(roster_t *r, num event, num start);

/* Put a session into a person's day; the caller has made sure that it may be. */
void insert(roster_t *r, num person, num task, num start);

/* Take a session out, whatever that leaves of the day. */
void remove_unit(roster_t *r, num unit);

/* Put a session in, so that undo() can take it out again. */
void insert_logged(roster_t *r, const spot_t *spot);
void insert_team_logged(roster_t *r, num event, num start);

/* Note a session that was taken out, so that undo() can put it back. */
void log_removal(roster_t *r, num task, num person, num start);

/* Take a session out, and whatever its day cannot keep without it, so that undo() can put all
 * back; what is taken out waits to be put in again. A team's goes with everybody in it, unless the
 * unit is of an optional role. */
void remove_logged(roster_t *r, num unit);

/* Undo every insertion and removal, the last first, until the journal has so many entries. */
void undo(roster_t *r, num entries);

/* Note whether a task has idle units. */
void mark_open(roster_t *r, num task, bool open);

/* Let no move take a person's sessions out, nor the sessions of teams that the person is in. */
void hold(roster_t *r, num person);

/* The same for a session of a team that somebody is put into who is held. */
void hold_team(roster_t *r, num unit);

/* Keep the present plan if it is the best: fewer missed hard minimums come first, then the
 * objective. */
void keep_best(roster_t *r);

#endif
