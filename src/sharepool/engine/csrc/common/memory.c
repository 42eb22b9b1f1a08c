#include "memory.h"

#include <stdlib.h>

void *allocate(arena_t *arena, size_t size, num count) {
    void *block = arena->count < MOST_BLOCKS ? calloc((size_t)count + 1, size) : NULL;
    if (block) arena->block[arena->count++] = block;
    return block;
}

void release_all(arena_t *arena) {
    arena_t all = *arena;
    for (num i = 0; i < all.count; i++) free(all.block[i]);
}

void *resize(void *rows, size_t size, num wanted, num *room) {
    num more = wanted + wanted / 2 + 64;
    void *moved = (size_t)more <= SIZE_MAX / 2 / size ? realloc(rows, (size_t)more * size) : NULL;
    if (!moved) {
        free(rows);
        more = 0;
    }
    *room = more;
    return moved;
}

void release(void *rows) { free(rows); }
