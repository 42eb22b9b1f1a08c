/* The days of weeks that may be cheaper than the best one known, one by one. */
#ifndef SHAREPOOL_DAY_LISTING_H
#define SHAREPOOL_DAY_LISTING_H

#include "pricer.h"

/* List the days of weeks that may cost less than day->limit, which is drawn in if they are too
 * many. */
MUST_USE bool list_days(pricer_t *p, day_t *day);

#endif
