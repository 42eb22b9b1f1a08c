/* The best place for a session: which person, day, gap and start. */

/* A gap with more possible starts than this is probed, not searched whole. */
enum { FEW_STARTS = 12 };

static inline num random_below(roster_t *r, num bound) {
    /* xorshift64*, its upper half scaled. */
    uint64_t x = r->random;
    x ^= x >> 12;
    x ^= x << 25;
    x ^= x >> 27;
    r->random = x;
    return (num)((((x * UINT64_C(2685821657736338717)) >> 32) * (uint64_t)bound) >> 32);
}

/* A gap of a day: what stands on both sides of it, and the road to and from a place in it. */
typedef struct {
    num earliest, latest;                /* for begin and end of a session in it, lunch apart */
    num after_morning, before_afternoon; /* the neighbour that lunch would be due to */
    num low, high;                       /* rows of the starts to look at */
    num road;                            /* minutes that the stop adds to the day */
} gap_t;

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

/* A session to be put somewhere: what is the same wherever that is. */
typedef struct {
    num task, shortest, cost, blink;
    unsigned days; /* bits of the days that the task itself allows */
    bool even;     /* all its sessions are equally long */
} wish_t;

static wish_t make_wish(const roster_t *r, num task, num blink) {
    const data_t *d = r->data;
    const task_t *t = &d->task[task];
    wish_t wish = {.task = task, .shortest = t->shortest, .blink = blink};
    wish.cost = task_cost(r, task);
    wish.even = d->set_even[t->start_set];
    for (num day = 0; day < WEEK; day++) wish.days |= (unsigned)task_allows(r, task, day) << day;
    return wish;
}

/* H04-H09 for a stop at `place` before session number `at` of a day; false if no start can do. */
static bool open_gap(const roster_t *r, num person, num task, num row, num at, num place,
                     gap_t *gap) {
    const data_t *d = r->data;
    const person_t *who = &d->person[person];
    const stop_t *stops = stops_of(r, row);
    const stop_t *before = at > 0 ? &stops[at - 1] : 0;
    const stop_t *after = at < r->day_count[row] ? &stops[at] : 0;
    gap->earliest = before ? before->end : d->n->departure;
    gap->latest = after ? after->begin : d->n->latest_return;
    if (gap->latest - gap->earliest < d->task[task].shortest) return false;
    num from = before ? before->place : who->home, to = after ? after->place : who->home;
    num there = minutes_between(d, person, from, place);
    num onward = minutes_between(d, person, place, to);
    if (there > who->max_leg || onward > who->max_leg) return false;
    gap->road = there + onward - minutes_between(d, person, from, to);
    if (r->day_road[row] + gap->road > who->max_travel_day) return false;
    gap->earliest += there;
    gap->latest -= onward;
    if (gap->latest - gap->earliest < d->task[task].shortest) return false;
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
    num earliest = gap->earliest + (gap->after_morning && s->afternoon ? d->n->lunch : 0);
    num latest = gap->latest - (gap->before_afternoon && !s->afternoon ? d->n->lunch : 0);
    if (s->begin < earliest || s->end > latest) return false;
    if (!d->fits[person * d->n->starts + start]) return false;
    num worked = s->end - s->begin + (d->n->count_travel ? gap->road : 0);
    return work_allows(r, person, worked) && site_has_room(r, task, start);
}

/* The cheapest start of a gap, into `spot` if it costs less than spot->cost; `base` is the cost
 * of the session but for its start; `alike` if all starts cost the same. Of equal starts a random
 * one is taken. */
static void scan_gap(roster_t *r, num person, num task, const gap_t *gap, num base, bool alike,
                     spot_t *spot) {
    const data_t *d = r->data;
    num count = gap->high - gap->low, offset = random_below(r, count);
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
            cost -= d->n->w_hard * pins_met(r, person, task, start);
            if (cost >= spot->cost) continue;
        }
        if (!start_allowed(r, person, task, start, gap)) continue;
        *spot = (spot_t){.person = person, .task = task, .start = start, .cost = cost};
        if (alike) return;
    }
}

static bool is_banned(const roster_t *r, num person, num place) {
    for (num i = 0; i < r->bans; i++)
        if (r->ban[i].person == person && r->ban[i].place == place) return true;
    return false;
}

/* The best place in a person's week, into `spot` if it costs less than spot->cost. Each gap is
 * passed over with probability blink / 1024. */
static void find_in_week(roster_t *r, num person, const wish_t *wish, spot_t *spot) {
    const data_t *d = r->data;
    num task = wish->task, pair = pair_of(d, person, task);
    if (!work_allows(r, person, wish->shortest)) return;
    unsigned days = wish->days & d->pair_days[pair];
    if (days == 0 || !week_allows(r, person, task)) return;
    if (r->bans > 0 && is_banned(r, person, place_of(d, person, task))) return;
    num base = wish->cost + person_cost(r, person, task);
    base -= d->n->w_hard * minimums_met(r, person, task);
    bool alike = wish->even && d->pair_extra[pair] < 0;
    if (alike) base += short_minute_cost(r, person, wish->shortest);
    num place = place_of(d, person, task), key = d->task[task].start_set * WEEK;
    num first = random_below(r, WEEK);
    for (num i = 0; i < WEEK; i++) {
        num day = first + i < WEEK ? first + i : first + i - WEEK, row = person * WEEK + day;
        if (!(days >> day & 1) || !day_allows(r, person, row, place)) continue;
        for (num at = 0; at <= r->day_count[row]; at++) {
            gap_t gap;
            r->steps++;
            if (!open_gap(r, person, task, row, at, place, &gap)) continue;
            num cost = base + road_cost(r, person, gap.road);
            if (alike && cost >= spot->cost) continue;
            if (wish->blink > 0 && random_below(r, 1024) < wish->blink) continue;
            if (open_starts(d, key + day, &gap)) scan_gap(r, person, task, &gap, cost, alike, spot);
        }
    }
}
