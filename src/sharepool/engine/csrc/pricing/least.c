#include "least.h"

#ifdef __x86_64__
#include <cpuid.h>
#endif

/* Costs that stay in registers while all sequels are gone over. */
enum { BLOCK = 16 };

#define INLINED static inline __attribute__((always_inline))

INLINED void lower_block(double *best, num states, num first, const sequel_t *sequels, num count) {
    double least[BLOCK];
    for (num s = 0; s < states; s++) least[s] = best[first + s];
    for (num i = 0; i < count; i++) {
        const double *costs = sequels[i].costs + first;
        double way = sequels[i].way;
        for (num s = 0; s < states; s++) {
            double sum = way + costs[s];
            least[s] = sum < least[s] ? sum : least[s];
        }
    }
    for (num s = 0; s < states; s++) best[first + s] = least[s];
}

INLINED void lower_blocks(double *best, num states, const sequel_t *sequels, num count) {
    num first = 0;
    for (; first + BLOCK <= states; first += BLOCK) lower_block(best, BLOCK, first, sequels, count);
    /* The last ones together with some that are done: what is least stays so. */
    if (first > 0 && first < states)
        lower_block(best, BLOCK, states - BLOCK, sequels, count);
    else if (first < states)
        lower_block(best, states, 0, sequels, count);
}

static void lower(double *best, num states, const sequel_t *sequels, num count) {
    lower_blocks(best, states, sequels, count);
}

#ifdef __x86_64__

__attribute__((target("avx2"))) static void lower_by_four(double *best, num states,
                                                          const sequel_t *sequels, num count) {
    lower_blocks(best, states, sequels, count);
}

/* Whether the processor takes four doubles at once and the system keeps its registers. */
static bool takes_four(void) {
    enum { BOTH_HALVES = 6 };
    unsigned a, b, c, d, kept, high;
    if (!__get_cpuid(1, &a, &b, &c, &d) || !(c & bit_OSXSAVE)) return false;
    __asm__("xgetbv" : "=a"(kept), "=d"(high) : "c"(0));
    if ((kept & BOTH_HALVES) != BOTH_HALVES) return false;
    return __get_cpuid_count(7, 0, &a, &b, &c, &d) && (b & bit_AVX2);
}

lower_t *choose_lower(void) { return takes_four() ? lower_by_four : lower; }

#else

lower_t *choose_lower(void) { return lower; }

#endif
