/* One person's week laid out at some duals: everything that no multiplier changes. */
#ifndef SHAREPOOL_LAYOUT_H
#define SHAREPOOL_LAYOUT_H

#include "pricer.h"

/* Note whose week it is, and what the duals say of the person's tasks. */
void set_person(pricer_t *p, num number);

/* Lay out the week of the person. */
MUST_USE bool lay_out_week(pricer_t *p);

/* Lay out a weekday of the person: its stops, classes and starts. */
MUST_USE bool lay_out_day(pricer_t *p, day_t *day, num weekday);

/* Lay out the times of a day, and make room for what is priced at them. */
MUST_USE bool lay_out_times(pricer_t *p, day_t *day);

/* List the resource states that the days may have. */
void set_states(pricer_t *p);

/* The most sessions of a task that the person can take in a week. */
num most_sessions(const pricer_t *p, num task);

/* The rows that set starts of a task apart, -1 if none do: tasks of equal rows have the same. */
num extra_of(const pricer_t *p, num task);

/* What a start adds to the price of its task; NEVER where a pin forbids it. */
double start_price(const pricer_t *p, num task, num row);

#endif
