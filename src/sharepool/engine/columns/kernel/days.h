/* The cheapest day: a bound by dynamic programming, backward in time, and the days near it.
 *
 * stay[b][half][m]:  least cost of the rest of a day from a stop at begin b on, the next session
 * being
 *
 *                    there, before (half 0) or after noon (1), if it is a mix m of sessions;
 *
 * leave[e][m]:       the same after a session that ends at e, when the person goes on to another
 * stop
 *
 *                    or home.
 *
 * It leaves out the day's limits on road and sites, and who comes to a stop again finds every
 * task untaken: the bound is low, never high. */

static double *stay_at(const pricer_t *p, const day_t *day, num begin, num half) {
    return &day->stay[(begin * 2 + half) * p->mixes];
}

static double *leave_at(const pricer_t *p, const day_t *day, num end) {
    return &day->leave[end * p->mixes];
}

static int by_cost(const void *a, const void *b) {
    const item_t *x = a, *y = b;
    if (x->cost != y->cost) return x->cost < y->cost ? -1 : 1;
    return (x->task > y->task) - (x->task < y->task);
}

/* The part of a fixed cost that each of at most `times` uses can be made to pay. */
static double share(double cost, num times) { return times > 0 ? cost / (double)times : cost; }

/* What a session of a task costs at the present multipliers, its share of what the person costs
 * included, but for so much of that. */
static double session_price(const pricer_t *p, num local, double but) {
    double staff = share(p->prices->staff[p->task[local]] - but, p->cap[local]);
    return p->fixed[local] + staff + p->cap_price[local] + p->ties.session;
}

/* Set the costs of sessions at the present multipliers. */
static void set_session_costs(pricer_t *p) {
    for (num i = 0; i < p->items; i++) p->item[i].cost = session_price(p, p->item[i].task, 0);
    for (num b = 0; b < p->bundles; b++)
        qsort(&p->item[p->bundle[b].item], (size_t)p->bundle[b].items, sizeof *p->item, by_cost);
    for (num b = 0; b < p->bundles; b++) {
        double sum = 0;
        for (num i = p->bundle[b].item; i < p->bundle[b].item + p->bundle[b].items; i++)
            p->item[i].sum = sum += p->item[i].cost;
    }
}

/* Set what sessions cost if what people cost on all tasks of a bundle alike is counted apart. */
static void count_staff_apart(pricer_t *p) {
    ROOM_OF(p->apart, p->items, p->apart_room);
    for (num b = 0; b < p->bundles; b++) {
        const bundle_t *bundle = &p->bundle[b];
        item_t *item = &p->apart[bundle->item];
        for (num i = 0; i < bundle->items; i++) {
            num task = p->item[bundle->item + i].task;
            item[i] = (item_t){.task = task, .cost = session_price(p, task, bundle->staff)};
        }
        qsort(item, (size_t)bundle->items, sizeof *item, by_cost);
    }
}

/* Set the costs of a day at the present multipliers. */
static void set_day_costs(pricer_t *p, day_t *day) {
    double minute = p->minute_price + p->ties.work;
    num weekdays = 0;
    for (num i = 0; i < p->days; i++) weekdays += p->day[i].copies;
    for (num i = 0; i < day->kinds; i++)
        day->kind[i].cost = day->kind[i].extra + minute * (double)day->kind[i].minutes;
    for (num s = 0; s < day->stops; s++) {
        venue_t *stop = &day->stop[s];
        num arrivals = p->most_visits[stop->place], most = weekdays * ((p->most + 1) / 2);
        stop->arrival = stop->place == p->home ? 0
                                               : share((double)p->data->n->w_site_link,
                                                       arrivals < most ? arrivals : most);
    }
}

/* Sessions at a stop one after the other, each kind at its earliest. After `memory` of them the
 * person seems to have come anew. */
typedef struct {
    const venue_t *stop;
    num half;   /* of the first session */
    num *taken; /* items of each class, cheapest first */
    num memory;
    double *best;
} chain_t;

/* Chains at a stop that are looked at from one begin on. */
enum { MOST_CHAINS = 2000 };

/* After how many sessions at a stop a chain forgets what it has taken, so that chains are not too
 * many. */
static num memory_of(const pricer_t *p, const day_t *day, const venue_t *stop) {
    double kinds = 0, chains = 1;
    for (num c = stop->klass; c < stop->klass + stop->classes; c++)
        kinds += (double)day->klass[c].kinds;
    num memory = 0;
    while (memory < p->most && (chains *= kinds) <= MOST_CHAINS) memory++;
    return memory < 1 ? 1 : memory;
}

/* Offer what costs `after` and goes on as `rest` says to each mix that this makes. */
static void offer_rest(const pricer_t *p, const int16_t *sum, double after, const double *rest,
                       double *best) {
    for (num m = 0; m < p->mixes; m++) {
        if (sum[m] < 0) continue;
        double value = after + rest[m];
        if (value < best[sum[m]]) best[sum[m]] = value;
    }
}

/* When who is at a stop from `ready` on can begin there anew, in each half of the day; -1: never. */
static void find_again(const pricer_t *p, const day_t *day, const venue_t *stop, num ready,
                       bool morning, num *begin) {
    begin[0] = morning ? first_begin(day, stop, ready) : -1;
    begin[1] = first_begin(day, stop, ready + (morning ? p->data->n->lunch : 0));
}

static void extend_chain(pricer_t *p, const day_t *day, chain_t *chain, num ready, bool morning,
                         num mix, double cost) {
    const venue_t *stop = chain->stop;
    for (num c = 0; c < stop->classes; c++) {
        const class_t *klass = &day->klass[stop->klass + c];
        const bundle_t *bundle = &p->bundle[klass->bundle];
        if (chain->taken[c] == bundle->items) continue;
        double price = p->item[bundle->item + chain->taken[c]].cost;
        for (num k = klass->kind; k < klass->kind + klass->kinds; k++) {
            const kind_t *kind = &day->kind[k];
            double after = cost + price + kind->cost;
            num more = p->next[mix][kind->length];
            if (more < 0 || (mix == 0 && kind->afternoon != chain->half)) continue;
            num from = ready + (morning && kind->afternoon ? p->data->n->lunch : 0);
            num at = first_moment(&day->moment[kind->first], kind->count, from);
            if (at == kind->count) continue;
            p->steps++;
            num end = day->moment[kind->first + at] + kind->minutes;
            offer_rest(p, p->sum[more], after, leave_at(p, day, day->ends_at[kind->first + at]),
                       chain->best);
            if (p->mix[more].sessions == chain->memory) {
                num again[2];
                find_again(p, day, stop, end, !kind->afternoon, again);
                for (num half = 0; half < 2; half++)
                    if (again[half] >= 0)
                        offer_rest(p, p->sum[more], after, stay_at(p, day, again[half], half),
                                   chain->best);
                continue;
            }
            chain->taken[c]++;
            extend_chain(p, day, chain, end, !kind->afternoon, more, after);
            chain->taken[c]--;
        }
    }
}

static void price_begin(pricer_t *p, const day_t *day, num begin) {
    const venue_t *stop = &day->stop[day->begin_stop[begin]];
    for (num half = 0; half < 2; half++) {
        double *best = stay_at(p, day, begin, half);
        for (num m = 0; m < p->mixes; m++) best[m] = NEVER;
        chain_t chain = {.stop = stop,
                         .half = half,
                         .taken = p->taken,
                         .memory = memory_of(p, day, stop),
                         .best = best};
        extend_chain(p, day, &chain, day->begin[begin], false, 0, 0);
    }
}

static void price_end(pricer_t *p, const day_t *day, num end) {
    const data_t *d = p->data;
    const end_t *e = &day->end[end];
    num place = day->stop[e->stop].place, back = road(p, place, p->home);
    double *best = leave_at(p, day, end);
    for (num m = 0; m < p->mixes; m++) best[m] = NEVER;
    if (road_allows(p, place, p->home) && e->time + back <= d->n->latest_return)
        best[0] = p->road_price * (double)back;
    const int32_t *reach = &day->reach[end * day->stops * 2];
    for (num s = 0; s < day->stops; s++) {
        num early = reach[2 * s], late = reach[2 * s + 1];
        if (early < 0 && late < 0) continue;
        double way =
            p->road_price * (double)road(p, place, day->stop[s].place) + day->stop[s].arrival;
        for (num half = 0; half < 2; half++) {
            num begin = half ? late : early;
            if (begin < 0) continue;
            const double *stay = stay_at(p, day, begin, half);
            for (num m = 1; m < p->mixes; m++) best[m] = fmin(best[m], way + stay[m]);
        }
    }
}

/* The cost of going to a stop first, from there on, or NEVER. */
static double first_leg(const pricer_t *p, const day_t *day, num s, num *begin) {
    const venue_t *stop = &day->stop[s];
    num minutes = road(p, p->home, stop->place);
    *begin = first_begin(day, stop, p->data->n->departure + minutes);
    if (*begin < 0 || !road_allows(p, p->home, stop->place)) return NEVER;
    return p->road_price * (double)minutes + stop->arrival + p->ties.day;
}

/* Set best[mix]: a bound of the day's cost. */
static void price_day(pricer_t *p, day_t *day) {
    set_day_costs(p, day);
    for (num i = 0; i < day->begins + day->ends; i++) {
        if (day->event[i].is_begin)
            price_begin(p, day, day->event[i].index);
        else
            price_end(p, day, day->event[i].index);
    }
    day->best[0] = 0;
    for (num m = 1; m < p->mixes; m++) day->best[m] = NEVER;
    for (num s = 0; s < day->stops; s++) {
        num begin;
        double way = first_leg(p, day, s, &begin);
        for (num half = 0; half < 2 && way < NEVER; half++) {
            const double *stay = stay_at(p, day, begin, half);
            for (num m = 1; m < p->mixes; m++) day->best[m] = fmin(day->best[m], way + stay[m]);
        }
    }
}

/* The days of weeks that may cost less than day->limit, one by one. */

/* Steps for each day that may be kept after which the limit is drawn in. */
enum { STEPS_OF_PATTERN = 250 };

/* Where a day under construction stands: after a session at a stop (-1: at home), which led to an
 * end. */
typedef struct {
    num stop, end, time, morning, road, places;
    double cost;
} spot_on_way_t;

static int by_pattern_cost(const void *a, const void *b) {
    const pattern_t *x = a, *y = b;
    if (x->cost != y->cost) return x->cost < y->cost ? -1 : 1;
    return (x->key > y->key) - (x->key < y->key);
}

static int by_week(const void *a, const void *b) {
    const pattern_t *x = a, *y = b;
    if (x->week != y->week) return x->week < y->week ? -1 : 1;
    return (x->key > y->key) - (x->key < y->key);
}

static num slot_of(const pricer_t *p, const day_t *day, const pattern_t *pattern) {
    num at = (num)(mixed(pattern->key + (uint64_t)pattern->minutes) % (uint64_t)p->slots);
    while (p->seen[at] >= 0) {
        const pattern_t *other = &day->pattern[p->seen[at]];
        if (other->key == pattern->key && other->minutes == pattern->minutes) break;
        at = (at + 1) % p->slots;
    }
    return at;
}

/* Make room to look up so many days, or beginnings of weeks; half of the slots stay empty. */
static void make_slots(pricer_t *p, num rows) {
    p->slots = 64;
    while (p->slots < 2 * rows) p->slots *= 2;
    ROOM_OF(p->seen, p->slots, p->seen_room);
}

static void forget_patterns(pricer_t *p) {
    for (num i = 0; i < p->slots; i++) p->seen[i] = -1;
}

/* Keep the cheaper half, and lower the limit to what is dropped. */
static void draw_in(pricer_t *p, day_t *day) {
    qsort(day->pattern, (size_t)day->patterns, sizeof *day->pattern, by_week);
    num half = day->patterns / 2;
    double limit = p->bound + 0.7 * (day->limit - p->bound);
    if (half > 0 && day->patterns == p->most_patterns && day->pattern[half].week < limit)
        limit = day->pattern[half].week;
    while (day->patterns > 0 && day->pattern[day->patterns - 1].week >= limit) day->patterns--;
    day->limit = limit;
    forget_patterns(p);
    for (num i = 0; i < day->patterns; i++) p->seen[slot_of(p, day, &day->pattern[i])] = i;
}

/* Forget what is known of the week after each begin and end: it is worked out when it is asked
 * for. */
static void forget_after(pricer_t *p, day_t *day) {
    num begins = day->begins * 2 * p->mixes, ends = day->ends * p->mixes;
    ROOM_OF(day->after, begins + ends, day->after_room);
    for (num i = 0; i < begins + ends; i++) day->after[i] = -NEVER;
    for (num m = 0; m < p->mixes; m++) {
        num left = p->work - p->mix[m].minutes;
        day->other_days[m] = left >= 0 ? day->others[left] : NEVER;
    }
}

/* The least cost of a week whose day has `mix` so far and goes on as `rest` says, kept in
 * `known`. */
static double week_after(const pricer_t *p, const day_t *day, num mix, const double *rest,
                         double *known) {
    if (*known > -NEVER) return *known;
    const int16_t *sum = p->sum[mix];
    double least = NEVER;
    for (num m = 0; m < p->mixes; m++)
        if (sum[m] >= 0 && rest[m] + day->other_days[sum[m]] < least)
            least = rest[m] + day->other_days[sum[m]];
    return *known = least;
}

static double after_begin(const pricer_t *p, const day_t *day, num mix, num begin, num half) {
    return week_after(p, day, mix, stay_at(p, day, begin, half),
                      &day->after[(begin * 2 + half) * p->mixes + mix]);
}

static double after_end(const pricer_t *p, const day_t *day, num mix, num end) {
    return week_after(p, day, mix, leave_at(p, day, end),
                      &day->after[(day->begins * 2 + end) * p->mixes + mix]);
}

/* What a day costs, whatever the multipliers, but for its tasks and minutes. */
static double plain_cost(const pricer_t *p, const pattern_t *day) {
    double minute = p->data->n->count_travel ? p->minute_price : 0;
    return day->paid + ((double)p->data->n->w_travel + minute) * (double)day->road;
}

/* Take note of the day that p->draft holds. */
static void record(pricer_t *p, day_t *day, num road_minutes, double cost) {
    pattern_t *draft = &p->draft;
    draft->road = (int32_t)road_minutes;
    num left = p->work - p->mix[draft->mix].minutes;
    if (left < 0) return;
    draft->week = cost + day->others[left];
    if (draft->week >= day->limit) return;
    draft->cost = cost;
    draft->paid = p->paid;
    draft->key = 0;
    for (num i = 0; i < draft->count; i++)
        draft->key += mixed(UINT64_C(0x51ED270B) * (uint64_t)(draft->bundle[i] + 1));
    num at = slot_of(p, day, draft);
    if (p->seen[at] >= 0) {
        /* The same sessions at other times or on another way: the cheaper in truth stays. */
        pattern_t *same = &day->pattern[p->seen[at]];
        double known = plain_cost(p, same), fresh = plain_cost(p, draft);
        if (known <= fresh && same->road <= draft->road) return;
        if (known >= fresh && same->road >= draft->road) {
            *same = *draft;
            return;
        }
    }
    if (day->patterns == p->most_patterns) {
        draw_in(p, day);
        if (draft->week >= day->limit) return;
        at = slot_of(p, day, draft);
    }
    ROOM_FOR(day->pattern, day->patterns, day->pattern_room);
    p->seen[at] = day->patterns;
    day->pattern[day->patterns++] = *draft;
}

static void follow(pricer_t *p, day_t *day, const spot_on_way_t *spot);

/* Go on with a session at a stop where the person is from `ready` on. */
static void take_session(pricer_t *p, day_t *day, const spot_on_way_t *here, num ready,
                         bool lunch_due) {
    const venue_t *stop = &day->stop[here->stop];
    num mix = p->draft.mix;
    for (num c = stop->klass; c < stop->klass + stop->classes; c++) {
        const class_t *klass = &day->klass[c];
        const bundle_t *bundle = &p->bundle[klass->bundle];
        if (p->taken[klass->bundle] == bundle->items) continue;
        for (num k = klass->kind; k < klass->kind + klass->kinds; k++) {
            const kind_t *kind = &day->kind[k];
            num from = ready + (lunch_due && kind->afternoon ? p->data->n->lunch : 0);
            num at = first_moment(&day->moment[kind->first], kind->count, from);
            num more = p->next[mix][kind->length];
            if (at == kind->count || more < 0) continue;
            num begin = day->moment[kind->first + at], end = begin + kind->minutes;
            num last = day->ends_at[kind->first + at];
            double rest = after_end(p, day, more, last);
            num again = p->draft.count + 1 < p->most ? first_begin(day, stop, end) : -1;
            for (num half = 0; half < 2 && again >= 0; half++)
                rest = fmin(rest, after_begin(p, day, more, again, half));
            double cost =
                here->cost + p->item[bundle->item + p->taken[klass->bundle]].cost + kind->cost;
            if (cost + rest >= day->limit) continue;
            pattern_t *draft = &p->draft;
            draft->bundle[draft->count] = (int16_t)klass->bundle;
            draft->begin[draft->count++] = (int32_t)begin;
            draft->minutes += (int32_t)kind->minutes;
            draft->mix = (int32_t)more;
            spot_on_way_t spot = {here->stop, last,         end, !kind->afternoon,
                                  here->road, here->places, cost};
            p->taken[klass->bundle]++;
            p->paid += kind->extra;
            follow(p, day, &spot);
            p->paid -= kind->extra;
            p->taken[klass->bundle]--;
            draft->minutes -= (int32_t)kind->minutes;
            draft->mix = (int32_t)mix;
            draft->count--;
        }
    }
}

/* When sessions at a stop can begin for who comes there from a spot: next and after noon, or -1. */
static void find_begins(const pricer_t *p, const day_t *day, const spot_on_way_t *spot, num s,
                        num *begin) {
    if (spot->stop >= 0) {
        const int32_t *reach = &day->reach[(spot->end * day->stops + s) * 2];
        begin[0] = reach[0];
        begin[1] = reach[1];
        return;
    }
    begin[0] = begin[1] =
        road_allows(p, p->home, day->stop[s].place)
            ? first_begin(day, &day->stop[s], spot->time + road(p, p->home, day->stop[s].place))
            : -1;
}

/* Drive to a stop and take a session there. */
static void drive(pricer_t *p, day_t *day, const spot_on_way_t *spot, num from, num s) {
    const person_t *who = &p->data->person[p->person];
    const venue_t *stop = &day->stop[s];
    num minutes = road(p, from, stop->place), begin[2];
    double cost = spot->cost + p->road_price * (double)minutes + stop->arrival, rest = NEVER;
    find_begins(p, day, spot, s, begin);
    for (num half = 0; half < 2; half++)
        if (begin[half] >= 0)
            rest = fmin(rest, after_begin(p, day, p->draft.mix, begin[half], half));
    if (cost + rest >= day->limit) return;
    p->steps++;
    bool new_place = p->stops_used[s] == 0;
    if (minutes > who->max_leg || spot->road + minutes > who->max_travel_day) return;
    if (new_place && spot->places >= who->max_sites_day) return;
    num ready = spot->time + minutes;
    spot_on_way_t there = {s, -1, ready, 0, spot->road + minutes, spot->places + new_place, cost};
    p->stops_used[s]++;
    take_session(p, day, &there, ready, spot->morning);
    p->stops_used[s]--;
}

/* Go on after a session: home, with another one there, or to another stop. */
static void follow(pricer_t *p, day_t *day, const spot_on_way_t *spot) {
    const data_t *d = p->data;
    const person_t *who = &d->person[p->person];
    num place = day->stop[spot->stop].place, back = road(p, place, p->home);
    double cost = spot->cost + p->road_price * (double)back;
    if (p->steps++ > p->most_steps) {
        draw_in(p, day);
        p->most_steps += STEPS_OF_PATTERN * p->most_patterns;
    }
    if (back <= who->max_leg && spot->road + back <= who->max_travel_day &&
        spot->time + back <= d->n->latest_return)
        record(p, day, spot->road + back, cost);
    if (p->draft.count == p->most) return;
    take_session(p, day, spot, spot->time, spot->morning);
    for (num s = 0; s < day->stops; s++)
        if (s != spot->stop) drive(p, day, spot, place, s);
}

/* Enumerate the days whose cost is less than day->limit, which is drawn in if they are too many. */
static void list_days(pricer_t *p, day_t *day) {
    day->patterns = 0;
    forget_patterns(p);
    forget_after(p, day);
    p->draft = (pattern_t){0};
    p->paid = 0;
    p->most_steps = p->steps + STEPS_OF_PATTERN * p->most_patterns;
    memset(p->stops_used, 0, (size_t)day->stops * sizeof *p->stops_used);
    spot_on_way_t home = {.stop = -1, .time = p->data->n->departure, .cost = p->ties.day};
    for (num s = 0; s < day->stops; s++) drive(p, day, &home, p->home, s);
    if (day->others[p->work] < day->limit) {
        ROOM_FOR(day->pattern, day->patterns, day->pattern_room);
        day->pattern[day->patterns++] = (pattern_t){0};
    }
}
