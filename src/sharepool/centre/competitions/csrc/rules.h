/* What a match at a slot costs, and which other match forbids it. */
#ifndef SHAREPOOL_SEASON_RULES_H
#define SHAREPOOL_SEASON_RULES_H

#include "season.h"

static inline int64_t moment(const season_t *s, num slot) {
    return (int64_t)s->slot[slot].day * MINUTES_PER_DAY + s->slot[slot].start;
}

/* Whether one match may follow another on the road of both grounds and a pause. */
static inline bool apart(const season_t *s, const slot_t *a, const slot_t *b, num pause) {
    const slot_t *first = a->start <= b->start ? a : b, *second = first == a ? b : a;
    num road = s->road[first->venue * s->n->venues + second->venue];
    return second->start - first->end >= (road > pause ? road : pause);
}

/* Whether a match may be fed by another: on a later day after the rest, or later on the day. */
static inline bool follows(const rule_t *r, const slot_t *early, const slot_t *late) {
    if (late->day == early->day) return r->max_day > 1 && late->start - early->end >= r->rest_min;
    return late->day - early->day >= r->rest_days;
}

static inline num count_days(const fixtures_t *f, num team, num first, num days) {
    const uint8_t *count = f->day_count + (int64_t)team * f->season->n->days;
    num sum = 0;
    for (num day = first; day < first + days; day++) sum += count[day];
    return sum;
}

/* Whether a team has a match less than so many days from one. */
static inline bool plays_near(const fixtures_t *f, num team, num day, num days) {
    num first = day < days ? 0 : day - days + 1, end = day + days;
    if (end > f->season->n->days) end = f->season->n->days;
    return count_days(f, team, first, end - first) > 0;
}

/* Calls for each window of a kind that holds a day; gives the number of those that are full. */
static inline num full_windows(const fixtures_t *f, num team, const rule_t *r, const window_t *w,
                               num day, num *some) {
    num first = day - w->days + 1 < r->first_day ? r->first_day : day - w->days + 1;
    num last = day + w->days - 1 > r->last_day ? r->last_day - w->days + 1 : day;
    if (first > last || (w->matches > 0 && !plays_near(f, team, day, w->days))) return 0;
    const uint8_t *count = f->day_count + (int64_t)team * f->season->n->days;
    num sum = count_days(f, team, first, w->days), full = 0;
    for (num begin = first;; begin++) {
        if (sum >= w->matches) full++, *some = begin;
        if (begin == last) return full;
        sum += count[begin + w->days] - count[begin];
    }
}

static inline num match_within(const fixtures_t *f, num team, num first, num days) {
    const season_t *s = f->season;
    const num *list = f->team_list + s->team[team].match_ptr;
    for (num i = 0; i < f->team_planned[team]; i++) {
        num day = s->slot[f->slot[list[i]]].day;
        if (first <= day && day < first + days) return list[i];
    }
    return IMPOSSIBLE;
}

static inline num team_blocker(const fixtures_t *f, num team, const rule_t *r, const slot_t *at) {
    const season_t *s = f->season;
    const num *list = f->team_list + s->team[team].match_ptr;
    num same = 0, days = r->rest_days > 1 ? r->rest_days : 1;
    num near = plays_near(f, team, at->day, days) ? f->team_planned[team] : 0;
    for (num i = 0; i < near; i++) {
        const slot_t *other = &s->slot[f->slot[list[i]]];
        num gap = other->day > at->day ? other->day - at->day : at->day - other->day;
        if (gap == 0) {
            if (++same >= r->max_day || !apart(s, other, at, r->rest_min)) return list[i];
        } else if (gap < r->rest_days) {
            return list[i];
        }
    }
    for (num w = r->window_ptr; w < r->window_end; w++) {
        num begin = 0;
        const window_t *window = &s->window[w];
        if (window->weight < 0 && full_windows(f, team, r, window, at->day, &begin))
            return match_within(f, team, begin, window->days);
    }
    return LEGAL;
}

static inline num coach_blocker(const fixtures_t *f, num coach, num m, const slot_t *at) {
    const season_t *s = f->season;
    const num *list = f->coach_list + f->coach_ptr[coach];
    for (num i = 0; i < f->coach_planned[coach]; i++) {
        const slot_t *other = &s->slot[f->slot[list[i]]];
        if (list[i] != m && other->day == at->day && !apart(s, other, at, 0)) return list[i];
    }
    return LEGAL;
}

static inline bool keeps_balance(const fixtures_t *f, num team, num change) {
    const team_t *own = &f->season->team[team];
    num home = f->home_count[team] + change;
    return own->least_home <= home && home <= own->most_home;
}

/* The first match found that forbids an unplanned match at a slot, LEGAL or IMPOSSIBLE. */
static inline num blocker(const fixtures_t *f, num m, num slot, num flipped) {
    const season_t *s = f->season;
    const match_t *match = &s->match[m];
    const slot_t *at = &s->slot[slot];
    const rule_t *r = &s->rule[match->rule];
    if (flipped != f->flipped[m] && match->counts_sides && r->breaks &&
        !(keeps_balance(f, home_of(f, m), -1) && keeps_balance(f, away_of(f, m), 1)))
        return IMPOSSIBLE;
    for (num c = at->cell; c < at->cell_end; c++) {
        num places = s->cell_ptr[c + 1] - s->cell_ptr[c];
        if (f->cell_used[c] >= places)
            return places ? f->cell_match[s->cell_ptr[c] + (m + slot) % places] : IMPOSSIBLE;
    }
    if (match->partner != NOBODY && f->slot[match->partner] >= 0) {
        num gap = s->slot[f->slot[match->partner]].day - at->day;
        if ((gap < 0 ? -gap : gap) < r->min_return_days) return match->partner;
    }
    for (num i = s->before_ptr[m]; i < s->before_ptr[m + 1]; i++) {
        num other = f->slot[s->before[i]];
        if (other >= 0 && !follows(r, &s->slot[other], at)) return s->before[i];
    }
    for (num i = s->after_ptr[m]; i < s->after_ptr[m + 1]; i++) {
        num other = f->slot[s->after[i]];
        const rule_t *theirs = &s->rule[s->match[s->after[i]].rule];
        if (other >= 0 && !follows(theirs, at, &s->slot[other])) return s->after[i];
    }
    for (num side = 0; side < SIDES; side++) {
        num team = match->team[side];
        if (team == NOBODY) continue;
        num found = team_blocker(f, team, r, at);
        if (found != LEGAL) return found;
        num coach = s->team[team].coach;
        if (coach != NOBODY && (found = coach_blocker(f, coach, m, at)) != LEGAL) return found;
    }
    return LEGAL;
}

static inline num is_home(const fixtures_t *f, num m, num team) { return home_of(f, m) == team; }

static inline num idle(const season_t *s, num early, num late) {
    const slot_t *a = &s->slot[early], *b = &s->slot[late];
    return a->day == b->day ? b->start - a->end : 0;
}

/* What a team pays for one more match at a slot: full windows, breaks, idle minutes. */
static inline int64_t team_cost(const fixtures_t *f, num team, const rule_t *r, num slot,
                                num home) {
    const season_t *s = f->season;
    const sizes_t *n = s->n;
    const num *list = f->team_list + s->team[team].match_ptr;
    int64_t cost = 0, when = moment(s, slot);
    for (num w = r->window_ptr; w < r->window_end; w++) {
        num begin;
        const window_t *window = &s->window[w];
        if (window->weight > 0)
            cost += (int64_t)window->weight *
                    full_windows(f, team, r, window, s->slot[slot].day, &begin);
    }
    if (!(r->breaks && n->w_break) && !(r->max_day > 1 && n->w_idle)) return cost;
    num next = 0;
    while (next < f->team_planned[team] && moment(s, f->slot[list[next]]) < when) next++;
    num early = next > 0 ? list[next - 1] : NOBODY;
    num late = next < f->team_planned[team] ? list[next] : NOBODY;
    if (r->breaks && n->w_break) {
        num breaks = (early != NOBODY && is_home(f, early, team) == home) +
                     (late != NOBODY && is_home(f, late, team) == home);
        if (early != NOBODY && late != NOBODY)
            breaks -= is_home(f, early, team) == is_home(f, late, team);
        cost += (int64_t)n->w_break * breaks;
    }
    if (r->max_day > 1 && n->w_idle) {
        num minutes = (early == NOBODY ? 0 : idle(s, f->slot[early], slot)) +
                      (late == NOBODY ? 0 : idle(s, slot, f->slot[late]));
        if (early != NOBODY && late != NOBODY) minutes -= idle(s, f->slot[early], f->slot[late]);
        cost += (int64_t)n->w_idle * minutes;
    }
    return cost;
}

/* What both teams of a match pay at a slot. */
static inline int64_t sides_cost(const fixtures_t *f, num m, num slot, num flipped) {
    const match_t *match = &f->season->match[m];
    const rule_t *r = &f->season->rule[match->rule];
    int64_t cost = 0;
    for (num side = 0; side < SIDES; side++)
        if (match->team[side] != NOBODY)
            cost += team_cost(f, match->team[side], r, slot, side == flipped);
    return cost;
}

#endif
