#include "moves.h"

#include "insertion.h"
#include "random.h"
#include "teams.h"

/* Ruin and recreate: take related sessions out, put them and missing ones back at their best.
 *
 * After Schrimpf et al., Record breaking optimization results using the ruin and recreate principle
 * (2000), and the strings and blinks of Christiaens and Vanden Berghe, Slack induction by string
 * removals (2020), over the person-days of a week; and exchanges of what people do at a place. */

/* Sessions that one move takes out at most, besides those that cannot stay without them. */
enum { MOST_TORN = 16 };

/* Out of a hundred moves, so many ruin by ... */
enum { ODDS_NEAR = 10, ODDS_DAY = 6, ODDS_TWO_DAYS = 2, ODDS_OPEN = 40, ODDS_BUNDLES = 39 };

/* Out of a hundred moves, so many take whole tasks out. */
enum { ODDS_WHOLE = 60 };

/* The unit of a person for one that stands in a site's list: of a team, of somebody in it. */
static num person_unit(roster_t *r, num unit) {
    if (r->plan.unit[unit].person != TEAM) return unit;
    return seat_of(r, unit, random_below(r, r->data->task[r->plan.unit[unit].task].roles));
}

/* Take out a session and, if the move is to (`whole`), all others of a task that one person must
 * take: who takes it can only change as a whole. Those of teams with people held stay. */
static void remove_whole(roster_t *r, num unit) {
    const data_t *d = r->data;
    const task_t *t = &d->task[r->plan.unit[unit].task];
    if (r->lists.busy_at[unit] < 0) return;
    remove_logged(r, unit);
    if (t->optional) return;
    if (t->event >= 0) t = &d->task[t->event];
    if (!r->move.whole || t->max_staff > 1) return;
    for (num other = t->first_unit; other < t->first_unit + t->units; other++) {
        if (r->plan.unit[other].person == IDLE) continue;
        num one = t->roles > 0 ? seat_of(r, other, 0) : other;
        if (r->lists.busy_at[one] >= 0) remove_logged(r, one);
    }
}

static void ruin_day(roster_t *r, num person, num day) {
    num row = person * WEEK + day, held = 0;
    while (r->sums.day_count[row] > held && r->move.waits < MOST_TORN) {
        num unit = sessions_of(r, row)[r->sums.day_count[row] - 1 - held].unit;
        if (r->lists.busy_at[unit] < 0)
            held++;
        else
            remove_whole(r, unit);
    }
}

/* Take out a session and, by chance, some that follow it on the person's day. */
static void ruin_string(roster_t *r, num unit, num most) {
    num row = (num)r->plan.unit[unit].person * WEEK + r->plan.unit[unit].day;
    num at = position(r, row, r->plan.unit[unit].begin);
    for (num left = 1 + random_below(r, most); left > 0 && at < r->sums.day_count[row]; left--)
        remove_whole(r, sessions_of(r, row)[at].unit);
}

/* Take out strings of a few people's days around a session: near sites, often the same day. */
static void ruin_near(roster_t *r, num unit) {
    const data_t *d = r->data;
    num site = d->task[r->plan.unit[unit].task].ground, day = r->plan.unit[unit].day;
    bool any_day = random_below(r, 2), same_string = random_below(r, 2);
    num wanted = random_below(r, 5);
    ruin_string(r, unit, same_string ? 3 : 1);
    for (num tries = 3 * wanted; tries > 0 && wanted > 0 && r->move.waits < MOST_TORN; tries--) {
        /* Nearer sites are likelier. */
        num other = d->near[site * NEAR + random_below(r, 1 + random_below(r, NEAR))];
        if (other < 0) continue;
        num row = other * WEEK + (any_day ? random_below(r, WEEK) : day);
        if (r->lists.site_day_count[row] == 0) continue;
        num there =
            r->lists.site_units[d->site_ptr[row] + random_below(r, r->lists.site_day_count[row])];
        ruin_string(r, person_unit(r, there), 3);
        wanted--;
    }
}

static void ruin_few(roster_t *r) {
    for (num left = 1 + random_below(r, 4); left > 0 && r->lists.busy > 0; left--)
        remove_whole(r, r->lists.busy_list[random_below(r, r->lists.busy)]);
}

/* Draw a missing task and somebody who could take it; -1 if none was found. */
static num draw_open(roster_t *r, num *person) {
    const data_t *d = r->data;
    num task = r->lists.open > 0 ? r->lists.open_list[random_below(r, r->lists.open)] : -1;
    if (task < 0) return -1;
    num asked = d->task[task].roles ? task + 1 + random_below(r, d->task[task].roles) : task;
    num people = d->people_ptr[asked + 1] - d->people_ptr[asked];
    if (people == 0) return -1;
    *person = d->people[d->people_ptr[asked] + random_below(r, people)];
    /* Few of those who could take any task are free where others are held. */
    for (num tries = 16; r->lists.held[*person] && tries > 0; tries--) {
        num free = r->plan.unit[r->lists.busy_list[random_below(r, r->lists.busy)]].person;
        num first = d->tasks_ptr[free], count = d->tasks_ptr[free + 1] - first;
        task = task_to_place(r, d->tasks[first + random_below(r, count)]);
        if (r->lists.open_at[task] >= 0) *person = free;
    }
    return r->lists.held[*person] ? -1 : task;
}

/* Make room for a missing task in the week of somebody who could take it, and put it there. */
static void ruin_for_open(roster_t *r) {
    const data_t *d = r->data;
    num person = -1, task = draw_open(r, &person);
    if (task < 0) {
        ruin_few(r);
        return;
    }
    num key = d->task[task].start_set * WEEK, first = random_below(r, WEEK);
    for (num i = 0; i < WEEK; i++) {
        num day = (first + i) % WEEK, row = person * WEEK + day;
        if (d->set_day_ptr[key + day] == d->set_day_ptr[key + day + 1] || !r->sums.day_count[row])
            continue;
        num at = random_below(r, r->sums.day_count[row]);
        ruin_string(r, sessions_of(r, row)[at].unit, 2);
        break;
    }
    for (num left = 1 + random_below(r, 2); left > 0; left--) {
        num row = person * WEEK + random_below(r, WEEK);
        if (r->sums.day_count[row] == 0) continue;
        num at = random_below(r, r->sums.day_count[row]);
        remove_whole(r, sessions_of(r, row)[at].unit);
    }
    if (d->task[task].roles > 0) {
        place_team_with(r, task, person);
        return;
    }
    if (d->task[task].event >= 0) {
        place_seat(r, task);
        return;
    }
    while (r->lists.open_at[task] >= 0) {
        const wish_t wish = make_wish(r, task, 0);
        spot_t spot = {.cost = NONE};
        find_in_week(r, person, &wish, &spot);
        if (spot.cost == NONE) break;
        insert_logged(r, &spot);
    }
}

/* Take out all that a person does at a place, for somebody else to take. */
static void ruin_bundle(roster_t *r, num person, num place) {
    for (num day = 0; day < WEEK; day++) {
        num row = person * WEEK + day;
        for (num at = r->sums.day_count[row] - 1; at >= 0; at--)
            if (at < r->sums.day_count[row] && sessions_of(r, row)[at].place == place &&
                r->lists.busy_at[sessions_of(r, row)[at].unit] >= 0)
                remove_logged(r, sessions_of(r, row)[at].unit);
    }
    r->move.tabu[r->move.tabus++] = (tabu_t){.person = person, .place = place};
}

/* Take out what a few people do at near places: they shall exchange it. Who serves which school is
 * what single sessions cannot change, as each is best put back where its like still are. */
static void ruin_bundles(roster_t *r, num unit) {
    const data_t *d = r->data;
    num task = r->plan.unit[unit].task, site = d->task[task].ground;
    ruin_bundle(r, r->plan.unit[unit].person, r->plan.unit[unit].place);
    num bundles = 2 + random_below(r, MOST_TABU - 1);
    for (num tries = 6 * bundles; tries > 0 && r->move.tabus < bundles; tries--) {
        num other = d->near[site * NEAR + random_below(r, 1 + random_below(r, NEAR))];
        if (other < 0) continue;
        num row = other * WEEK + random_below(r, WEEK);
        if (r->lists.site_day_count[row] == 0) continue;
        unit = person_unit(
            r,
            r->lists.site_units[d->site_ptr[row] + random_below(r, r->lists.site_day_count[row])]);
        if (pair_of(d, r->plan.unit[unit].person, task) < 0) continue;
        ruin_bundle(r, r->plan.unit[unit].person, r->plan.unit[unit].place);
    }
}

void ruin(roster_t *r) {
    if (r->lists.busy == 0) return;
    num unit = r->lists.busy_list[random_below(r, r->lists.busy)];
    const unit_t seed = r->plan.unit[unit];
    r->move.whole = random_below(r, 100) < ODDS_WHOLE;
    num odds = random_below(r, 100);
    if ((odds -= ODDS_NEAR) < 0) {
        ruin_near(r, unit);
    } else if ((odds -= ODDS_DAY) < 0) {
        ruin_day(r, seed.person, seed.day);
    } else if ((odds -= ODDS_TWO_DAYS) < 0) {
        ruin_day(r, seed.person, seed.day);
        ruin_day(r, seed.person, random_below(r, WEEK));
    } else if ((odds -= ODDS_OPEN) < 0) {
        ruin_for_open(r);
    } else if ((odds -= ODDS_BUNDLES) < 0) {
        ruin_bundles(r, unit);
    } else {
        ruin_few(r);
    }
}
