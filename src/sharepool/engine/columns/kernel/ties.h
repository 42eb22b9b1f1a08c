/* The multipliers of one person's week: subgradient steps that raise its bound.
 *
 * A week costs at least what its days cost when they pay the multipliers of what they share, less
 * what these are allowed of it; minutes of work are counted exactly:
 *
 *   L = min over mixes of the days (sum of their bounds + short minutes), minutes <= W,
 *       - work * W - road * fair - session * S - day * D - sum cap_price * cap
 *
 * Every L is no more than the cost of any week. */

enum { TIES = sizeof(ties_t) / sizeof(double) };

static double *tie(pricer_t *p, num i) {
    return i < TIES ? &((double *)&p->ties)[i] : &p->cap_price[i - TIES];
}

/* Count sessions and road of `times` days into the usage. */
static void use(pricer_t *p, num local, num minutes, double times) {
    p->usage[0] += times * (double)minutes;
    p->usage[2] += times;
    p->usage[TIES + local] += times;
}

static void use_road(pricer_t *p, num minutes) {
    if (p->data->n->count_travel) p->usage[0] += (double)minutes;
    p->usage[1] += (double)minutes;
}

static bool equal(double a, double b) { return fabs(a - b) <= 1e-7 * (1 + fabs(b)); }

/* A chain of sessions at a stop that attains a value of stay[]: where it ends, or begins anew (-1:
 * it does not), and what is to come. */
typedef struct {
    num end, begin, half, mix;
    double value;
} tail_t;

/* The mix that is to come after `more` so that all is `wanted` and costs `target`; -1: none. */
static num trace_rest(const pricer_t *p, num more, num wanted, double after, const double *rest,
                      double target) {
    for (num m = 0; m < p->mixes; m++)
        if (p->sum[more][m] == wanted && equal(after + rest[m], target)) return m;
    return -1;
}

/* Whether a chain that ends, or forgets what it has taken, attains the target. */
static bool trace_tail(pricer_t *p, const day_t *day, const chain_t *chain, const kind_t *kind,
                       num at, num more, num wanted, double after, double target, tail_t *tail) {
    num end = day->ends_at[kind->first + at];
    *tail = (tail_t){.end = end, .begin = -1};
    tail->mix = trace_rest(p, more, wanted, after, leave_at(p, day, end), target);
    if (tail->mix >= 0) {
        tail->value = leave_at(p, day, end)[tail->mix];
        return true;
    }
    if (p->mix[more].sessions != chain->memory) return false;
    num again[2];
    find_again(p, day, chain->stop, day->moment[kind->first + at] + kind->minutes, !kind->afternoon,
               again);
    for (tail->half = 0; tail->half < 2; tail->half++) {
        tail->begin = again[tail->half];
        if (tail->begin < 0) continue;
        const double *stay = stay_at(p, day, tail->begin, tail->half);
        tail->mix = trace_rest(p, more, wanted, after, stay, target);
        if (tail->mix < 0) continue;
        tail->value = stay[tail->mix];
        return true;
    }
    return false;
}

static bool trace_chain(pricer_t *p, const day_t *day, chain_t *chain, num ready, bool morning,
                        num mix, double cost, num wanted, double target, tail_t *tail) {
    const venue_t *stop = chain->stop;
    for (num c = 0; c < stop->classes; c++) {
        const class_t *klass = &day->klass[stop->klass + c];
        const bundle_t *bundle = &p->bundle[klass->bundle];
        if (chain->taken[c] == bundle->items) continue;
        const item_t *item = &p->item[bundle->item + chain->taken[c]];
        for (num k = klass->kind; k < klass->kind + klass->kinds; k++) {
            const kind_t *kind = &day->kind[k];
            double after = cost + item->cost + kind->cost;
            num more = p->next[mix][kind->length];
            if (more < 0 || (mix == 0 && kind->afternoon != chain->half)) continue;
            num from = ready + (morning && kind->afternoon ? p->data->n->lunch : 0);
            num at = first_moment(&day->moment[kind->first], kind->count, from);
            if (at == kind->count) continue;
            bool found = trace_tail(p, day, chain, kind, at, more, wanted, after, target, tail);
            if (!found && p->mix[more].sessions != chain->memory) {
                chain->taken[c]++;
                found = trace_chain(p, day, chain, day->moment[kind->first + at] + kind->minutes,
                                    !kind->afternoon, more, after, wanted, target, tail);
                chain->taken[c]--;
            }
            if (found) {
                use(p, item->task, kind->minutes, 1);
                return true;
            }
        }
    }
    return false;
}

/* Where a day that goes on to a stop begins, after a way from `place` by the reach of an end. */
static num trace_way(pricer_t *p, const day_t *day, num end, num mix, double target, num *half,
                     double *value) {
    num place = day->stop[day->end[end].stop].place;
    const int32_t *reach = &day->reach[end * day->stops * 2];
    for (num s = 0; s < day->stops; s++) {
        double way =
            p->road_price * (double)road(p, place, day->stop[s].place) + day->stop[s].arrival;
        for (*half = 0; *half < 2; ++*half) {
            num begin = reach[2 * s + *half];
            if (begin < 0 || !equal(way + stay_at(p, day, begin, *half)[mix], target)) continue;
            *value = stay_at(p, day, begin, *half)[mix];
            use_road(p, road(p, place, day->stop[s].place));
            return begin;
        }
    }
    return -1;
}

/* Count the sessions of the cheapest day of a mix, as its bound sees it, into the usage. */
static void trace_day(pricer_t *p, const day_t *day, num mix) {
    if (mix == 0) return;
    num begin = -1, half = 0;
    double target = 0;
    for (num s = 0; s < day->stops && begin < 0; s++) {
        num first;
        double way = first_leg(p, day, s, &first);
        for (half = 0; half < 2 && way < NEVER; half++)
            if (equal(way + stay_at(p, day, first, half)[mix], day->best[mix])) {
                use_road(p, road(p, p->home, day->stop[s].place));
                target = stay_at(p, day, first, half)[mix];
                begin = first;
                break;
            }
    }
    p->usage[3]++;
    while (begin >= 0) {
        const venue_t *stop = &day->stop[day->begin_stop[begin]];
        chain_t chain = {
            .stop = stop, .half = half, .taken = p->taken, .memory = memory_of(p, day, stop)};
        tail_t tail;
        if (!trace_chain(p, day, &chain, day->begin[begin], false, 0, 0, mix, target, &tail))
            return;
        if (tail.mix == 0) {
            use_road(p, road(p, day->stop[day->end[tail.end].stop].place, p->home));
            return;
        }
        mix = tail.mix;
        begin = tail.begin;
        half = tail.half;
        target = tail.value;
        if (begin < 0) begin = trace_way(p, day, tail.end, mix, tail.value, &half, &target);
    }
}

/* The bound of the week at the present multipliers, from bounds of its days. */
static double bound_of_week(pricer_t *p) {
    const data_t *d = p->data;
    p->minute_price = p->prices->minute[d->person[p->person].employer];
    p->road_price = (double)d->n->w_travel + p->ties.road +
                    (d->n->count_travel ? p->minute_price + p->ties.work : 0);
    p->given = given_back(p);
    if (p->ties.work > 0) p->given -= p->ties.work * (double)d->person[p->person].max_work;
    set_session_costs(p);
    for (num i = 0; i < p->days; i++) {
        day_t *day = &p->day[i];
        price_day(p, day);
        day->offers = 0;
        for (num m = 0; m < p->mixes; m++) add_offer(day, p->mix[m].minutes, day->best[m], m);
    }
    return bound_rest(p, most_rounding(p, p->unit));
}

static void count_usage_of_mixes(pricer_t *p) {
    const offer_t *chosen[WEEK];
    trace_week(p, chosen);
    for (num turn = 0; turn < p->turns; turn++) trace_day(p, day_at(p, turn), chosen[turn]->which);
}

/* The bound of the week at the present multipliers, from the days listed. */
static double bound_of_list(pricer_t *p) {
    p->given = given_back(p);
    set_session_costs(p);
    for (num i = 0; i < p->days; i++) {
        day_t *day = &p->day[i];
        day->offers = 0;
        for (num j = 0; j < day->patterns; j++) {
            set_cost_of_day(p, &day->pattern[j]);
            add_offer(day, work_of(p, &day->pattern[j]), day->pattern[j].cost, j);
        }
        if (day->offers == 0) return NEVER;
    }
    return bound_rest(p, 0);
}

static void count_usage_of_list(pricer_t *p) {
    const offer_t *chosen[WEEK];
    trace_week(p, chosen);
    for (num turn = 0; turn < p->turns; turn++) {
        const pattern_t *pattern = &day_at(p, turn)->pattern[chosen[turn]->which];
        for (num i = 0; i < pattern->count; i++) {
            num bundle = pattern->bundle[i];
            use(p, p->item[p->bundle[bundle].item + p->taken[bundle]++].task, 0, 1);
        }
        for (num i = 0; i < pattern->count; i++) p->taken[pattern->bundle[i]] = 0;
        p->usage[0] += (double)pattern->minutes;
        use_road(p, pattern->road);
        p->usage[3] += pattern->count > 0;
    }
}

/* What the limits behind the multipliers allow. */
static double allowed(const pricer_t *p, num i) {
    const person_t *who = &p->data->person[p->person];
    switch (i) {
    case 0:
        return (double)who->max_work;
    case 1:
        return (double)p->data->n->fair_road;
    case 2:
        return (double)who->max_sessions_week;
    case 3:
        return (double)who->max_days_week;
    default:
        return (double)p->cap[i - TIES];
    }
}

static double highest(const pricer_t *p, num i) {
    if (i == 0 && !p->data->n->count_travel) return 0;
    return i == 1 ? (double)p->data->n->w_long_road : NEVER;
}

/* One step: the multipliers of limits that the cheapest week exceeds rise, the others fall. */
static void step_ties(pricer_t *p, double distance) {
    num count = TIES + p->tasks;
    double square = 0;
    for (num i = 0; i < count; i++) {
        double excess = p->usage[i] - allowed(p, i);
        /* A multiplier at its border that would leave it does not move. */
        if ((*tie(p, i) <= 0 && excess < 0) || (*tie(p, i) >= highest(p, i) && excess > 0))
            excess = 0;
        p->direction[i] = excess + 0.5 * p->direction[i];
        double scale = i < 2 ? 60 : 1;
        square += p->direction[i] * p->direction[i] / (scale * scale);
    }
    if (square <= 0) return;
    for (num i = 0; i < count; i++) {
        double scale = i < 2 ? 60 : 1;
        double value = *tie(p, i) + distance / square * p->direction[i] / (scale * scale);
        *tie(p, i) = fmin(highest(p, i), fmax(0, value));
    }
}

/* Improve the multipliers in some steps; leave the best ones set and return their bound. */
static double raise_bound(pricer_t *p, num steps, double (*bound_at)(pricer_t *),
                          void (*count_usage)(pricer_t *)) {
    num count = TIES + p->tasks;
    double best = -NEVER, pace = 1;
    memset(p->direction, 0, (size_t)count * sizeof *p->direction);
    for (num step = 0;; step++) {
        double bound = bound_at(p);
        if (bound > best) {
            best = bound;
            for (num i = 0; i < count; i++) p->best_ties[i] = *tie(p, i);
        } else {
            pace *= 0.85;
        }
        if (step == steps || best >= p->upper - 1e-6) break;
        memset(p->usage, 0, (size_t)count * sizeof *p->usage);
        count_usage(p);
        step_ties(p, pace * fmin(p->upper - bound, 10 + 0.01 * fabs(bound)));
    }
    for (num i = 0; i < count; i++) *tie(p, i) = p->best_ties[i];
    return bound_at(p);
}
