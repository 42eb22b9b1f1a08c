/* Runs the kernels on one problem and prints what they answer, on any system. Compiled by hosts.py,
 * never shipped.
 *
 *   host search LIBRARY PROBLEM MOVES    the plan after so many moves of annealing
 *   host pricing LIBRARY PROBLEM         the least that anybody's week costs, person by person
 *   host exports LIBRARY NAME …          which of these functions it lacks */
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "common/abi.h"

#ifdef _WIN32
#include <windows.h>
static void *open_library(const char *name) { return (void *)LoadLibraryA(name); }
static void *look_up(void *library, const char *name) {
    return (void *)GetProcAddress((HMODULE)library, name);
}
#else
#include <dlfcn.h>
static void *open_library(const char *name) {
    char path[256]; /* without a folder, dlopen looks for it elsewhere */
    snprintf(path, sizeof path, "./%s", name);
    return dlopen(path, RTLD_NOW);
}
static void *look_up(void *library, const char *name) { return dlsym(library, name); }
#endif

enum { SEED = 1, HOT = 1000 };

#define USE(library, name) __typeof__(name) *const name##_of = found(look_up(library, #name), #name)

static void *found(void *thing, const char *name) {
    if (thing) return thing;
    printf("no %s\n", name);
    exit(1);
}

static num read_num(FILE *file) {
    num value = 0;
    if (fread(&value, sizeof value, 1, file) != 1) exit(2);
    return value;
}

static void *read_bytes(FILE *file, num size) {
    void *bytes = found(calloc((size_t)size + 1, 1), "memory");
    if (fread(bytes, 1, (size_t)size, file) != (size_t)size) exit(2);
    return bytes;
}

/* A struct, and what it points at: how many arrays, then where the pointer to each is. */
static void *read_struct(FILE *file) {
    char *made = read_bytes(file, read_num(file));
    for (num left = read_num(file); left > 0; left--) {
        num place = read_num(file);
        void *array = read_bytes(file, read_num(file));
        memcpy(made + place, &array, sizeof array);
    }
    return made;
}

static void print_description(void *library) {
    USE(library, abi_version);
    USE(library, abi_layout);
    num count = abi_layout_of(NULL);
    num *layout = found(calloc((size_t)count, sizeof *layout), "memory");
    abi_layout_of(layout);
    printf("version %016" PRIx64 "\nlayout", abi_version_of());
    for (num i = 0; i < count; i++) printf(" %" PRId64, layout[i]);
    printf("\n");
    free(layout);
}

static int run_search(void *library, const data_t *data, num moves) {
    USE(library, roster_new);
    USE(library, roster_fill);
    USE(library, roster_anneal);
    USE(library, roster_best);
    USE(library, roster_best_objective);
    USE(library, roster_free);
    roster_t *roster = NULL;
    if (roster_new_of(data, SEED, &roster) != DONE) return 1;
    num *tasks = found(calloc((size_t)data->n.tasks + 1, sizeof *tasks), "memory");
    for (num task = 0; task < data->n.tasks; task++) tasks[task] = task;
    roster_fill_of(roster, tasks, data->n.tasks);
    roster_anneal_of(roster, moves, HOT, 1 - 5.0 / (double)moves);
    int32_t *rows = found(calloc(3 * (size_t)data->n.units + 3, sizeof *rows), "memory");
    num count = roster_best_of(roster, rows);
    printf("objective %" PRId64 "\n", roster_best_objective_of(roster));
    for (num i = 0; i < count; i++)
        printf("row %d %d %d\n", rows[3 * i], rows[3 * i + 1], rows[3 * i + 2]);
    roster_free_of(roster);
    free(tasks);
    free(rows);
    return 0;
}

static int run_pricing(void *library, const data_t *data, const prices_t *prices) {
    USE(library, pricer_new);
    USE(library, pricer_relax);
    USE(library, pricer_free);
    pricer_t *pricer = NULL;
    if (pricer_new_of(data, prices, &pricer) != DONE) return 1;
    size_t length = (size_t)(MULTIPLIERS + data->n.tasks);
    double *multipliers = found(calloc(length, sizeof *multipliers), "memory");
    double *usage = found(calloc(length, sizeof *usage), "memory");
    for (num person = 0; person < data->n.people; person++) {
        double bound = 0;
        if (pricer_relax_of(pricer, person, multipliers, usage, &bound) != DONE) return 1;
        printf("bound %.6f\n", bound);
    }
    pricer_free_of(pricer);
    free(multipliers);
    free(usage);
    return 0;
}

static int list_missing(void *library, int count, char **names) {
    int missing = 0;
    for (int i = 0; i < count; i++)
        if (!look_up(library, names[i])) {
            printf("no %s\n", names[i]);
            missing++;
        }
    return missing != 0;
}

int main(int count, char **words) {
    if (count < 3) return 2;
    void *library = found(open_library(words[2]), words[2]);
    if (!strcmp(words[1], "exports")) return list_missing(library, count - 3, words + 3);
    FILE *file = found(count > 3 ? fopen(words[3], "rb") : NULL, "problem");
    const data_t *data = read_struct(file);
    const prices_t *prices = read_struct(file);
    fclose(file);
    print_description(library);
    if (!strcmp(words[1], "pricing")) return run_pricing(library, data, prices);
    return count > 4 ? run_search(library, data, strtoll(words[4], NULL, 10)) : 2;
}
