#include "pricer.h"

#include <string.h>

/* Make room for every array of a pricer whose people have so many tasks at most. */
MUST_USE static bool allocate_arrays(pricer_t *p, num tasks) {
    arena_t *memory = &p->memory;
    num places = p->data->n.places;
    return ALLOCATE(memory, p->person.place, tasks) && ALLOCATE(memory, p->person.cap, tasks) &&
           ALLOCATE(memory, p->person.fixed, tasks) &&
           ALLOCATE(memory, p->dual.value, MULTIPLIERS + tasks) &&
           ALLOCATE(memory, p->dual.best, MULTIPLIERS + tasks) &&
           ALLOCATE(memory, p->dual.usage, MULTIPLIERS + tasks) &&
           ALLOCATE(memory, p->dual.direction, MULTIPLIERS + tasks) &&
           ALLOCATE(memory, p->symmetry.order, tasks) &&
           ALLOCATE(memory, p->symmetry.sort, tasks) &&
           ALLOCATE(memory, p->symmetry.taken, tasks) &&
           ALLOCATE(memory, p->week.most_visits, places) &&
           ALLOCATE(memory, p->week.visit_price, places) &&
           ALLOCATE(memory, p->listing.stops_used, places) &&
           ALLOCATE(memory, p->profile.sessions, tasks * WEEK) &&
           ALLOCATE(memory, p->profile.days, tasks) && ALLOCATE(memory, p->profile.used, tasks) &&
           ALLOCATE(memory, p->profile.value, tasks) &&
           ALLOCATE(memory, p->profile.choice, tasks) &&
           ALLOCATE(memory, p->profile.trial, tasks) &&
           ALLOCATE(memory, p->profile.toured, places) &&
           ALLOCATE(memory, p->labelling.visit_left, places) &&
           ALLOCATE(memory, p->labelling.visited, places);
}

status_t pricer_new(const data_t *data, const prices_t *prices, pricer_t **made) {
    arena_t memory = {.count = 0};
    pricer_t *p;
    *made = NULL;
    if (!ALLOCATE(&memory, p, 0)) return OUT_OF_MEMORY;
    p->memory = memory;
    p->data = data;
    p->prices = prices;
    p->lower = choose_lower();
    num tasks = 0;
    for (num i = 0; i < data->n.people; i++) {
        num own = data->tasks_ptr[i + 1] - data->tasks_ptr[i];
        if (own > tasks) tasks = own;
    }
    if (!allocate_arrays(p, tasks)) {
        pricer_free(p);
        return OUT_OF_MEMORY;
    }
    *made = p;
    return DONE;
}

static void free_day(day_t *day) {
    void *owned[] = {day->starts.row,   day->moments.row, day->ends_at.row, day->classes.row,
                     day->stops.row,    day->begins.row,  day->ends.row,    day->begin_stop.row,
                     day->events.row,   day->reach.row,   day->stay.row,    day->leave.row,
                     day->patterns.row, day->best.row,    day->offers.row,  day->others.row,
                     day->after.row};
    for (size_t i = 0; i < sizeof owned / sizeof *owned; i++) release(owned[i]);
}

void pricer_free(pricer_t *p) {
    if (!p) return;
    for (num i = 0; i < WEEK; i++) free_day(&p->week.day[i]);
    void *owned[] = {p->symmetry.classes.row,  p->symmetry.items.row,   p->symmetry.apart.row,
                     p->week.rest.row,         p->week.two.row,         p->listing.pieces.row,
                     p->listing.visits.row,    p->labelling.labels.row, p->labelling.fresh.row,
                     p->labelling.tight.row,   p->labelling.more.row,   p->labelling.on_top.row,
                     p->labelling.offered.row, p->found.aggregated.row, p->found.times.row,
                     p->scratch.row,           p->sequels.row,          p->seen.row};
    for (size_t i = 0; i < sizeof owned / sizeof *owned; i++) release(owned[i]);
    free_routes(&p->routes);
    release_all(&p->memory);
}

bool make_slots(pricer_t *p, num rows) {
    num slots = 64;
    while (slots < 2 * rows) slots *= 2;
    if (!RESERVE(p->seen, slots)) return false;
    p->seen.count = slots;
    return true;
}

void forget_slots(pricer_t *p) {
    memset(p->seen.row, -1, (size_t)p->seen.count * sizeof *p->seen.row);
}
