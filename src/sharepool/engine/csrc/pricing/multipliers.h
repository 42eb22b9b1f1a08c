/* The multipliers of one person's week: subgradient steps that raise its bound.
 *
 * A week costs at least what its days cost when they pay the multipliers of what they share, less
 * what these are allowed of it; minutes of work are counted exactly:
 *
 *   L = min over offers of the days (sum of their bounds + short minutes), minutes <= W,
 *       - work * W - road * fair - session * S - day * D - sum over tasks (multiplier * cap)
 *
 * Every L is no more than the cost of any week. */
#ifndef SHAREPOOL_MULTIPLIERS_H
#define SHAREPOOL_MULTIPLIERS_H

#include "pricer.h"

/* The bound of the week at the present multipliers, from bounds of its days. */
MUST_USE bool bound_of_states(pricer_t *p, double *bound);

/* The same from the days listed; NEVER if a day has none. */
MUST_USE bool bound_of_list(pricer_t *p, double *bound);

/* Count what the days behind the last bound use of each multiplier into dual.usage. */
void count_usage_of_states(pricer_t *p);
void count_usage_of_list(pricer_t *p);

/* Improve the multipliers in some steps; leave the best ones set, and their bound. */
MUST_USE bool raise_bound(pricer_t *p, num steps, bool (*bound_at)(pricer_t *, double *),
                          void (*count_usage)(pricer_t *), double *bound);

#endif
