/* What the days to come cost at least, for any minutes of work left. */
#ifndef SHAREPOOL_WEEK_BOUNDS_H
#define SHAREPOOL_WEEK_BOUNDS_H

#include "pricer.h"

/* The constant part of the bound: what the multipliers give back. */
double given_back(const pricer_t *p);

/* Set the order in which days are decided: equal ones side by side. */
void order_days(pricer_t *p);

/* Offer a day of so many minutes of work, if it is the cheapest of them. */
MUST_USE bool add_offer(day_t *day, num minutes, double cost, num which);

/* now[minutes left]: least cost of a day and those after it, for at most so many minutes left. */
void add_day(const day_t *day, num most, const double *restrict next, double *restrict now);

/* Where minutes are rounded down to units, there may be so many more in truth. */
num most_rounding(const pricer_t *p);

/* Set week.rest from the offers, and the bound of the week. */
MUST_USE bool bound_rest(pricer_t *p, num rounding, double *bound);

/* Set `others` of each day: least cost of all other days, what the multipliers give back taken
 * off. */
MUST_USE bool bound_others(pricer_t *p, num rounding);

/* The offers that make up the cheapest week, turn by turn. */
void trace_week(const pricer_t *p, const offer_t **chosen);

#endif
