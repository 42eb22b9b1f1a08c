/* The best place for a session: which person, day, gap and start. */
#ifndef SHAREPOOL_INSERTION_H
#define SHAREPOOL_INSERTION_H

#include "roster.h"

/* A session to be put somewhere: what is the same wherever that is. */
typedef struct {
    num task;      /* row of data_t.task */
    num shortest;  /* minutes of its shortest session */
    num cost;      /* what the objective changes by, whoever takes it */
    num blink;     /* so many gaps of 1024 are passed over */
    unsigned days; /* bits of the days that the task itself allows */
    bool even;     /* whether all its sessions are equally long */
    bool moves;    /* whether sessions may move to make way for it */
} wish_t;

wish_t make_wish(const roster_t *r, num task, num blink);

/* The best place in a person's week, into `spot` if it costs less than spot->cost. */
void find_in_week(roster_t *r, num person, const wish_t *wish, spot_t *spot);

/* Whether every rule allows a session; of no team. */
bool may_insert(roster_t *r, num person, num task, num start);

/* Whether every rule allows a session of a team, whoever is in it. */
bool may_insert_team(const roster_t *r, num event, num start);

/* What a person more in a role of a session at a start changes in the objective and in hard
 * minimums; NONE if a rule forbids it. */
num cost_of_seat(roster_t *r, num person, num role, num start);

#endif
