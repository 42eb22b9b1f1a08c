/* The search over plans that sharepool.engine.search.roster calls.
 *
 * A roster is a plan under change. Every rule of docs/format.md is checked where a session is put in,
 * every term is kept exact; the checker, written apart, judges each plan that leaves the engine. */
#include <math.h>
#include <stdlib.h>

#include "insertion.h"
#include "moves.h"
#include "random.h"
#include "retiming.h"
#include "roster.h"
#include "teams.h"

void roster_free(roster_t *r) {
    if (r) release_all(&r->memory);
}

/* Make room for every array of a roster. */
MUST_USE static bool allocate_arrays(roster_t *r) {
    const data_t *d = r->data;
    const numbers_t *n = &d->n;
    num rows = n->people * WEEK, site_rows = 2 * n->places * WEEK;
    plan_t *plan = &r->plan;
    sums_t *sums = &r->sums;
    lists_t *lists = &r->lists;
    move_t *move = &r->move;
    slack_t *slack = &r->slack;
    move->most_entries = 4 * n->units + 64;
    arena_t *memory = &r->memory;
    return ALLOCATE(memory, plan->unit, n->units) && ALLOCATE(memory, plan->best, n->units) &&
           ALLOCATE(memory, plan->idle, n->units) &&
           ALLOCATE(memory, plan->session, rows * n->most_sessions_day) &&
           ALLOCATE(memory, sums->day_count, rows) && ALLOCATE(memory, sums->day_road, rows) &&
           ALLOCATE(memory, sums->day_sites, rows) && ALLOCATE(memory, sums->week, n->people) &&
           ALLOCATE(memory, sums->visits, n->people * n->places) &&
           ALLOCATE(memory, sums->delivered, n->tasks) && ALLOCATE(memory, sums->staff, n->tasks) &&
           ALLOCATE(memory, sums->task_day, n->tasks * WEEK) &&
           ALLOCATE(memory, sums->pair_count, n->pairs) &&
           ALLOCATE(memory, sums->site_delivered, n->places) &&
           ALLOCATE(memory, sums->link_count, n->links) &&
           ALLOCATE(memory, sums->member_count, n->members) &&
           ALLOCATE(memory, sums->pin_count, n->pins) &&
           ALLOCATE(memory, sums->employer_used, n->employers) &&
           ALLOCATE(memory, lists->site_units, d->site_ptr[site_rows]) &&
           ALLOCATE(memory, lists->site_day_count, site_rows) &&
           ALLOCATE(memory, lists->site_day_held, site_rows) &&
           ALLOCATE(memory, lists->open_list, n->tasks) &&
           ALLOCATE(memory, lists->open_at, n->tasks) &&
           ALLOCATE(memory, lists->busy_list, n->units) &&
           ALLOCATE(memory, lists->busy_at, n->units) && ALLOCATE(memory, lists->held, n->people) &&
           ALLOCATE(memory, slack->movable, n->tasks) &&
           ALLOCATE(memory, slack->early, rows * n->most_sessions_day) &&
           ALLOCATE(memory, slack->late, rows * n->most_sessions_day) &&
           ALLOCATE(memory, slack->measured, rows) &&
           /* A move takes each session out at most twice: again if it was put back first. As much
            * again is for sessions that make way for others. */
           ALLOCATE(memory, move->journal, 2 * move->most_entries) &&
           ALLOCATE(memory, move->waiting, 2 * n->units + 64) &&
           ALLOCATE(memory, move->touched, 2 * n->units + 64) &&
           ALLOCATE(memory, move->tried, n->most_team) &&
           ALLOCATE(memory, move->team, n->most_team) && ALLOCATE(memory, move->kept, n->units);
}

/* Set a roster to the empty plan. */
static void set_empty(roster_t *r) {
    const data_t *d = r->data;
    r->plan.objective = d->n.empty_cost;
    r->plan.shortfall = d->n.empty_shortfall;
    for (num task = 0; task < d->n.tasks; task++) {
        const task_t *t = &d->task[task];
        r->lists.open_at[task] = -1;
        for (num unit = t->first_unit; unit < t->first_unit + t->units; unit++) {
            r->plan.idle[unit] = unit;
            r->plan.unit[unit] = (unit_t){.task = (int32_t)task, .person = IDLE};
            r->lists.busy_at[unit] = -1;
        }
        if (t->units > 0 && t->event < 0) mark_open(r, task, true);
    }
    r->plan.best_objective = r->plan.best_shortfall = NONE;
    keep_best(r);
}

status_t roster_new(const data_t *data, uint64_t seed, roster_t **made) {
    arena_t memory = {.count = 0};
    roster_t *r;
    *made = NULL;
    if (!ALLOCATE(&memory, r, 0)) return OUT_OF_MEMORY;
    r->memory = memory;
    r->data = data;
    r->random = (seed + 1) * UINT64_C(0x9E3779B97F4A7C15) | 1;
    if (!allocate_arrays(r)) {
        roster_free(r);
        return OUT_OF_MEMORY;
    }
    set_empty(r);
    find_movable(r);
    *made = r;
    return DONE;
}

bool roster_add(roster_t *r, num person, num task, num start) {
    if (r->data->task[task].event >= 0) {
        if (!add_seat(r, person, task, start)) return false;
        keep_best(r);
        return true;
    }
    if (!may_insert(r, person, task, start)) return false;
    insert(r, person, task, start);
    keep_best(r);
    return true;
}

bool roster_add_team(roster_t *r, num event, num start, const num *seats, num count) {
    if (!add_team(r, event, start, seats, count)) return false;
    keep_best(r);
    return true;
}

void roster_fill(roster_t *r, const num *tasks, num count) {
    for (num i = 0; i < count; i++)
        for (waiting_t one = {.task = tasks[i]}; r->lists.open_at[one.task] >= 0;) {
            num before = r->sums.delivered[one.task];
            r->move.entries = r->move.touches = 0;
            place(r, &one, 0);
            if (r->sums.delivered[one.task] == before) break;
        }
    keep_best(r);
}

/* A move is kept if it costs less than temperature * -ln(u), u uniform in (0, 1]. */
void roster_anneal(roster_t *r, num moves, double temperature, double cooling) {
    for (; moves > 0; moves--, temperature *= cooling) {
        num before = cost_of(r);
        double u = (double)(random_below(r, INT64_C(1) << 30) + 1) / (double)(INT64_C(1) << 30);
        r->move.entries = r->move.waits = r->move.touches = 0;
        r->move.broken = false;
        ruin(r);
        recreate(r);
        if (r->move.tabus > 0) {
            /* What the exchange has left over may go to anybody. */
            r->move.tabus = 0;
            recreate(r);
        }
        if (r->move.broken || (double)(cost_of(r) - before) > -temperature * log(u))
            undo(r, 0);
        else
            keep_best(r);
    }
}

void roster_hold(roster_t *r, num person) { hold(r, person); }

num roster_best_objective(const roster_t *r) { return r->plan.best_objective; }
num roster_best_shortfall(const roster_t *r) { return r->plan.best_shortfall; }
num roster_steps(const roster_t *r) { return r->steps; }

num roster_best(const roster_t *r, int32_t *rows) {
    num count = 0;
    for (num i = 0; i < r->data->n.units; i++)
        if (r->plan.best[i].person >= 0) {
            rows[3 * count] = r->plan.best[i].person;
            rows[3 * count + 1] = r->plan.best[i].task;
            rows[3 * count++ + 2] = r->plan.best[i].start;
        }
    return count;
}
