/* What sharepool.centre.competitions.search calls. */
#ifndef SHAREPOOL_FIXTURES_H
#define SHAREPOOL_FIXTURES_H

#include "season.h"

#if defined(_WIN32)
#define EXPORT __declspec(dllexport)
#else
#define EXPORT __attribute__((visibility("default")))
#endif

EXPORT int64_t data_size(void);
EXPORT fixtures_t *fixtures_new(const season_t *s, uint64_t seed);
EXPORT void fixtures_free(fixtures_t *f);
EXPORT int32_t fixtures_place(fixtures_t *f, int32_t m, int32_t slot, int32_t flipped);
EXPORT void fixtures_build(fixtures_t *f);
EXPORT double fixtures_heat(fixtures_t *f);
EXPORT int64_t fixtures_anneal(fixtures_t *f, int64_t moves, double hot, double cold);
EXPORT int64_t fixtures_load(fixtures_t *f, const int32_t *slot, const int32_t *flipped);
EXPORT void fixtures_return(fixtures_t *f);
EXPORT int64_t fixtures_best(const fixtures_t *f, int32_t *slot, int32_t *flipped);
EXPORT int64_t fixtures_cost(const fixtures_t *f);
EXPORT int32_t fixtures_blocker(const fixtures_t *f, int32_t m, int32_t slot, int32_t flipped);

#endif
