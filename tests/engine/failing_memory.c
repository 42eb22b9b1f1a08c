/* The memory of a kernel, counted, and with an end: after so many allocations there is no more. In
 * place of common/memory.c; compiled by test_memory.py, never shipped. */
#include <stdlib.h>

#include "common/memory.h"

static num left = -1; /* allocations to come; less than 0: no end */
static num blocks;    /* not given back yet */

static bool has_room(void) {
    if (left == 0) return false;
    left -= left > 0;
    return true;
}

static void *counting_calloc(size_t count, size_t size) {
    void *block = has_room() ? calloc(count, size) : NULL;
    blocks += block != NULL;
    return block;
}

static void *counting_realloc(void *old, size_t size) {
    void *block = has_room() ? realloc(old, size) : NULL;
    blocks += block && !old;
    return block;
}

static void counting_free(void *block) {
    blocks -= block != NULL;
    free(block);
}

#define calloc counting_calloc
#define realloc counting_realloc
#define free counting_free
#include "common/memory.c"

/* Let so many allocations succeed. */
EXPORT void memory_end_after(num allocations);

/* How many blocks have not been given back. */
EXPORT num memory_blocks(void);

void memory_end_after(num allocations) { left = allocations; }
num memory_blocks(void) { return blocks; }
