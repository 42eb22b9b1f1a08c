/* The cheapest weeks: days put together, with every limit of the week exact.
 *
 * Labels are partial weeks, day by day. What the days to come cost at least is known for any minutes
 * of work left (week.rest), and known better for the days that go with those there are
 * (labelling.tight), so most labels are soon dropped. Among the rest, only the `width` most
 * promising go on; the least bound among the others is kept, so that the result is a bound. */
#ifndef SHAREPOOL_LABELLING_H
#define SHAREPOOL_LABELLING_H

#include "pricer.h"

/* Put weeks together, `width` labels side by side. */
MUST_USE bool grow_weeks(pricer_t *p, num width);

#endif
