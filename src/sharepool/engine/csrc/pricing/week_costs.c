#include "week_costs.h"

#include <string.h>

bool take_apart(pricer_t *p, pattern_t *day) {
    listing_t *listing = &p->listing;
    day->piece = listing->pieces.count;
    day->visit = listing->visits.count;
    for (num i = 0; i < day->count; i++) {
        num klass = day->klass[i], place = p->symmetry.classes.row[klass].place;
        num piece = day->piece, visit = day->visit;
        while (piece < listing->pieces.count && listing->pieces.row[piece].klass != klass) piece++;
        if (piece == listing->pieces.count) {
            if (!RESERVE(listing->pieces, piece + 1)) return false;
            listing->pieces.row[listing->pieces.count++] = (piece_t){.klass = klass};
        }
        listing->pieces.row[piece].sessions++;
        while (visit < listing->visits.count && listing->visits.row[visit] != place) visit++;
        if (visit == listing->visits.count) {
            if (!RESERVE(listing->visits, visit + 1)) return false;
            listing->visits.row[listing->visits.count++] = place;
        }
    }
    day->pieces = listing->pieces.count - day->piece;
    day->visited = listing->visits.count - day->visit;
    return true;
}

void set_cost_of_day(const pricer_t *p, pattern_t *day) {
    day->plain = day->base = day->cost = 0;
    if (day->count == 0) return;
    day->plain = day->paid + p->dual.minute_price * (double)work_of(p, day) + p->dual.value[DAY] +
                 ((double)p->data->n.w_travel + p->dual.value[ROAD]) * (double)day->road;
    day->base = day->plain;
    const num *visit = visits_of(p, day);
    for (num i = 0; i < day->visited; i++) day->base += p->week.visit_price[visit[i]];
    day->cost = day->base;
    const piece_t *piece = pieces_of(p, day);
    for (num i = 0; i < day->pieces; i++) {
        num first = p->symmetry.classes.row[piece[i].klass].item;
        day->cost += p->symmetry.items.row[first + piece[i].sessions - 1].sum;
    }
}

/* Choose tasks, the cheapest first, for days with so many sessions of a class. Only
 * the limits on the cheapest tasks together and on each alone are looked at: the cost is a bound. */
static double choose_tasks(const pricer_t *p, choice_t *choice, num choices, const num *sessions,
                           num days) {
    num wanted = 0, given = 0, width = 0;
    double cost = 0;
    for (num i = 0; i < days; i++) wanted += sessions[i];
    for (num i = 0; i < choices; i++) {
        num most = p->data->task[p->person.task[choice[i].local]].max_per_day;
        num room = -given, alone = 0;
        width += most;
        for (num j = 0; j < days; j++) {
            room += sessions[j] < width ? sessions[j] : width;
            alone += sessions[j] < most ? sessions[j] : most;
        }
        num taken = p->person.cap[choice[i].local];
        if (taken > room) taken = room;
        if (taken > alone) taken = alone;
        choice[i].sessions = taken;
        given += taken;
        cost += choice[i].cost * (double)taken;
    }
    return given == wanted ? cost : NEVER;
}

double cost_of_class(pricer_t *p, num klass, const item_t *item, const num *sessions, num days) {
    const task_class_t *tasks = &p->symmetry.classes.row[klass];
    choice_t *choice = p->profile.choice;
    num choices = 0;
    for (num i = tasks->item; i < tasks->item + tasks->items; i++)
        if (choices == 0 || choice[choices - 1].local != item[i].task)
            choice[choices++] = (choice_t){.local = item[i].task, .cost = item[i].cost};
    return choose_tasks(p, choice, choices, sessions, days);
}

/* Tasks of a class that are tried with and without what a person on them costs. */
enum { MOST_PRICED = 7 };

/* Set profile_t.trial to the tasks of a class in order of their cost, without those of `priced` that
 * are not in the set `with`; return their number, and what people on those in the set cost. */
static num try_tasks(pricer_t *p, const task_class_t *klass, const num *priced, num many, num with,
                     double *people) {
    choice_t *trial = p->profile.trial;
    num count = 0;
    *people = 0;
    for (num i = klass->first; i < klass->first + klass->count; i++) {
        num local = p->symmetry.order[i], at = 0;
        double staff = p->prices->staff[p->person.task[local]], price = p->person.fixed[local];
        while (at < many && priced[at] != local) at++;
        if (at < many && (with >> at & 1) == 0) continue;
        if (at < many)
            *people += staff;
        else
            price += share(staff, p->person.cap[local]);
        num to = count++;
        for (; to > 0 && trial[to - 1].cost > price; to--) trial[to] = trial[to - 1];
        trial[to] = (choice_t){.local = local, .cost = price};
    }
    return count;
}

double true_cost_of_class(pricer_t *p, num klass, const num *sessions, num days, num *choices) {
    const task_class_t *tasks = &p->symmetry.classes.row[klass];
    profile_t *profile = &p->profile;
    num priced[MOST_PRICED], many = 0;
    for (num i = tasks->first; i < tasks->first + tasks->count && many < MOST_PRICED; i++) {
        num local = p->symmetry.order[i];
        if (p->prices->staff[p->person.task[local]] > 0) priced[many++] = local;
    }
    double best = NEVER;
    for (num with = 0; with < (INT64_C(1) << many); with++) {
        double cost;
        num count = try_tasks(p, tasks, priced, many, with, &cost);
        cost += choose_tasks(p, profile->trial, count, sessions, days);
        if (cost >= best) continue;
        best = cost;
        *choices = count;
        memcpy(profile->choice, profile->trial, (size_t)count * sizeof *profile->choice);
    }
    return best;
}

void add_to_profile(pricer_t *p, const pattern_t *day) {
    profile_t *profile = &p->profile;
    const piece_t *piece = pieces_of(p, day);
    for (num i = 0; i < day->pieces; i++) {
        num klass = piece[i].klass;
        if (profile->days[klass] == 0) profile->used[profile->uses++] = klass;
        profile->sessions[klass * WEEK + profile->days[klass]++] = piece[i].sessions;
    }
}

void clear_profile(pricer_t *p) {
    for (num i = 0; i < p->profile.uses; i++) p->profile.days[p->profile.used[i]] = 0;
    p->profile.uses = 0;
}

double cost_but_tasks(pricer_t *p, const pattern_t *const *week, num days) {
    const data_t *d = p->data;
    double cost = 0;
    num minutes = 0, travel = 0, sites = 0;
    for (num i = 0; i < days; i++) {
        cost += week[i]->paid + p->dual.minute_price * (double)work_of(p, week[i]);
        minutes += week[i]->minutes;
        travel += week[i]->road;
        const num *visit = visits_of(p, week[i]);
        for (num j = 0; j < week[i]->visited; j++)
            if (visit[j] != p->person.home && p->profile.toured[visit[j]]++ == 0) sites++;
    }
    for (num i = 0; i < days; i++)
        for (num j = 0; j < week[i]->visited; j++) p->profile.toured[visits_of(p, week[i])[j]] = 0;
    num fair = d->person[p->person.number].fair_road;
    num excess = travel > fair ? travel - fair : 0;
    return cost +
           (double)(d->n.w_travel * travel + d->n.w_long_road * excess + d->n.w_site_link * sites) +
           short_cost(p, minutes);
}
