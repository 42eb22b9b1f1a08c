#include "teams.h"

#include <string.h>

#include "costs.h"
#include "insertion.h"
#include "limits.h"
#include "random.h"

/* People, besides those whom a move has touched, that are asked for one role at one start. */
enum { MOST_ASKED = 40 };

/* Ways to give all sessions of an event to the same people that are compared. */
enum { WAYS = 4 };

/* Out of 1024, so many people and starts are passed over in all ways but the first. */
enum { ODDS_PASSED = 320 };

/* What is looked for: the cheapest session of an event. */
typedef struct {
    num event;
    num lead;   /* who must be in it; -1: nobody */
    num passed; /* out of 1024, so many people and starts are passed over */
    num limit;  /* it must cost less */
} search_t;

static bool sits(const seat_t *team, num people, num person) {
    for (num i = 0; i < people; i++)
        if (team[i].person == person) return true;
    return false;
}

/* Note a person for a role whose people stand from `from` on, the cheapest first, at most so many;
 * return how many people there are then. */
static num rank(seat_t *team, num from, num people, num most, const seat_t *one) {
    if (people == from + most) {
        if (team[people - 1].cost <= one->cost) return people;
        people--;
    }
    num at = people;
    for (; at > from && team[at - 1].cost > one->cost; at--) team[at] = team[at - 1];
    team[at] = *one;
    return people + 1;
}

/* Go over people who could take a role: those whom the move has touched, then some others. */
static num next_candidate(const roster_t *r, num role, num offset, num *step) {
    const data_t *d = r->data;
    num first = d->people_ptr[role], count = d->people_ptr[role + 1] - first;
    for (; *step < r->move.touches + (count < MOST_ASKED ? count : MOST_ASKED); ++*step) {
        num at = *step - r->move.touches;
        num person = at < 0 ? r->move.touched[*step] : d->people[first + (offset + at) % count];
        if (pair_of(d, person, role) >= 0 && !r->lists.held[person]) return ++*step, person;
    }
    return -1;
}

/* Add the cheapest people for a role at one of its starts to a team, at most so many, and only
 * those who cost less than a limit; return how many are in the team then. */
static num ask(roster_t *r, const search_t *search, num role, num start, num most, num limit,
               num people) {
    const data_t *d = r->data;
    seat_t *team = r->move.tried;
    num from = people, count = d->people_ptr[role + 1] - d->people_ptr[role], step = 0;
    num offset = count > 0 ? random_below(r, count) : 0;
    for (num person; (person = next_candidate(r, role, offset, &step)) >= 0;) {
        if (sits(team, people, person)) continue;
        if (search->passed > 0 && random_below(r, 1024) < search->passed) continue;
        seat_t one = {.person = person, .role = role};
        one.cost = cost_of_seat(r, person, role, start);
        if (one.cost < limit) people = rank(team, from, people, most, &one);
    }
    return people;
}

/* Let who must be in a session take a role in it; return the role, or -1 if there is none. */
static num seat_lead(roster_t *r, const search_t *search, num start) {
    const data_t *d = r->data;
    num roles = d->task[search->event].roles, first = random_below(r, roles);
    for (num i = 0; i < roles; i++) {
        num role = search->event + 1 + (first + i) % roles;
        seat_t one = {.person = search->lead, .role = role};
        one.cost = cost_of_seat(r, one.person, role, start_as(d, start, search->event, role));
        if (one.cost == NONE) continue;
        r->move.tried[0] = one;
        return role;
    }
    return -1;
}

/* Make up the cheapest team for a start, into move.tried; return how many people it has, 0 if there
 * is none. */
static num make_team(roster_t *r, const search_t *search, num start) {
    const data_t *d = r->data;
    num event = search->event, lead = -1, people = 0;
    if (search->lead >= 0) {
        if ((lead = seat_lead(r, search, start)) < 0) return 0;
        people = 1;
    }
    for (num role = event + 1; role <= event + d->task[event].roles; role++) {
        const task_t *t = &d->task[role];
        num most = t->seats - (role == lead), before = people;
        /* Somebody has to be in the session. */
        num limit = t->optional && people > 0 ? 0 : NONE;
        if (most == 0) continue; /* Who leads has the only seat. */
        people = ask(r, search, role, start_as(d, start, event, role), most, limit, people);
        if (!t->optional && people < before + most) return 0;
    }
    return people;
}

/* Put a session in, with those of a team who can still take part; return whether it is complete. */
static bool insert_whole(roster_t *r, num event, num start, const seat_t *team, num people) {
    const data_t *d = r->data;
    num mark = r->move.entries, in = 0;
    insert_team_logged(r, event, start);
    for (num i = 0; i < people; i++) {
        num role = team[i].role, own = start_as(d, start, event, role);
        spot_t spot = {.person = team[i].person, .task = role, .start = own};
        spot.cost = cost_of_seat(r, spot.person, role, own);
        if (spot.cost == NONE || (d->task[role].optional && in > 0 && spot.cost >= 0)) continue;
        insert_logged(r, &spot);
        in++;
    }
    bool complete = in > 0;
    for (num role = event + 1; role <= event + d->task[event].roles; role++)
        complete = complete &&
                   (d->task[role].optional ||
                    seats_taken(r, role, start_as(d, start, event, role)) == d->task[role].seats);
    if (!complete) undo(r, mark);
    return complete;
}

/* Put the cheapest session in, if it costs less than the limit; return whether it is in. */
static bool place_team(roster_t *r, const search_t *search) {
    const data_t *d = r->data;
    num event = search->event, key = d->task[event].start_set * WEEK;
    num best = search->limit, best_start = -1, best_people = 0;
    num base = task_cost(r, event) - d->n.w_hard * minimum_met(r, event);
    num low = d->set_day_ptr[key], starts = d->set_day_ptr[key + WEEK] - low;
    num first = starts > 0 ? random_below(r, starts) : 0;
    for (num i = 0; i < starts; i++) {
        num start = low + (first + i) % starts;
        if (search->passed > 0 && random_below(r, 1024) < search->passed) continue;
        if (!may_insert_team(r, event, start)) continue;
        num people = make_team(r, search, start), cost = base;
        for (num j = 0; j < people; j++) cost += r->move.tried[j].cost;
        if (people == 0 || cost >= best) continue;
        best = cost;
        best_start = start;
        best_people = people;
        memcpy(r->move.team, r->move.tried, (size_t)people * sizeof *r->move.team);
    }
    if (best_start < 0) return false;
    num before = cost_of(r), mark = r->move.entries;
    if (!insert_whole(r, event, best_start, r->move.team, best_people)) return false;
    /* What one of the team takes, others may not find any more. */
    if (search->limit < NONE && cost_of(r) - before >= search->limit) {
        undo(r, mark);
        return false;
    }
    return true;
}

bool place_team_with(roster_t *r, num event, num person) {
    return place_team(r, &(search_t){.event = event, .lead = person, .passed = 0, .limit = NONE});
}

/* Put all sessions of an event in that gain, the first one in some way. */
static void place_all(roster_t *r, num event, num passed) {
    search_t search = {.event = event, .lead = -1, .passed = passed, .limit = 0};
    while (r->lists.open_at[event] >= 0 && place_team(r, &search)) search.passed = 0;
}

void place_teams(roster_t *r, num event, num blink) {
    const task_t *t = &r->data->task[event];
    if (t->max_staff > 1 || t->units == 1 || r->sums.delivered[event] > 0) {
        place_team(r, &(search_t){.event = event, .lead = -1, .passed = blink, .limit = 0});
        return;
    }
    num mark = r->move.entries, before = cost_of(r), best = before, kept = 0;
    for (num way = 0; way < WAYS; way++) {
        place_all(r, event, way == 0 ? blink : ODDS_PASSED);
        if (cost_of(r) < best) {
            best = cost_of(r);
            kept = r->move.entries - mark;
            memcpy(r->move.kept, &r->move.journal[mark], (size_t)kept * sizeof *r->move.kept);
        }
        undo(r, mark);
    }
    for (num i = 0; i < kept; i++) {
        const entry_t one = r->move.kept[i];
        if (one.person == TEAM)
            insert_team_logged(r, one.task, one.start);
        else
            insert_logged(r, &(spot_t){.person = one.person, .task = one.task, .start = one.start});
    }
}

void place_seat(roster_t *r, num role) {
    const data_t *d = r->data;
    num event = d->task[role].event, best = 0, best_start = -1;
    const task_t *t = &d->task[event];
    const search_t search = {.event = event, .lead = -1, .passed = 0, .limit = 0};
    for (num unit = t->first_unit; unit < t->first_unit + t->units; unit++) {
        if (r->plan.unit[unit].person == IDLE) continue;
        num start = start_as(d, r->plan.unit[unit].start, event, role);
        if (seats_taken(r, role, start) == d->task[role].seats) continue;
        if (ask(r, &search, role, start, 1, best, 0) == 0) continue;
        best = r->move.tried[0].cost;
        best_start = start;
        r->move.team[0] = r->move.tried[0];
    }
    if (best_start >= 0)
        insert_logged(
            r, &(spot_t){.person = r->move.team[0].person, .task = role, .start = best_start});
}

bool add_team(roster_t *r, num event, num start, const num *seats, num count) {
    const data_t *d = r->data;
    bool complete = false, is_held = false;
    if (!may_insert_team(r, event, start)) return false;
    r->move.entries = 0;
    insert_team_logged(r, event, start);
    for (num i = 0; i < count; i++) {
        num person = seats[2 * i], role = seats[2 * i + 1], own = start_as(d, start, event, role);
        if (seats_taken(r, role, own) == d->task[role].seats ||
            cost_of_seat(r, person, role, own) == NONE)
            continue;
        insert_logged(r, &(spot_t){.person = person, .task = role, .start = own});
        complete = true;
        is_held = is_held || r->lists.held[person];
    }
    for (num role = event + 1; role <= event + d->task[event].roles; role++)
        complete = complete &&
                   (d->task[role].optional ||
                    seats_taken(r, role, start_as(d, start, event, role)) == d->task[role].seats);
    if (!complete)
        undo(r, 0);
    else if (is_held)
        hold_team(r, unit_at(r, event, start));
    return complete;
}

bool add_seat(roster_t *r, num person, num role, num start) {
    const data_t *d = r->data;
    const task_t *t = &d->task[role];
    for (num unit = t->first_unit; unit < t->first_unit + t->units; unit++)
        if (r->plan.unit[unit].person == person && r->plan.unit[unit].start == start) return true;
    if (!t->optional || unit_at(r, t->event, start_as(d, start, role, t->event)) < 0 ||
        seats_taken(r, role, start) == t->seats || cost_of_seat(r, person, role, start) == NONE)
        return false;
    insert(r, person, role, start);
    return true;
}
