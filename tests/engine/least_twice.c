/* The least over sequels by each way there is to find it. Compiled by test_least.py, never shipped. */
#include "pricing/least.c"

EXPORT lower_t least_plainly, least_quickly;

void least_plainly(double *best, num states, const sequel_t *sequels, num count) {
    lower(best, states, sequels, count);
}

void least_quickly(double *best, num states, const sequel_t *sequels, num count) {
    choose_lower()(best, states, sequels, count);
}
