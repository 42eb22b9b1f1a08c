#include "moves.h"

#include <string.h>

#include "insertion.h"
#include "random.h"
#include "retiming.h"
#include "teams.h"

/* People, besides those whom a move has touched, that are asked for one session. */
enum { MOST_ASKED = 40 };

/* Order the sessions that wait: by chance, or first those that weigh most, that few people can
 * take, that belong to many, that weigh most together. */
static void sort_waiting(roster_t *r) {
    const data_t *d = r->data;
    num order = random_below(r, 5);
    for (num i = 0; i < r->move.waits; i++) {
        waiting_t one = r->move.waiting[i];
        const task_t *t = &d->task[one.task];
        num people = d->people_ptr[one.task + 1] - d->people_ptr[one.task];
        switch (order) {
        case 0:
            one.key = random_below(r, 1 << 20);
            break;
        case 1:
            one.key = -t->unmet;
            break;
        case 2:
            one.key = people;
            break;
        case 3:
            one.key = -t->units * 1024 - random_below(r, 1024);
            break;
        default:
            one.key = -t->unmet * t->units;
            break;
        }
        num at = i;
        for (; at > 0 && r->move.waiting[at - 1].key > one.key; at--)
            r->move.waiting[at] = r->move.waiting[at - 1];
        r->move.waiting[at] = one;
    }
}

/* Let some missing sessions wait too, that the people whom the move has touched could take. */
static void invite_open(roster_t *r) {
    const data_t *d = r->data;
    if (r->move.touches == 0) return;
    for (num tries = 1 + random_below(r, 5); tries > 0; tries--) {
        num person = r->move.touched[random_below(r, r->move.touches)];
        num first = d->tasks_ptr[person], count = d->tasks_ptr[person + 1] - first;
        num task = task_to_place(r, d->tasks[first + random_below(r, count)]);
        if (r->lists.open_at[task] >= 0)
            r->move.waiting[r->move.waits++] = (waiting_t){.task = task, .local = 1};
    }
}

/* Go over people who could take a task: those whom the move has touched, and, unless the task is
 * only invited or they are to exchange bundles, some others. Return the next one from *step on, or
 * -1. */
static num next_person(const roster_t *r, const waiting_t *one, num offset, num *step) {
    const data_t *d = r->data;
    for (; *step < r->move.touches; ++*step) {
        num person = r->move.touched[*step];
        if (pair_of(d, person, one->task) >= 0) return ++*step, person;
    }
    num first = d->people_ptr[one->task], count = d->people_ptr[one->task + 1] - first;
    num at = *step - r->move.touches;
    if (one->local || r->move.tabus > 0) return -1;
    for (; at < count && at < MOST_ASKED; at++) {
        num person = d->people[first + (offset + at) % count];
        ++*step;
        if (!r->lists.held[person]) return person;
    }
    return -1;
}

static num any_offset(roster_t *r, num task) {
    num count = r->data->people_ptr[task + 1] - r->data->people_ptr[task];
    return count > 0 ? random_below(r, count) : 0;
}

/* Put one session where it costs least, if that gains. */
static void place_one(roster_t *r, const waiting_t *one, num blink) {
    spot_t spot = {.cost = 0};
    wish_t wish = make_wish(r, one->task, blink);
    wish.moves = r->slack.movable[one->task];
    num step = 0, offset = any_offset(r, one->task);
    for (num person; (person = next_person(r, one, offset, &step)) >= 0;)
        find_in_week(r, person, &wish, &spot);
    if (spot.cost >= 0) return;
    if (spot.moves)
        insert_between_logged(r, &spot);
    else
        insert_logged(r, &spot);
}

/* Put all sessions of a task that one person must take with whom they cost least together. */
static void place_block(roster_t *r, const waiting_t *one, num blink) {
    enum { MOST = 16 };
    spot_t tried[MOST], best[MOST];
    num units[MOST], best_count = 0, best_cost = 0;
    num step = 0, offset = any_offset(r, one->task), missing = r->data->task[one->task].units;
    for (num person; (person = next_person(r, one, offset, &step)) >= 0;) {
        num count = 0, cost = 0;
        while (count < MOST && count < missing) {
            const wish_t wish = make_wish(r, one->task, blink);
            tried[count] = (spot_t){.cost = 0};
            find_in_week(r, person, &wish, &tried[count]);
            if (tried[count].cost >= 0) break;
            cost += tried[count].cost;
            units[count] =
                r->plan.idle[r->data->task[one->task].first_unit + r->sums.delivered[one->task]];
            insert(r, person, one->task, tried[count].start);
            count++;
        }
        for (num i = count - 1; i >= 0; i--) remove_unit(r, units[i]);
        if (cost < best_cost) {
            best_cost = cost;
            best_count = count;
            memcpy(best, tried, (size_t)count * sizeof *best);
        }
    }
    for (num i = 0; i < best_count; i++) insert_logged(r, &best[i]);
}

void place(roster_t *r, const waiting_t *one, num blink) {
    const task_t *t = &r->data->task[one->task];
    if (t->roles > 0)
        place_teams(r, one->task, blink);
    else if (t->event >= 0)
        place_seat(r, one->task);
    else if (t->max_staff == 1 && t->units > 1 && r->sums.delivered[one->task] == 0)
        place_block(r, one, blink);
    else
        place_one(r, one, blink);
}

void recreate(roster_t *r) {
    invite_open(r);
    sort_waiting(r);
    num blink = random_below(r, 2) ? 10 : 0;
    for (num i = 0; i < r->move.waits; i++) {
        const waiting_t one = r->move.waiting[i];
        if (r->lists.open_at[one.task] >= 0) place(r, &one, blink);
    }
}
