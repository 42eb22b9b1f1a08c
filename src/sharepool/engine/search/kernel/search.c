/* The search over plans that sharepool.engine.search.roster calls.
 *
 * A roster is a plan under change. Every rule of FORMAT.md is checked where a session is put in,
 * every term is kept exact; the checker, written apart, judges each plan that leaves the engine. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "../../kernel/data.h"

#include "../../kernel/costs.h"

#include "limits.h"

#include "insertion.h"
#include "roster.h"

#include "moves.h"

void roster_free(roster_t *r) {
    if (!r) return;
    void *owned[] = {r->unit,          r->best,           r->idle,         r->stops,
                     r->day_count,     r->day_road,       r->day_sites,    r->week,
                     r->visits,        r->delivered,      r->staff,        r->task_day,
                     r->pair_count,    r->site_delivered, r->site_units,   r->site_day_count,
                     r->site_day_held, r->link_count,     r->member_count, r->pin_count,
                     r->employer_used, r->open_list,      r->open_at,      r->busy_list,
                     r->busy_at,       r->journal,        r->waiting,      r->touched,
                     r->held};
    for (size_t i = 0; i < sizeof owned / sizeof *owned; i++) free(owned[i]);
    free(r);
}

#define ROOM(field, count)                                                                         \
    (complete = complete && (r->field = calloc((size_t)(count) + 1, sizeof *r->field)))

/* Return the roster of the empty plan, or null if memory does not suffice. */
roster_t *roster_new(const data_t *d, uint64_t seed) {
    roster_t *r = calloc(1, sizeof *r);
    if (!r) return 0;
    const numbers_t *n = d->n;
    num rows = n->people * WEEK, site_rows = n->places * WEEK;
    bool complete = true;
    ROOM(unit, n->units), ROOM(best, n->units), ROOM(idle, n->units);
    ROOM(stops, rows * n->most_sessions_day), ROOM(day_count, rows);
    ROOM(day_road, rows), ROOM(day_sites, rows), ROOM(week, n->people);
    ROOM(visits, n->people * n->places), ROOM(delivered, n->tasks), ROOM(staff, n->tasks);
    ROOM(task_day, n->tasks * WEEK), ROOM(pair_count, n->pairs);
    ROOM(site_delivered, n->places), ROOM(site_units, d->site_ptr[site_rows]);
    ROOM(site_day_count, site_rows), ROOM(site_day_held, site_rows), ROOM(link_count, n->links);
    ROOM(member_count, n->members), ROOM(pin_count, n->pins), ROOM(employer_used, n->employers);
    ROOM(open_list, n->tasks), ROOM(open_at, n->tasks);
    ROOM(busy_list, n->units), ROOM(busy_at, n->units);
    /* A move takes each session out at most twice (once again if it was put back first). */
    ROOM(journal, 4 * n->units + 64), ROOM(waiting, 2 * n->units + 64);
    ROOM(touched, 2 * n->units + 64), ROOM(held, n->people);
    if (!complete) {
        roster_free(r);
        return 0;
    }
    r->data = d;
    r->random = (seed + 1) * UINT64_C(0x9E3779B97F4A7C15) | 1;
    r->objective = n->empty_cost;
    r->shortfall = n->empty_shortfall;
    for (num task = 0; task < n->tasks; task++) {
        const task_t *t = &d->task[task];
        r->open_at[task] = -1;
        for (num unit = t->first_unit; unit < t->first_unit + t->units; unit++) {
            r->idle[unit] = unit;
            r->unit[unit] = (unit_t){.task = (int32_t)task, .person = -1};
            r->busy_at[unit] = -1;
        }
        if (t->units > 0) mark_open(r, task, true);
    }
    r->best_objective = r->best_shortfall = NONE;
    keep_best(r);
    return r;
}

/* Put a session in if every rule allows it there; return whether it is in. */
bool roster_add(roster_t *r, num person, num task, num start) {
    const data_t *d = r->data;
    num day = d->start[start].day, row = person * WEEK + day, place = place_of(d, person, task);
    if (pair_of(d, person, task) < 0 || r->open_at[task] < 0) return false;
    if (start_cost(d, person, task, start) == NONE) return false;
    if (!task_allows(r, task, day) || !week_allows(r, person, task)) return false;
    if (!day_allows(r, person, row, place)) return false;
    gap_t gap;
    num at = position(r, row, d->start[start].begin);
    if (!open_gap(r, person, task, row, at, place, &gap)) return false;
    if (!start_allowed(r, person, task, start, &gap)) return false;
    put(r, person, task, start);
    keep_best(r);
    return true;
}

/* Put sessions of the given tasks, in this order, where they cost least, while they gain. */
void roster_fill(roster_t *r, const num *tasks, num count) {
    for (num i = 0; i < count; i++)
        for (wait_t one = {.task = tasks[i]}; r->open_at[one.task] >= 0;) {
            num before = r->delivered[one.task];
            r->entries = r->touched_count = 0;
            place(r, &one, 0);
            if (r->delivered[one.task] == before) break;
        }
    keep_best(r);
}

/* Make some moves of simulated annealing. A move is kept if it costs less than temperature *
 * -ln(u), u uniform in (0, 1]; the temperature is multiplied by `cooling` after each. */
void roster_anneal(roster_t *r, num moves, double temperature, double cooling) {
    for (; moves > 0; moves--, temperature *= cooling) {
        num before = cost_of(r);
        double u = (double)(random_below(r, INT64_C(1) << 30) + 1) / (double)(INT64_C(1) << 30);
        r->entries = r->waits = r->touched_count = 0;
        ruin(r);
        recreate(r);
        if (r->bans > 0) {
            /* What the exchange has left over may go to anybody. */
            r->bans = 0;
            recreate(r);
        }
        if ((double)(cost_of(r) - before) > -temperature * log(u))
            undo(r);
        else
            keep_best(r);
    }
}

/* Hold a person's week as it is: moves neither take out of it nor put into it. */
void roster_hold(roster_t *r, num person) {
    if (r->held[person]) return;
    for (num unit = 0; unit < r->data->n->units; unit++)
        if (r->unit[unit].person == person) {
            unlist_unit(r, unit);
            list_held(r, unit);
        }
    r->held[person] = true;
}

num roster_best_objective(const roster_t *r) { return r->best_objective; }
num roster_best_shortfall(const roster_t *r) { return r->best_shortfall; }
num roster_steps(const roster_t *r) { return r->steps; }

/* Write the best plan seen as (person, task, start) rows; return their number. */
num roster_best(const roster_t *r, int32_t *rows) {
    num count = 0;
    for (num i = 0; i < r->data->n->units; i++)
        if (r->best[i].person >= 0) {
            rows[3 * count] = r->best[i].person;
            rows[3 * count + 1] = r->best[i].task;
            rows[3 * count++ + 2] = r->best[i].start;
        }
    return count;
}
