/* A complete week: which task each session is of, and on which weekday each day falls. */
#ifndef SHAREPOOL_DISAGGREGATION_H
#define SHAREPOOL_DISAGGREGATION_H

#include "pricer.h"

/* Keep a complete week if it is the cheapest so far: its sessions and their starts; or, if all
 * weeks are listed, what it is before tasks are dealt out. The profile is then that of the week. */
MUST_USE bool keep_week(pricer_t *p, const pattern_t *const *week, const num *turns, num days);

#endif
