/* A plan under change: sessions put in and taken out, every sum kept exact. */

static num position(const roster_t *r, num row, num begin) {
    const stop_t *stops = stops_of(r, row);
    num at = 0;
    while (at < r->day_count[row] && stops[at].begin < begin) at++;
    return at;
}

/* Minutes that a stop at `place` before session number `at` adds to a day. */
static num detour(const roster_t *r, num person, num row, num at, num place) {
    const data_t *d = r->data;
    const stop_t *stops = stops_of(r, row);
    num home = d->person[person].home;
    num from = at > 0 ? stops[at - 1].place : home;
    num to = at < r->day_count[row] ? stops[at].place : home;
    return minutes_between(d, person, from, place) + minutes_between(d, person, place, to) -
           minutes_between(d, person, from, to);
}

/* Add to (sign 1) or take off (-1) what a session costs; it must not be counted in the sums. */
static void price(roster_t *r, num person, num task, num start, num road, num sign) {
    const start_t *s = &r->data->start[start];
    r->objective +=
        sign * (task_cost(r, task) + person_cost(r, person, task) + road_cost(r, person, road) +
                short_minute_cost(r, person, s->end - s->begin) +
                start_cost(r->data, person, task, start));
    r->shortfall -= sign * (minimums_met(r, person, task) + pins_met(r, person, task, start));
}

/* Count a session into (sign 1) or out of (-1) every sum but the objective. */
static void tally(roster_t *r, num person, num task, num start, num road, num sign) {
    const data_t *d = r->data;
    const start_t *s = &d->start[start];
    num row = person * WEEK + s->day, site = d->task[task].site, place = place_of(d, person, task);
    num pair = pair_of(d, person, task), none = sign > 0 ? 0 : 1;
    week_t *week = &r->week[person];
    int32_t *visits = &r->visits[person * d->n->places + place];
    week->days += r->day_count[row] == none ? sign : 0;
    r->day_count[row] += (int32_t)sign;
    r->day_road[row] += (int32_t)(sign * road);
    week->road += sign * road;
    week->work += sign * (s->end - s->begin);
    week->sessions += sign;
    week->sites += *visits == none ? sign : 0;
    *visits += (int32_t)sign;
    r->employer_used[d->person[person].employer] +=
        sign * (s->end - s->begin + (d->n->count_travel ? road : 0));
    r->staff[task] += r->pair_count[pair] == none ? sign : 0;
    r->pair_count[pair] += (int32_t)sign;
    r->delivered[task] += sign;
    r->task_day[task * WEEK + s->day] += (int32_t)sign;
    r->site_delivered[site] += sign;
    for (num i = d->link_ptr[site]; i < d->link_ptr[site + 1]; i++)
        r->link_count[i] += d->link[i].group == d->person[person].group ? sign : 0;
    for (num i = d->member_ptr[task]; i < d->member_ptr[task + 1]; i++)
        r->member_count[d->member[i]] += sign;
    if (d->pair_required[pair])
        for (num i = 0; i < d->n->pins; i++)
            r->pin_count[i] += pin_matches(d, &d->pin[i], person, task, start) ? sign : 0;
}

static int32_t *units_at(const roster_t *r, num row) {
    return &r->site_units[r->data->site_ptr[row]];
}

static num site_row(const roster_t *r, num unit) {
    return r->data->task[r->unit[unit].task].site * WEEK + r->unit[unit].day;
}

/* Note that somebody who is held is at a site: after those who are not. */
static void list_held(roster_t *r, num unit) {
    num row = site_row(r, unit);
    units_at(r, row)[r->site_day_count[row] + r->site_day_held[row]++] = (int32_t)unit;
}

/* Note that somebody is at a site, and let moves know unless the person is held. */
static void list_unit(roster_t *r, num unit) {
    if (r->held[r->unit[unit].person]) {
        list_held(r, unit);
        return;
    }
    num row = site_row(r, unit), free = r->site_day_count[row]++;
    int32_t *there = units_at(r, row);
    there[free + r->site_day_held[row]] = there[free];
    there[free] = (int32_t)unit;
    r->busy_at[unit] = r->busy;
    r->busy_list[r->busy++] = unit;
}

static void unlist_unit(roster_t *r, num unit) {
    num row = site_row(r, unit), last = --r->site_day_count[row], at = last;
    int32_t *there = units_at(r, row);
    while (there[at] != unit) at--;
    there[at] = there[last];
    there[last] = there[last + r->site_day_held[row]];
    num moved = r->busy_list[--r->busy];
    r->busy_list[r->busy_at[unit]] = moved;
    r->busy_at[moved] = r->busy_at[unit];
    r->busy_at[unit] = -1;
}

static void mark_open(roster_t *r, num task, bool open) {
    if (open) {
        r->open_at[task] = r->open;
        r->open_list[r->open++] = task;
    } else {
        num moved = r->open_list[--r->open];
        r->open_list[r->open_at[task]] = moved;
        r->open_at[moved] = r->open_at[task];
        r->open_at[task] = -1;
    }
}

/* Put a session into a person's day; the caller has made sure that it may be. */
static void put(roster_t *r, num person, num task, num start) {
    const data_t *d = r->data;
    const start_t *s = &d->start[start];
    num row = person * WEEK + s->day, place = place_of(d, person, task);
    num unit = r->idle[d->task[task].first_unit + r->delivered[task]];
    num at = position(r, row, s->begin), road = detour(r, person, row, at, place);
    price(r, person, task, start, road, 1);
    r->day_sites[row] += visits_on(r, row, place) == 0;
    stop_t *stops = stops_of(r, row);
    for (num i = r->day_count[row]; i > at; i--) stops[i] = stops[i - 1];
    stops[at] = (stop_t){.unit = (int32_t)unit,
                         .place = (int32_t)place,
                         .begin = (int32_t)s->begin,
                         .end = (int32_t)s->end,
                         .afternoon = (int32_t)s->afternoon};
    r->unit[unit] = (unit_t){.task = (int32_t)task,
                             .person = (int32_t)person,
                             .day = (int32_t)s->day,
                             .start = (int32_t)start,
                             .place = (int32_t)place,
                             .begin = (int32_t)s->begin,
                             .end = (int32_t)s->end};
    tally(r, person, task, start, road, 1);
    list_unit(r, unit);
    if (r->delivered[task] == d->task[task].units) mark_open(r, task, false);
}

/* Take a session out, whatever that leaves of the day. */
static void take(roster_t *r, num unit) {
    const data_t *d = r->data;
    const unit_t gone = r->unit[unit];
    num row = (num)gone.person * WEEK + gone.day, at = position(r, row, gone.begin);
    stop_t *stops = stops_of(r, row);
    unlist_unit(r, unit);
    for (num i = at; i + 1 < r->day_count[row]; i++) stops[i] = stops[i + 1];
    /* The gap that the session leaves is the one that it would be put into. */
    r->day_count[row]--;
    num road = detour(r, gone.person, row, at, gone.place);
    r->day_sites[row] -= visits_on(r, row, gone.place) == 0;
    r->day_count[row]++;
    tally(r, gone.person, gone.task, gone.start, road, -1);
    price(r, gone.person, gone.task, gone.start, road, -1);
    r->unit[unit].person = -1;
    r->idle[d->task[gone.task].first_unit + r->delivered[gone.task]] = unit;
    if (r->delivered[gone.task] == d->task[gone.task].units - 1) mark_open(r, gone.task, true);
}

static void log_entry(roster_t *r, num sign, num task, num person, num start) {
    r->journal[r->entries++] = (entry_t){.sign = (int32_t)sign,
                                         .task = (int32_t)task,
                                         .person = (int32_t)person,
                                         .start = (int32_t)start};
}

/* Put a session in, so that undo() can take it out again. */
static void insert(roster_t *r, const spot_t *spot) {
    put(r, spot->person, spot->task, spot->start);
    log_entry(r, 1, spot->task, spot->person, spot->start);
}

static void touch(roster_t *r, num person) {
    for (num i = r->touched_count - 1; i >= 0; i--)
        if (r->touched[i] == person) return;
    r->touched[r->touched_count++] = person;
}

/* Take a session out, and whatever its day cannot keep without it (without a stop between them two
 * places may lie too far apart), so that undo() can put all back. */
static void remove_unit(roster_t *r, num unit) {
    for (;;) {
        const unit_t gone = r->unit[unit];
        num row = (num)gone.person * WEEK + gone.day, at = position(r, row, gone.begin);
        take(r, unit);
        log_entry(r, -1, gone.task, gone.person, gone.start);
        r->waiting[r->waits++] = (wait_t){.task = gone.task};
        touch(r, gone.person);
        if (r->day_count[row] == 0 || day_is_legal(r, gone.person, gone.day)) return;
        num next = at < r->day_count[row] ? at : r->day_count[row] - 1;
        unit = stops_of(r, row)[next].unit;
    }
}

/* Undo every insertion and removal since the journal was emptied, the last first. */
static void undo(roster_t *r) {
    while (r->entries > 0) {
        const entry_t entry = r->journal[--r->entries];
        const start_t *s = &r->data->start[entry.start];
        if (entry.sign < 0) {
            put(r, entry.person, entry.task, entry.start);
        } else {
            num row = (num)entry.person * WEEK + s->day, at = position(r, row, s->begin);
            take(r, stops_of(r, row)[at].unit);
        }
    }
}
