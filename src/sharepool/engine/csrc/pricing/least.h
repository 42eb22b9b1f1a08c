/* The least of many rows of costs: what bounds of days spend most of their time on. */
#ifndef SHAREPOOL_LEAST_H
#define SHAREPOOL_LEAST_H

#include "../common/memory.h"

/* What may follow: what it costs in each state, and the way there. */
typedef struct {
    const double *costs;
    double way;
} sequel_t;

/* Lower so many costs to the least of way + costs of all sequels. */
typedef void lower_t(double *best, num states, const sequel_t *sequels, num count);

/* The quickest that this processor can do. All find the same: sums are rounded alike. */
lower_t *choose_lower(void);

#endif
