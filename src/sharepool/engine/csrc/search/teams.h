/* Sessions that several people make up: each goes in as a whole. */
#ifndef SHAREPOOL_TEAMS_H
#define SHAREPOOL_TEAMS_H

#include "roster.h"

/* Put sessions of an event where they and their people cost least, if that gains: one, or all of an
 * event whose people are the same all week. */
void place_teams(roster_t *r, num event, num blink);

/* Put one session of an event in, with somebody, where that costs least; return whether it is in. */
bool place_team_with(roster_t *r, num event, num person);

/* Put somebody into an optional role of a session where that gains most. */
void place_seat(roster_t *r, num role);

/* Put a session in with those of some people whom the rules allow; return whether it is in: nobody
 * may be missing who has to be there. `seats`: (person, role) of each. */
bool add_team(roster_t *r, num event, num start, const num *seats, num count);

/* Put a person into an optional role of a session that is in; return whether the person is there. */
bool add_seat(roster_t *r, num person, num role, num start);

#endif
