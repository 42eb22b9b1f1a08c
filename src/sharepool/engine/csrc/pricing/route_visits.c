#include <stdlib.h>
#include <string.h>

#include "layout.h"
#include "route_bounds.h"

static bool fits_on(const pricer_t *p, num task, num weekday) {
    const data_t *d = p->data;
    num key = d->task[task].start_set * WEEK + weekday;
    for (num row = d->set_day_ptr[key]; row < d->set_day_ptr[key + 1]; row++)
        if (d->fits[p->person.number * d->n.starts + row]) return true;
    return false;
}

bool has_one_day(const pricer_t *p) {
    num day = -1;
    num most = p->data->person[p->person.number].max_sessions_day;
    if (p->person.tasks > MOST_VISITS || (most > MOST_WEEK && p->person.tasks > MOST_WEEK))
        return false;
    for (num i = 0; i < p->person.tasks; i++) {
        if (p->person.cap[i] > 1) return false;
        for (num weekday = 0; weekday < WEEK; weekday++) {
            if (weekday == day || !fits_on(p, p->person.task[i], weekday)) continue;
            if (day >= 0) return false;
            day = weekday;
        }
    }
    return day >= 0;
}

static num day_of(const pricer_t *p) {
    for (num i = 0; i < p->person.tasks; i++)
        for (num weekday = 0; weekday < WEEK; weekday++)
            if (fits_on(p, p->person.task[i], weekday)) return weekday;
    return 0;
}

/* Set what the limits of the day allow, and which of them a route could exceed at all. */
static void set_limits(pricer_t *p) {
    const data_t *d = p->data;
    const person_t *who = &d->person[p->person.number];
    routes_t *r = &p->routes;
    num span = d->n.latest_return - d->n.departure;
    r->lunch = d->n.lunch > 0 ? d->n.lunch : 0;
    r->most_sessions = who->max_sessions_day < who->max_sessions_week ? who->max_sessions_day
                                                                      : who->max_sessions_week;
    r->most_places =
        who->max_sites_day < who->max_sites_week ? who->max_sites_day : who->max_sites_week;
    if (who->max_days_week < 1) r->most_sessions = 0;
    r->most_road = who->max_travel_day;
    r->most_work = who->max_work;
    r->fair_road = who->fair_road;
    r->min_work = who->min_work;
    r->limits_road = r->most_road < span;
    r->count_road = r->limits_road || (d->n.w_long_road > 0 && r->fair_road < span);
    r->count_work = r->most_work < span;
    r->road_price = (double)d->n.w_travel;
    if (d->n.count_travel) r->road_price += p->prices->minute[who->employer];
    r->link = (double)d->n.w_site_link;
    r->short_minute = r->min_work > 0 ? (double)d->n.w_short_minute : 0;
}

/* The row of the leg from visit to visit; the one after the last visit is home. */
static inline int32_t *way(routes_t *r, num from, num to) {
    return &r->way.row[from * (r->visits.count + 1) + to];
}

/* Add the starts of a task that a route can have, by what sets them apart. */
MUST_USE static bool add_choices(pricer_t *p, visit_t *visit) {
    const data_t *d = p->data;
    routes_t *r = &p->routes;
    num task = p->person.task[visit->local], home = p->person.home;
    num key = d->task[task].start_set * WEEK + r->weekday;
    num earliest = d->n.departure + shortest(p, home, visit->place);
    num latest = d->n.latest_return - shortest(p, visit->place, home);
    double own = p->person.fixed[visit->local] + p->prices->staff[task];
    double minute = p->prices->minute[d->person[p->person.number].employer] - r->short_minute;
    for (num row = d->set_day_ptr[key]; row < d->set_day_ptr[key + 1]; row++) {
        const start_t *start = &d->start[row];
        double extra = start_price(p, task, row);
        if (!d->fits[p->person.number * d->n.starts + row] || extra >= NEVER ||
            start->begin < earliest || start->end > latest)
            continue;
        num minutes = start->end - start->begin, afternoon = r->lunch > 0 && start->afternoon;
        double cost = own + extra + minute * (double)minutes;
        num last = r->choices.count - 1;
        bool same = last >= visit->choice && r->choices.row[last].minutes == minutes &&
                    r->choices.row[last].afternoon == afternoon &&
                    r->choices.row[last].cost == cost;
        if (!same) {
            last++;
            if (!RESERVE(r->choices, last + 1)) return false;
            r->choices.count = last + 1;
            r->choices.row[last] = (choice_of_starts_t){
                .first = r->starts.count, .minutes = minutes, .afternoon = afternoon, .cost = cost};
        }
        if (!RESERVE(r->starts, r->starts.count + 1)) return false;
        r->starts.row[r->starts.count++] = row;
        r->choices.row[last].count++;
        visit->latest = start->begin;
        visit->cost = fmin(visit->cost, cost);
    }
    visit->choices = r->choices.count - visit->choice;
    return true;
}

/* Add the tasks that a route can have at all. */
MUST_USE static bool add_visits(pricer_t *p) {
    routes_t *r = &p->routes;
    r->visits.count = r->choices.count = r->starts.count = 0;
    for (num i = 0; i < p->person.tasks; i++) {
        visit_t visit = {.local = i,
                         .place = p->person.place[i],
                         .choice = r->choices.count,
                         .twin = -1,
                         .latest = -1,
                         .cost = NEVER};
        if (p->person.cap[i] < 1) continue;
        if (!add_choices(p, &visit)) return false;
        if (visit.choices == 0) continue;
        if (!RESERVE(r->visits, r->visits.count + 1)) return false;
        r->visits.row[r->visits.count++] = visit;
    }
    return true;
}

/* Set the legs between visits, and from and to home. */
MUST_USE static bool set_ways(pricer_t *p) {
    routes_t *r = &p->routes;
    num count = r->visits.count, home = p->person.home;
    if (!RESERVE(r->way, (count + 1) * (count + 1)) || !RESERVE(r->quickest, count * count))
        return false;
    for (num i = 0; i <= count; i++)
        for (num j = 0; j <= count; j++) {
            num from = i < count ? r->visits.row[i].place : home;
            num to = j < count ? r->visits.row[j].place : home;
            *way(r, i, j) = from == to                 ? 0
                            : road_allows(p, from, to) ? (int32_t)road(p, from, to)
                                                       : FAR;
            if (i < count && j < count)
                r->quickest.row[i * count + j] = from == to ? 0 : (int32_t)shortest(p, from, to);
        }
    return true;
}

/* Whether a route that has a visit loses nothing without it. */
static bool is_idle(pricer_t *p, num number) {
    routes_t *r = &p->routes;
    const visit_t *visit = &r->visits.row[number];
    double price = r->road_price + (double)p->data->n.w_long_road;
    if (visit->cost < 0) return false;
    num shortest_stay = FAR, detour = 0;
    for (num i = visit->choice; i < visit->choice + visit->choices; i++)
        if (r->choices.row[i].minutes < shortest_stay) shortest_stay = r->choices.row[i].minutes;
    for (num i = 0; i <= r->visits.count; i++) {
        num there = *way(r, i, number);
        if (there >= FAR || i == number) continue;
        for (num j = 0; j <= r->visits.count; j++) {
            num saved = *way(r, i, j) - there - *way(r, number, j);
            if (*way(r, number, j) < FAR && j != number && i != j && saved > detour) detour = saved;
        }
    }
    return detour <= shortest_stay && visit->cost >= price * (double)detour;
}

/* Drop the visits that no cheapest route needs. */
static void drop_idle(pricer_t *p) {
    routes_t *r = &p->routes;
    bool idle[MOST_VISITS];
    num kept = 0;
    for (num i = 0; i < r->visits.count; i++) idle[i] = is_idle(p, i);
    for (num i = 0; i < r->visits.count; i++)
        if (!idle[i]) r->visits.row[kept++] = r->visits.row[i];
    r->visits.count = kept;
}

/* Number the places of the visits, and share their site links. */
static void set_spots(pricer_t *p) {
    routes_t *r = &p->routes;
    num used[MOST_VISITS];
    r->spots = 0;
    for (num i = 0; i < r->visits.count; i++) {
        visit_t *visit = &r->visits.row[i];
        visit->spot = -1;
        if (visit->place == p->person.home) continue;
        for (num j = 0; j < i && visit->spot < 0; j++)
            if (r->visits.row[j].place == visit->place) visit->spot = r->visits.row[j].spot;
        if (visit->spot < 0) used[visit->spot = r->spots++] = 0;
        used[visit->spot]++;
    }
    for (num i = 0; i < r->visits.count; i++) {
        visit_t *visit = &r->visits.row[i];
        visit->arrival = visit->spot < 0 ? 0 : share(r->link, used[visit->spot]);
    }
    r->count_places = r->most_places < r->spots + 1 && r->most_places < r->most_sessions;
    r->count_sessions = r->most_sessions < r->visits.count;
    r->words = (r->visits.count + 63) / 64;
}

/* Note which visits are sessions of teams. */
static void set_teams(pricer_t *p) {
    routes_t *r = &p->routes;
    memset(r->teams, 0, sizeof r->teams);
    for (num i = 0; i < r->visits.count; i++)
        if (p->data->task[p->person.task[r->visits.row[i].local]].event >= 0) include(r->teams, i);
}

/* The subset of a number, a new one if there is none yet; NULL if there is no memory. */
static subset_t *subset_of(pricer_t *p, num number) {
    routes_t *r = &p->routes;
    for (num i = 0; i < r->subsets.count; i++)
        if (r->subsets.row[i].number == number) return &r->subsets.row[i];
    if (!RESERVE(r->subsets, r->subsets.count + 1)) return NULL;
    subset_t *made = &r->subsets.row[r->subsets.count++];
    *made = (subset_t){.number = number, .price = p->prices->subset[number]};
    return made;
}

/* Whether a route can have two visits of a subset. */
static bool has_two(const subset_t *subset) {
    num count = 0;
    for (num i = 0; i < SET_WORDS; i++) count += __builtin_popcountll(subset->visits[i]);
    return count > 1;
}

/* Note which visits are of subsets that have a price. */
MUST_USE static bool set_subsets(pricer_t *p) {
    routes_t *r = &p->routes;
    num kept = 0;
    r->subsets.count = 0;
    for (num i = 0; i < r->visits.count; i++) {
        num task = p->person.task[r->visits.row[i].local];
        for (num j = p->prices->subsets_ptr[task]; j < p->prices->subsets_ptr[task + 1]; j++) {
            num number = p->prices->subsets_of[j];
            if (p->prices->subset[number] <= 0) continue;
            subset_t *subset = subset_of(p, number);
            if (!subset) return false;
            include(subset->visits, i);
        }
    }
    for (num i = 0; i < r->subsets.count; i++)
        if (has_two(&r->subsets.row[i])) r->subsets.row[kept++] = r->subsets.row[i];
    r->subsets.count = kept;
    r->subset_words = (kept + 63) / 64;
    if (!RESERVE(r->member, r->visits.count * r->subset_words)) return false;
    for (num i = 0; i < r->visits.count; i++) {
        uint64_t *member = &r->member.row[i * r->subset_words];
        for (num j = 0; j < r->subset_words; j++) member[j] = 0;
        for (num j = 0; j < kept; j++)
            if (has(r->subsets.row[j].visits, i)) include(member, j);
    }
    return true;
}

/* Whether two visits are of the same subsets. */
static bool shares_subsets(const routes_t *r, num a, num b) {
    const uint64_t *row = r->member.row;
    for (num i = 0; i < r->subset_words; i++)
        if (row[a * r->subset_words + i] != row[b * r->subset_words + i]) return false;
    return true;
}

/* Of like visits, one waits for another that is no dearer. */
static void set_twins(pricer_t *p) {
    routes_t *r = &p->routes;
    for (num i = 0; i < r->visits.count; i++) {
        visit_t *visit = &r->visits.row[i];
        num task = p->person.task[visit->local];
        visit->twin = -1;
        for (num j = 0; j < r->visits.count; j++) {
            const visit_t *other = &r->visits.row[j];
            num like = p->person.task[other->local];
            if (i == j || other->place != visit->place ||
                p->data->task[like].start_set != p->data->task[task].start_set ||
                extra_of(p, like) != extra_of(p, task) || !shares_subsets(r, i, j))
                continue;
            bool before = other->cost < visit->cost || (other->cost == visit->cost && j < i);
            if (!before) continue;
            const visit_t *twin = visit->twin < 0 ? NULL : &r->visits.row[visit->twin];
            if (!twin || other->cost > twin->cost || (other->cost == twin->cost && j > visit->twin))
                visit->twin = j;
        }
    }
}

/* Note which start of each choice is the first from each minute on. */
MUST_USE static bool set_soonest(pricer_t *p) {
    routes_t *r = &p->routes;
    num minutes = r->minutes_of_day + 1;
    if (!RESERVE(r->soonest, r->choices.count * minutes)) return false;
    for (num i = 0; i < r->choices.count; i++) {
        const choice_of_starts_t *choice = &r->choices.row[i];
        num at = choice->count - 1;
        int16_t *first = &r->soonest.row[i * minutes];
        for (num minute = minutes - 1; minute >= 0; minute--) {
            while (at >= 0 && p->data->start[r->starts.row[choice->first + at]].begin >= minute)
                at--;
            first[minute] = at + 1 < choice->count ? (int16_t)(at + 1) : -1;
        }
    }
    return true;
}

bool lay_out_routes(pricer_t *p) {
    routes_t *r = &p->routes;
    r->weekday = day_of(p);
    set_limits(p);
    if (!add_visits(p) || !set_ways(p)) return false;
    if (!p->found.lists) {
        num before = r->visits.count;
        drop_idle(p);
        if (r->visits.count < before && !set_ways(p)) return false;
    }
    set_spots(p);
    set_teams(p);
    if (!set_subsets(p)) return false;
    set_twins(p);
    r->minutes_of_day = 0;
    r->width = FAR;
    for (num i = 0; i < r->visits.count; i++) {
        const visit_t *visit = &r->visits.row[i];
        for (num j = visit->choice; j < visit->choice + visit->choices; j++) {
            const choice_of_starts_t *choice = &r->choices.row[j];
            num last = p->data->start[r->starts.row[choice->first + choice->count - 1]].end;
            if (last > r->minutes_of_day) r->minutes_of_day = last;
            if (choice->minutes < r->width) r->width = choice->minutes;
        }
    }
    return set_soonest(p);
}

void free_routes(routes_t *r) {
    void *owned[] = {r->visits.row,  r->choices.row,  r->starts.row,   r->soonest.row,
                     r->way.row,     r->quickest.row, r->onward.row,   r->labels.row,
                     r->blocked.row, r->seen.row,     r->taken.row,    r->ending.row,
                     r->settled.row, r->now.row,      r->complete.row, r->total.row,
                     r->subsets.row, r->member.row,   r->odd.row};
    for (size_t i = 0; i < sizeof owned / sizeof *owned; i++) release(owned[i]);
}
