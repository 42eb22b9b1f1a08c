/* Random numbers: the same seed gives the same ones. */
#ifndef SHAREPOOL_RANDOM_H
#define SHAREPOOL_RANDOM_H

#include "roster.h"

static inline num random_below(roster_t *r, num bound) {
    /* xorshift64*, its upper half scaled. */
    uint64_t x = r->random;
    x ^= x >> 12;
    x ^= x << 25;
    x ^= x >> 27;
    r->random = x;
    return (num)((((x * UINT64_C(2685821657736338717)) >> 32) * (uint64_t)bound) >> 32);
}

#endif
