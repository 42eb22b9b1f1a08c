/* The lists of where units are, and of those that moves may take out. */
#ifndef SHAREPOOL_LISTS_H
#define SHAREPOOL_LISTS_H

#include "roster.h"

/* The row of the sessions that classes of a school have away from it on a day. */
static inline num away_row(const data_t *d, num site, num day) {
    return (d->n.places + site) * WEEK + day;
}

/* Note on each ground that has it, and with classes away, that a unit of somebody who is held is
 * there: after others. */
void list_held(roster_t *r, num unit);

/* The same of a unit that moves may take out: before those that are held. */
void list_free(roster_t *r, num unit);
void unlist_free(roster_t *r, num unit);

/* Let moves draw a unit, or not. */
void make_busy(roster_t *r, num unit);
void unmake_busy(roster_t *r, num unit);

#endif
