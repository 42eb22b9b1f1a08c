#include "insertion.h"

#include "costs.h"
#include "limits.h"
#include "random.h"
#include "retiming.h"

/* The best place for a session: which person, day, gap and start. */

/* A gap with more possible starts than this is probed, not searched whole. */
enum { FEW_STARTS = 12 };

/* A gap of a day: what stands on both sides of it, and the road to and from a place in it. */
typedef struct {
    num earliest;         /* minute at which a session in it can begin, lunch apart */
    num latest;           /* minute at which it must have ended, lunch apart */
    num after_morning;    /* 1 if a session of the morning stands before it */
    num before_afternoon; /* 1 if one of the afternoon stands after it */
    num low, high;        /* rows of the starts to look at, the last one excluded */
    num road;             /* minutes that the stop adds to the day */
} gap_t;

/* The way to a place between two stops of a day, onward from it, and what the two add to the road. */
typedef struct {
    num there, onward, road;
} way_t;

static num first_from(const data_t *d, num low, num high, num moment) {
    while (low < high) {
        num middle = (low + high) / 2;
        if (d->start[middle].begin < moment)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

wish_t make_wish(const roster_t *r, num task, num blink) {
    const data_t *d = r->data;
    const task_t *t = &d->task[task];
    wish_t wish = {.task = task, .shortest = t->shortest, .blink = blink};
    wish.cost = task_cost(r, task);
    wish.even = d->set_even[t->start_set];
    for (num day = 0; day < WEEK; day++) wish.days |= (unsigned)task_allows(r, task, day) << day;
    return wish;
}

/* H08, H09 for a stop at `place` before session number `at` of a day: whether its legs and its road
 * are short enough. */
static inline bool find_way(const roster_t *r, num person, num row, num at, num place, way_t *way) {
    const data_t *d = r->data;
    const person_t *who = &d->person[person];
    const session_t *session = sessions_of(r, row);
    num from = at > 0 ? session[at - 1].place : who->home;
    num to = at < r->sums.day_count[row] ? session[at].place : who->home;
    way->there = minutes_between(d, person, from, place);
    way->onward = minutes_between(d, person, place, to);
    if (way->there > who->max_leg || way->onward > who->max_leg) return false;
    way->road = way->there + way->onward - minutes_between(d, person, from, to);
    return r->sums.day_road[row] + way->road <= who->max_travel_day;
}

/* H04-H07 for such a stop, if the sessions around it may move or not: between which
 * minutes one of at least `shortest` can be; false if there are none. */
static inline bool open_gap(roster_t *r, num row, num at, const way_t *way, num shortest,
                            bool moves, gap_t *gap) {
    const data_t *d = r->data;
    const session_t *session = sessions_of(r, row);
    const session_t *before = at > 0 ? &session[at - 1] : 0;
    const session_t *after = at < r->sums.day_count[row] ? &session[at] : 0;
    gap->earliest = before ? before->end : d->n.departure;
    gap->latest = after ? after->begin : d->n.latest_return;
    if (moves && before) gap->earliest = earliest_end(r, row, at - 1);
    if (moves && after) gap->latest = latest_begin(r, row, at);
    gap->earliest += way->there;
    gap->latest -= way->onward;
    if (gap->latest - gap->earliest < shortest) return false;
    gap->road = way->road;
    gap->after_morning = before && !before->afternoon;
    gap->before_afternoon = after && after->afternoon;
    return true;
}

/* The starts to look at. */
static bool open_starts(const data_t *d, num key, gap_t *gap) {
    gap->low = first_from(d, d->set_day_ptr[key], d->set_day_ptr[key + 1], gap->earliest);
    gap->high = first_from(d, gap->low, d->set_day_ptr[key + 1], gap->latest);
    return gap->low < gap->high;
}

static bool start_allowed(const roster_t *r, num person, num task, num start, const gap_t *gap) {
    const data_t *d = r->data;
    const start_t *s = &d->start[start];
    num earliest = gap->earliest + (gap->after_morning && s->afternoon ? d->n.lunch : 0);
    num latest = gap->latest - (gap->before_afternoon && !s->afternoon ? d->n.lunch : 0);
    if (s->begin < earliest || s->end > latest) return false;
    if (!d->fits[person * d->n.starts + start]) return false;
    num worked = s->end - s->begin + (d->n.count_travel ? gap->road : 0);
    return work_allows(r, person, worked) && start_is_free(r, task, start) &&
           site_has_room(r, task, start);
}

/* The cheapest start of a gap, into `spot` if it costs less than spot->cost; `base` is the cost
 * of the session without its start; `alike` if all starts cost the same. One of equal starts is
 * taken at random. */
static bool scan_gap(roster_t *r, num person, num task, const gap_t *gap, num base, bool alike,
                     spot_t *spot) {
    const data_t *d = r->data;
    num count = gap->high - gap->low, offset = random_below(r, count);
    bool found = false;
    num tries = count > FEW_STARTS ? FEW_STARTS : count;
    for (num i = 0; i < tries; i++) {
        num start = gap->low + (offset + i) % count;
        if (count > FEW_STARTS)
            start = i == 0 ? gap->low : i == 1 ? gap->high - 1 : gap->low + random_below(r, count);
        num cost = base;
        if (!alike) {
            cost = start_cost(d, person, task, start);
            if (cost == NONE) continue;
            cost +=
                base + short_minute_cost(r, person, d->start[start].end - d->start[start].begin);
            cost -= d->n.w_hard * pins_met(r, person, task, start);
            if (cost >= spot->cost) continue;
        }
        if (!start_allowed(r, person, task, start, gap)) continue;
        *spot = (spot_t){.person = person, .task = task, .start = start, .cost = cost};
        found = true;
        if (alike) return true;
    }
    return found;
}

static bool is_tabu(const roster_t *r, num person, num place) {
    for (num i = 0; i < r->move.tabus; i++)
        if (r->move.tabu[i].person == person && r->move.tabu[i].place == place) return true;
    return false;
}

void find_in_week(roster_t *r, num person, const wish_t *wish, spot_t *spot) {
    const data_t *d = r->data;
    num task = wish->task, pair = pair_of(d, person, task);
    if (!work_allows(r, person, wish->shortest)) return;
    unsigned days = wish->days & d->pair_days[pair];
    if (days == 0 || !week_allows(r, person, task)) return;
    if (r->move.tabus > 0 && is_tabu(r, person, place_of(d, person, task))) return;
    num base = wish->cost + person_cost(r, person, task, -1);
    base -= d->n.w_hard * (minimum_met(r, task) + links_met(r, person, task, -1));
    bool alike = wish->even && d->pair_extra[pair] < 0;
    if (alike) base += short_minute_cost(r, person, wish->shortest);
    r->steps++;
    /* Road makes up for that only where minutes as given are shorter with a stop more. */
    if (alike && base >= spot->cost) return;
    num place = place_of(d, person, task), key = d->task[task].start_set * WEEK;
    num first = random_below(r, WEEK);
    for (num i = 0; i < WEEK; i++) {
        num day = first + i < WEEK ? first + i : first + i - WEEK, row = person * WEEK + day;
        if (!(days >> day & 1) || !day_allows(r, person, row, place)) continue;
        bool may_move = wish->moves && alike && r->sums.day_count[row] > 0;
        for (num at = 0; at <= r->sums.day_count[row]; at++) {
            way_t way;
            r->steps++;
            if (!find_way(r, person, row, at, place, &way)) continue;
            num cost = base + road_cost(r, person, way.road);
            if (alike && cost >= spot->cost) continue;
            if (wish->blink > 0 && random_below(r, 1024) < wish->blink) continue;
            for (num moves = 0; moves <= may_move; moves++) {
                gap_t gap;
                if (!open_gap(r, row, at, &way, wish->shortest, moves, &gap)) continue;
                if (!open_starts(d, key + day, &gap)) continue;
                if (!scan_gap(r, person, task, &gap, cost, alike, spot)) continue;
                spot->at = at, spot->moves = moves;
                break;
            }
        }
    }
}

bool may_insert(roster_t *r, num person, num task, num start) {
    const data_t *d = r->data;
    num day = d->start[start].day, row = person * WEEK + day, place = place_of(d, person, task);
    if (pair_of(d, person, task) < 0 || r->lists.open_at[task] < 0) return false;
    if (d->task[task].event >= 0) return false;
    if (start_cost(d, person, task, start) == NONE) return false;
    if (!task_allows(r, task, day) || !week_allows(r, person, task)) return false;
    if (!day_allows(r, person, row, place)) return false;
    way_t way;
    gap_t gap;
    num at = position(r, row, d->start[start].begin);
    return find_way(r, person, row, at, place, &way) &&
           open_gap(r, row, at, &way, d->task[task].shortest, false, &gap) &&
           start_allowed(r, person, task, start, &gap);
}

bool may_insert_team(const roster_t *r, num event, num start) {
    return r->lists.open_at[event] >= 0 && task_allows(r, event, r->data->start[start].day) &&
           start_is_free(r, event, start) && site_has_room(r, event, start);
}

num cost_of_seat(roster_t *r, num person, num role, num start) {
    const data_t *d = r->data;
    const start_t *s = &d->start[start];
    num pair = pair_of(d, person, role), row = person * WEEK + s->day;
    if (pair < 0 || !(d->pair_days[pair] >> s->day & 1) || !week_allows(r, person, role))
        return NONE;
    num place = place_of(d, person, role), cost = start_cost(d, person, role, start);
    if (cost == NONE || !day_allows(r, person, row, place)) return NONE;
    if (r->move.tabus > 0 && is_tabu(r, person, place)) return NONE;
    way_t way;
    gap_t gap;
    num at = position(r, row, s->begin);
    r->steps++;
    if (!find_way(r, person, row, at, place, &way) ||
        !open_gap(r, row, at, &way, d->task[role].shortest, false, &gap) ||
        !start_allowed(r, person, role, start, &gap))
        return NONE;
    num met = links_met(r, person, role, start) + pins_met(r, person, role, start);
    return cost + task_cost(r, role) + person_cost(r, person, role, start) +
           road_cost(r, person, gap.road) + short_minute_cost(r, person, s->end - s->begin) -
           d->n.w_hard * met;
}
