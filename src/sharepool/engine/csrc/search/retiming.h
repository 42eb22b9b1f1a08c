/* Sessions moved on the clock, so that another one fits between them. */
#ifndef SHAREPOOL_RETIMING_H
#define SHAREPOOL_RETIMING_H

#include "roster.h"

/* Note which tasks' sessions nothing keeps at their start: neither room at a place, nor a team, nor
 * what is paid for a start. */
void find_movable(roster_t *r);

/* When session number `at` of a day ends at the earliest, if all before it move, too. */
num earliest_end(roster_t *r, num row, num at);

/* When it begins at the latest, if all after it move, too. */
num latest_begin(roster_t *r, num row, num at);

/* Put a session in before session number spot->at of the day, and move those around it out of its
 * way, so that undo() can put all back; false, with nothing done, if there is no way. */
bool insert_between_logged(roster_t *r, const spot_t *spot);

#endif
