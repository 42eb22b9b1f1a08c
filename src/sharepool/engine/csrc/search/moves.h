/* Ruin and recreate: take related sessions out, put them and missing ones back at their best.
 *
 * After Schrimpf et al., Record breaking optimization results using the ruin and recreate principle
 * (2000), and the strings and blinks of Christiaens and Vanden Berghe, Slack induction by string
 * removals (2020), over the person-days of a week; and exchanges of what people do at a place. */
#ifndef SHAREPOOL_MOVES_H
#define SHAREPOOL_MOVES_H

#include "roster.h"

/* Take related sessions out: they wait, as move_t says. */
void ruin(roster_t *r);

/* Put what waits, and some missing sessions, where they cost least, one by one. */
void recreate(roster_t *r);

/* What is to be placed where somebody could take a task: of a role, its event, unless it is optional
 * and some session could do with more. */
static inline num task_to_place(const roster_t *r, num task) {
    num event = r->data->task[task].event;
    return event < 0 || r->lists.open_at[task] >= 0 ? task : event;
}

/* Put one session, or all of a task that one person must take, where it costs least, if that
 * gains; each gap is passed over with probability blink / 1024. */
void place(roster_t *r, const waiting_t *one, num blink);

#endif
