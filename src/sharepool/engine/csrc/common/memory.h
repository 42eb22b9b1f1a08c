/* All memory of the kernels. There may not be enough of it: whoever asks says so to its caller, up to
 * a function that returns a status_t. */
#ifndef SHAREPOOL_MEMORY_H
#define SHAREPOOL_MEMORY_H

#include "abi.h"

/* Of a function that returns false if there is not enough memory. */
#define MUST_USE __attribute__((warn_unused_result))

/* Rows one after the other, `count` of them in use, with room for more. */
#define LIST_OF(type)                                                                              \
    struct {                                                                                       \
        type *row;                                                                                 \
        num count, room;                                                                           \
    }

/* Make room for so many rows in a list; false if there is none: its rows are lost then. */
#define RESERVE(list, wanted)                                                                      \
    ((wanted) <= (list).room ||                                                                    \
     ((list).row = resize((list).row, sizeof *(list).row, (wanted), &(list).room)) != NULL)

/* Blocks of memory that are given back together. */
enum { MOST_BLOCKS = 40 };
typedef struct {
    void *block[MOST_BLOCKS];
    num count; /* blocks in use */
} arena_t;

/* Set a pointer to so many rows of zeros and one more; false if there is no room. */
#define ALLOCATE(arena, rows, count) (((rows) = allocate((arena), sizeof *(rows), (count))) != NULL)

/* Return zeroed room for one row more than `count`, or null. */
MUST_USE void *allocate(arena_t *arena, size_t size, num count);

/* Give back all blocks of an arena, which may lie in one of them. */
void release_all(arena_t *arena);

/* Return the rows in room for more than `wanted`, or give them back and return null. */
MUST_USE void *resize(void *rows, size_t size, num wanted, num *room);

/* Give back the rows of a list. */
void release(void *rows);

#endif
