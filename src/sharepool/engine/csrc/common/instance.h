/* The instance as both kernels read it. A "row" of a person's day is person * WEEK + day. */
#ifndef SHAREPOOL_INSTANCE_H
#define SHAREPOOL_INSTANCE_H

#include "abi.h"

/* More than any cost or sum of minutes; two of them still fit 64 bits many times over. */
static const num NONE = INT64_C(1) << 60;

static inline num place_of(const data_t *d, num person, num task) {
    return d->task[task].remote ? d->person[person].home : d->task[task].ground;
}

static inline num minutes_between(const data_t *d, num person, num a, num b) {
    return d->travel[(d->person[person].mode * d->n.places + a) * d->n.places + b];
}

static inline num pair_of(const data_t *d, num person, num task) {
    return d->pair_of[person * d->n.tasks + task];
}

#endif
