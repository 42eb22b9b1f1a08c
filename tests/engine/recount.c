/* The search with a second opinion after every move: the present plan is put into an empty roster,
 * whose sums must be those that all the moves before have left, and the objective is added up anew
 * from the sums. Compiled by test_search_deltas.py, never shipped. */
#include <string.h>

#include "search/costs.h"
#include "search/roster.h"

#define MORE_THAN(limit, count) ((count) > (limit) ? (count) - (limit) : 0)

/* What the sums of a plan cost, term by term, without what single starts add. */
static num cost_of_sums(const roster_t *r) {
    const data_t *d = r->data;
    const numbers_t *n = &d->n;
    num cost = 0;
    for (num task = 0; task < n->tasks; task++)
        cost += n->w_extra_staff * MORE_THAN(d->task[task].seats, r->sums.staff[task]) +
                (d->task[task].unstaffed - d->task[task].unmet) * r->sums.delivered[task];
    for (num site = 0; site < n->places; site++)
        cost += n->w_below_floor * MORE_THAN(r->sums.site_delivered[site], d->place[site].floor);
    for (num person = 0; person < n->people; person++) {
        const person_t *who = &d->person[person];
        const week_t *week = &r->sums.week[person];
        cost += n->w_travel * week->road + n->w_long_road * MORE_THAN(who->fair_road, week->road);
        cost += n->w_short_minute * MORE_THAN(week->work, who->min_work);
        for (num place = 0; place < n->places; place++)
            cost += n->w_site_link *
                    (place != who->home && r->sums.visits[person * n->places + place] > 0);
    }
    for (num i = 0; i < n->links; i++)
        cost += n->w_pair_short * MORE_THAN(r->sums.link_count[i], d->link[i].needed);
    for (num i = 0; i < n->members; i++)
        cost += n->w_chain_gap * MORE_THAN(r->sums.member_count[i], d->member_needed[i]);
    return cost;
}

/* Hard minimums, in sessions, that the sums of a plan miss. */
static num missed_by_sums(const roster_t *r) {
    const data_t *d = r->data;
    num missed = 0;
    for (num task = 0; task < d->n.tasks; task++)
        missed += MORE_THAN(r->sums.delivered[task], d->task[task].min_sessions);
    for (num i = 0; i < d->n.links; i++)
        missed += d->link[i].strict ? MORE_THAN(r->sums.link_count[i], d->link[i].needed) : 0;
    for (num i = 0; i < d->n.pins; i++) missed += r->sums.pin_count[i] == 0;
    return missed;
}

/* Whether two rosters of one plan have the same sums. */
static bool sums_agree(const roster_t *r, const roster_t *fresh) {
    const data_t *d = r->data;
    const numbers_t *n = &d->n;
    num rows = n->people * WEEK;
    bool agree = r->plan.objective == fresh->plan.objective &&
                 r->plan.shortfall == fresh->plan.shortfall && r->lists.open == fresh->lists.open;
    num held = 0, listed = 0;
    for (num unit = 0; unit < n->units; unit++)
        held += r->plan.unit[unit].person >= 0 && r->lists.busy_at[unit] < 0;
    for (num row = 0; row < 2 * n->places * WEEK; row++) {
        listed += r->lists.site_day_held[row];
        agree = agree && r->lists.site_day_count[row] + r->lists.site_day_held[row] ==
                             fresh->lists.site_day_count[row];
    }
    agree = agree && r->lists.busy + held == fresh->lists.busy && (listed > 0 || held == 0);
#define AGREE(field, count)                                                                        \
    agree = agree &&                                                                               \
            !memcmp(r->sums.field, fresh->sums.field, (size_t)(count) * sizeof *r->sums.field)
    AGREE(day_count, rows), AGREE(day_road, rows), AGREE(day_sites, rows), AGREE(week, n->people);
    AGREE(visits, n->people * n->places), AGREE(delivered, n->tasks), AGREE(staff, n->tasks);
    AGREE(task_day, n->tasks * WEEK), AGREE(pair_count, n->pairs);
    AGREE(site_delivered, n->places);
    AGREE(link_count, n->links), AGREE(member_count, n->members), AGREE(pin_count, n->pins);
    AGREE(employer_used, n->employers);
    return agree;
}

/* Whether sessions of teams have everybody whom they need, no more, and nobody is in none. */
static bool teams_are_whole(const roster_t *r) {
    const data_t *d = r->data;
    for (num i = 0; i < d->n.units; i++) {
        const unit_t *unit = &r->plan.unit[i];
        const task_t *t = &d->task[unit->task];
        if (unit->person == IDLE || (t->event < 0 && t->roles == 0)) continue;
        num event = t->roles > 0 ? unit->task : t->event, people = 0;
        num start = start_as(d, unit->start, unit->task, event);
        if (unit_at(r, event, start) < 0) return false;
        for (num role = event + 1; role <= event + d->task[event].roles; role++) {
            num taken = seats_taken(r, role, start_as(d, start, event, role));
            if (taken > d->task[role].seats) return false;
            if (!d->task[role].optional && taken < d->task[role].seats) return false;
            people += taken;
        }
        if (people == 0) return false;
    }
    return true;
}

/* Whether the sums of a plan are those of its sessions; `fresh` is and stays an empty roster. */
static bool recount(const roster_t *r, roster_t *fresh) {
    const data_t *d = r->data;
    num starts = 0, empty = cost_of_sums(fresh);
    for (num i = 0; i < d->n.units; i++) {
        const unit_t *unit = &r->plan.unit[i];
        if (unit->person == IDLE) continue;
        if (unit->person == TEAM) {
            insert_team(fresh, unit->task, unit->start);
            continue;
        }
        insert(fresh, unit->person, unit->task, unit->start);
        starts += start_cost(d, unit->person, unit->task, unit->start);
    }
    bool agree = sums_agree(r, fresh);
    agree = agree && r->plan.objective == d->n.empty_cost - empty + cost_of_sums(fresh) + starts &&
            r->plan.shortfall == missed_by_sums(r);
    agree = agree && teams_are_whole(r);
    while (fresh->lists.busy > 0) remove_unit(fresh, fresh->lists.busy_list[fresh->lists.busy - 1]);
    for (num i = 0; i < d->n.units; i++)
        if (fresh->plan.unit[i].person == TEAM) remove_unit(fresh, i);
    return agree && fresh->plan.objective == d->n.empty_cost &&
           fresh->plan.shortfall == d->n.empty_shortfall;
}

/* Make moves, one at a time; return how many agreed with a recount before one that did not. */
EXPORT num recount_anneal(roster_t *r, num moves, double temperature);

/* Make the present plan the best one, so that the caller sees it. */
EXPORT void recount_show(roster_t *r);

num recount_anneal(roster_t *r, num moves, double temperature) {
    roster_t *fresh;
    num agreed = 0;
    if (roster_new(r->data, 0, &fresh) != DONE) return -1;
    while (agreed < moves && recount(r, fresh)) {
        roster_anneal(r, 1, temperature, 1);
        agreed += recount(r, fresh);
    }
    roster_free(fresh);
    return agreed;
}

void recount_show(roster_t *r) {
    r->plan.best_objective = r->plan.best_shortfall = NONE;
    keep_best(r);
}
