/* The cheapest day of each resource state: a bound by dynamic programming, backward in time.
 *
 * stay[b][half][s]   least cost of the rest of a day from a stop at begin b on, the next session
 *                    being there, before (half 0) or after noon (1), if it makes state s;
 * leave[e][s]        the same after a session that ends at e, when the person goes on to another
 *                    stop or home.
 *
 * It leaves out the day's limits on road and sites, and who comes to a stop again finds every
 * task untaken: the bound is low, never high. */
#ifndef SHAREPOOL_DAY_BOUNDS_H
#define SHAREPOOL_DAY_BOUNDS_H

#include "pricer.h"

/* Sessions at a stop one after the other, each start class at its earliest. After `memory` of them
 * the person seems to have just come. */
typedef struct {
    const stop_t *stop;
    num half;     /* of the first session */
    num *taken;   /* [classes of the stop] items, cheapest first */
    num memory;   /* sessions */
    double *best; /* [states] what they cost at least, with what is to come */
} chain_t;

/* Set what sessions cost at the present multipliers. */
void set_session_costs(pricer_t *p);

/* Set what they cost if what people cost on all tasks of a class alike is counted apart. */
MUST_USE bool count_staff_apart(pricer_t *p);

/* Set day->best: a bound of the day's cost for each state. */
void price_day(pricer_t *p, day_t *day);

/* After how many sessions at a stop a chain forgets what it has taken, so that chains are not too
 * many. */
num memory_of(const pricer_t *p, const day_t *day, const stop_t *stop);

/* The cost of going to a stop first, or NEVER; the begin there. */
double first_leg(const pricer_t *p, const day_t *day, num stop, num *begin);

static inline double *stay_at(const pricer_t *p, const day_t *day, num begin, num half) {
    return &day->stay.row[(begin * 2 + half) * p->states.count];
}

static inline double *leave_at(const pricer_t *p, const day_t *day, num end) {
    return &day->leave.row[end * p->states.count];
}

/* When who is at a stop from `ready` on can begin there again, in each half of the day; -1: never. */
static inline void find_again(const pricer_t *p, const day_t *day, const stop_t *stop, num ready,
                              bool morning, num *begin) {
    begin[0] = morning ? first_begin(day, stop, ready) : -1;
    begin[1] = first_begin(day, stop, ready + (morning ? p->data->n.lunch : 0));
}

#endif
