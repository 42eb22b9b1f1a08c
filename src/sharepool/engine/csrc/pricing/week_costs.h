/* What weeks cost, in truth and at the present multipliers. */
#ifndef SHAREPOOL_WEEK_COSTS_H
#define SHAREPOOL_WEEK_COSTS_H

#include "pricer.h"

/* Note the classes of a day listed, each with how many sessions it has, and the places, each once. */
MUST_USE bool take_apart(pricer_t *p, pattern_t *day);

/* Set what a day costs at the present multipliers. */
void set_cost_of_day(const pricer_t *p, pattern_t *day);

/* The least that the sessions of a class cost on the days of a week, each as `item` says; NEVER if
 * its tasks do not suffice. */
double cost_of_class(pricer_t *p, num klass, const item_t *item, const num *sessions, num days);

/* The least that they cost in truth, and how often each task is chosen, into profile_t.choice; each
 * task that has a price per person is tried with and without. */
double true_cost_of_class(pricer_t *p, num klass, const num *sessions, num days, num *choices);

/* Add a day to the profile: how many sessions of each class the days of a week have. */
void add_to_profile(pricer_t *p, const pattern_t *day);

void clear_profile(pricer_t *p);

/* What minutes too few cost, less what a week without sessions pays for them. */
static inline double short_cost(const pricer_t *p, num minutes) {
    num missing = p->data->person[p->person.number].min_work;
    num left = missing > minutes ? missing - minutes : 0;
    return (double)p->data->n.w_short_minute * (double)(left - missing);
}

/* What the week costs in truth except for its tasks, less what a week without sessions costs. */
double cost_but_tasks(pricer_t *p, const pattern_t *const *week, num days);

#endif
