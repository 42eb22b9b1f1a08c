/* What days cost on top of those of a partial week, which are loaded one label after the other. */
#ifndef SHAREPOOL_LABEL_COSTS_H
#define SHAREPOOL_LABEL_COSTS_H

#include "pricer.h"

/* Set profile, values and places to those of the days of a label. */
void load_days(pricer_t *p, const pattern_t *const *week, num count);

/* Set them back to those of no day. */
void unload_days(pricer_t *p, const pattern_t *const *week, num count);

/* H10, H11 of the week: whether a day can be added to the label loaded. */
bool week_takes(const pricer_t *p, const label_t *label, const pattern_t *day);

/* What a day costs at least on top of those of the label loaded, whose links and people are paid: a
 * place that the week has not seen pays a share of its link for each of the visits that are left.
 * Days after it only make tasks dearer, if those of a class do not differ in how many sessions a day
 * takes. NEVER if it cannot be added. */
double cost_on_top(pricer_t *p, const pattern_t *day);

/* What links cost the days of the label loaded beyond the shares that they have paid. */
double unpaid_links(const pricer_t *p, const pattern_t *const *week, num count);

/* What the tasks of the label loaded cost at least, and people on them. */
double cost_of_tasks(const pricer_t *p);

/* The same if sessions pay their share for people, as in the costs of days listed. */
double cost_of_shares(pricer_t *p);

/* Set what depends on the days from a turn on: how many can have sessions of each class, and what a
 * visit pays of the link of a place that the week has not seen. */
void set_left(pricer_t *p, num turn);

#endif
