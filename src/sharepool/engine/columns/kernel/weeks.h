/* The cheapest weeks: days put together, with every limit of the week exact.
 *
 * A week grows day by day. What the days to come cost at least is known for any minutes of work left
 * (`rest`), so most beginnings of a week are soon dropped. Of those that are not, only the `width`
 * most promising go on; the least bound among the others is kept, so that the result is a bound. */

static num work_of(const pricer_t *p, const pattern_t *day) {
    return day->minutes + (p->data->n->count_travel ? day->road : 0);
}

/* The places and bundles of a day, each once, with how many sessions each has. */
static num places_of(const pricer_t *p, const pattern_t *day, num *places) {
    num count = 0;
    for (num i = 0; i < day->count; i++) {
        num place = p->bundle[day->bundle[i]].place, at = 0;
        while (at < count && places[at] != place) at++;
        if (at == count) places[count++] = place;
    }
    return count;
}

static num bundles_of(const pattern_t *day, num *bundles, num *sessions) {
    num count = 0;
    for (num i = 0; i < day->count; i++) {
        num at = 0;
        while (at < count && bundles[at] != day->bundle[i]) at++;
        if (at == count) {
            bundles[count] = day->bundle[i];
            sessions[count++] = 0;
        }
        sessions[at]++;
    }
    return count;
}

/* Set what a day costs at the present multipliers: all but its tasks, and with the cheapest ones. */
static void set_cost_of_day(const pricer_t *p, pattern_t *day) {
    const numbers_t *n = p->data->n;
    day->base = day->cost = 0;
    if (day->count == 0) return;
    day->base = day->paid + p->minute_price * (double)work_of(p, day) + p->ties.day +
                ((double)n->w_travel + p->ties.road) * (double)day->road;
    num places[MOST_DAY], bundles[MOST_DAY], sessions[MOST_DAY];
    num count = places_of(p, day, places);
    for (num i = 0; i < count; i++)
        if (places[i] != p->home) day->base += p->visit_price[places[i]];
    day->cost = day->base;
    count = bundles_of(day, bundles, sessions);
    for (num i = 0; i < count; i++)
        for (num j = 0; j < sessions[i]; j++) day->cost += p->item[p->bundle[bundles[i]].item + j].cost;
}

/* Choose tasks, the cheapest first, for days with so many sessions of a bundle. Of what makes a choice
 * possible, only the cheapest tasks together and each alone are looked at: the cost is a bound. */
static double choose_tasks(const pricer_t *p, choice_t *choice, num choices, const num *sessions,
                           num days) {
    num wanted = 0, given = 0, width = 0;
    double cost = 0;
    for (num i = 0; i < days; i++) wanted += sessions[i];
    for (num i = 0; i < choices; i++) {
        num most = p->data->task[p->task[choice[i].local]].max_per_day, room = -given, alone = 0;
        width += most;
        for (num j = 0; j < days; j++) {
            room += sessions[j] < width ? sessions[j] : width;
            alone += sessions[j] < most ? sessions[j] : most;
        }
        num taken = p->cap[choice[i].local];
        if (taken > room) taken = room;
        if (taken > alone) taken = alone;
        choice[i].sessions = taken;
        given += taken;
        cost += choice[i].cost * (double)taken;
    }
    return given == wanted ? cost : NEVER;
}

/* The least that the sessions of a bundle cost at the present multipliers. */
static double cost_of_bundle(pricer_t *p, num bundle, const num *sessions, num days) {
    const bundle_t *b = &p->bundle[bundle];
    num choices = 0;
    for (num i = b->item; i < b->item + b->items; i++)
        if (choices == 0 || p->choice[choices - 1].local != p->item[i].task)
            p->choice[choices++] = (choice_t){.local = p->item[i].task, .cost = p->item[i].cost};
    return choose_tasks(p, p->choice, choices, sessions, days);
}

/* The least that they cost in truth, and how often each task is chosen, into p->choice; each task that
 * has a price per person is tried with and without. */
static double true_cost_of_bundle(pricer_t *p, num bundle, const num *sessions, num days, num *choices) {
    enum { MOST_PRICED = 7 };
    const bundle_t *b = &p->bundle[bundle];
    num priced[MOST_PRICED], many = 0;
    for (num i = b->first; i < b->first + b->count && many < MOST_PRICED; i++)
        if (p->prices->staff[p->task[p->order[i]]] > 0) priced[many++] = p->order[i];
    double best = NEVER;
    for (num set = 0; set < (INT64_C(1) << many); set++) {
        double cost = 0;
        num count = 0;
        for (num i = b->first; i < b->first + b->count; i++) {
            num local = p->order[i], at = 0;
            double staff = p->prices->staff[p->task[local]], price = p->fixed[local];
            while (at < many && priced[at] != local) at++;
            if (at < many && (set >> at & 1) == 0) continue;
            if (at < many) cost += staff;
            else price += share(staff, p->cap[local]);
            num to = count++;
            for (; to > 0 && p->trial[to - 1].cost > price; to--) p->trial[to] = p->trial[to - 1];
            p->trial[to] = (choice_t){.local = local, .cost = price};
        }
        cost += choose_tasks(p, p->trial, count, sessions, days);
        if (cost >= best) continue;
        best = cost;
        *choices = count;
        memcpy(p->choice, p->trial, (size_t)count * sizeof *p->choice);
    }
    return best;
}

static double short_cost(const pricer_t *p, num minutes) {
    num missing = p->data->person[p->person].min_work;
    num left = missing > minutes ? missing - minutes : 0;
    return (double)p->data->n->w_short_minute * (double)(left - missing);
}

/* The constant part of the bound: what the multipliers give back. */
static double given_back(const pricer_t *p) {
    const data_t *d = p->data;
    const person_t *who = &d->person[p->person];
    double sum = p->ties.road * (double)d->n->fair_road;
    if (p->ties.session > 0) sum += p->ties.session * (double)who->max_sessions_week;
    if (p->ties.day > 0) sum += p->ties.day * (double)who->max_days_week;
    for (num i = 0; i < p->tasks; i++) sum += p->cap_price[i] * (double)p->cap[i];
    return -sum;
}

/* How many sessions of each bundle the days of a week have. */
static void add_to_profile(pricer_t *p, const pattern_t *day) {
    num bundles[MOST_DAY], sessions[MOST_DAY], count = bundles_of(day, bundles, sessions);
    for (num i = 0; i < count; i++) {
        num b = bundles[i];
        if (p->profile_days[b] == 0) p->used[p->uses++] = b;
        p->profile[b * WEEK + p->profile_days[b]++] = sessions[i];
    }
}

static void clear_profile(pricer_t *p) {
    for (num i = 0; i < p->uses; i++) p->profile_days[p->used[i]] = 0;
    p->uses = 0;
}

/* What the week costs in truth but for its tasks, less what a week without sessions costs. */
static double cost_but_tasks(pricer_t *p, const pattern_t *const *week, num days) {
    const data_t *d = p->data;
    double cost = 0;
    num minutes = 0, travel = 0, sites = 0, places[MOST_DAY];
    for (num i = 0; i < days; i++) {
        cost += week[i]->paid + p->minute_price * (double)work_of(p, week[i]);
        minutes += week[i]->minutes;
        travel += week[i]->road;
        num count = places_of(p, week[i], places);
        for (num j = 0; j < count; j++)
            if (places[j] != p->home && p->toured[places[j]]++ == 0) sites++;
    }
    for (num i = 0; i < days; i++) {
        num count = places_of(p, week[i], places);
        for (num j = 0; j < count; j++) p->toured[places[j]] = 0;
    }
    num excess = travel > d->n->fair_road ? travel - d->n->fair_road : 0;
    return cost + (double)(d->n->w_travel * travel + d->n->w_long_road * excess +
                           d->n->w_site_link * sites) + short_cost(p, minutes);
}

static const day_t *day_at(const pricer_t *p, num turn) {
    return &p->day[p->of_weekday[p->turn[turn]]];
}

/* The days of the week in the order in which they are decided: equal ones side by side. */
static void order_days(pricer_t *p) {
    p->turns = 0;
    for (num i = 0; i < p->days; i++)
        for (num weekday = 0; weekday < WEEK; weekday++)
            if (p->of_weekday[weekday] == i) p->turn[p->turns++] = weekday;
}

/* Offer a day of so many minutes of work, if it is the cheapest of them. */
static void add_offer(day_t *day, num minutes, double cost, num which) {
    if (cost >= NEVER) return;
    num at = 0;
    while (at < day->offers && day->offer[at].minutes != minutes) at++;
    if (at == day->offers) {
        ROOM_FOR(day->offer, day->offers, day->offer_room);
        day->offer[day->offers++] = (offer_t){minutes, which, cost};
    } else if (cost < day->offer[at].cost) {
        day->offer[at] = (offer_t){minutes, which, cost};
    }
}

/* What all offers of the days can fill, but no more than the person may work, for the employer too. */
static num most_work(const pricer_t *p) {
    const person_t *who = &p->data->person[p->person];
    num sum = 0, budget = p->data->employer_work[who->employer];
    num most = who->max_work < budget ? who->max_work : budget;
    for (num i = 0; i < p->days; i++) {
        num longest = 0;
        for (num j = 0; j < p->day[i].offers; j++)
            if (p->day[i].offer[j].minutes > longest) longest = p->day[i].offer[j].minutes;
        sum += longest * p->day[i].copies;
    }
    return sum < most ? sum : most;
}

static void add_day(const pricer_t *p, const day_t *day, const double *next, double *now) {
    for (num left = 0; left <= p->work; left++) now[left] = NEVER;
    for (num i = 0; i < day->offers; i++) {
        num minutes = day->offer[i].minutes;
        double cost = day->offer[i].cost;
        for (num left = minutes; left <= p->work; left++)
            now[left] = fmin(now[left], cost + next[left - minutes]);
    }
}

/* Where minutes are rounded down, there may be so many more in truth. */
static num most_rounding(const pricer_t *p, num unit) { return (unit - 1) * p->most * p->turns; }

static void end_of_week(const pricer_t *p, num rounding, double *last) {
    /* Where travel counts as work, there are fewer session minutes than that: the bound stays low. */
    for (num left = 0; left <= p->work; left++) last[left] = short_cost(p, p->work - left + rounding);
}

/* rest[turn][minutes of work left]: least cost of the days from a turn on. Return the bound of the
 * week. */
static double bound_rest(pricer_t *p, num rounding) {
    p->work = most_work(p);
    num room = p->work + 1;
    ROOM_OF(p->rest, (p->turns + 1) * room, p->rest_room);
    end_of_week(p, rounding, &p->rest[p->turns * room]);
    for (num turn = p->turns - 1; turn >= 0; turn--)
        add_day(p, day_at(p, turn), &p->rest[(turn + 1) * room], &p->rest[turn * room]);
    return p->rest[p->work] + p->given;
}

/* day->others[minutes of work left]: least cost of all other days, and what the multipliers give. */
static void bound_others(pricer_t *p, num rounding) {
    num room = p->work + 1;
    ROOM_OF(p->two, 2 * room, p->two_room);
    for (num i = 0; i < p->days; i++) {
        double *now = p->two, *next = p->two + room;
        end_of_week(p, rounding, now);
        bool left_out = false;
        for (num turn = 0; turn < p->turns; turn++) {
            if (!left_out && day_at(p, turn) == &p->day[i]) {
                left_out = true;
                continue;
            }
            double *other = now;
            now = next;
            next = other;
            add_day(p, day_at(p, turn), next, now);
        }
        ROOM_OF(p->day[i].others, room, p->day[i].others_room);
        for (num left = 0; left < room; left++) p->day[i].others[left] = now[left] + p->given;
    }
}

/* The offers that make up the cheapest week, turn by turn. */
static void trace_week(const pricer_t *p, const offer_t **chosen) {
    num room = p->work + 1, left = p->work;
    for (num turn = 0; turn < p->turns; turn++) {
        const day_t *day = day_at(p, turn);
        const double *next = &p->rest[(turn + 1) * room];
        const offer_t *best = day->offer;
        double least = NEVER;
        for (num i = 0; i < day->offers; i++) {
            num minutes = day->offer[i].minutes;
            if (minutes > left || day->offer[i].cost + next[left - minutes] >= least) continue;
            least = day->offer[i].cost + next[left - minutes];
            best = &day->offer[i];
        }
        chosen[turn] = best;
        left -= best->minutes;
    }
}

/* Collect the days of a label, the last first, into week[turns]; return how many. */
static num days_of(const pricer_t *p, num label, num turn, const pattern_t **week, num *turns) {
    num count = 0;
    for (; turn > 0; turn--) {
        const label_t *l = &p->label[label];
        const pattern_t *day = &day_at(p, turn - 1)->pattern[l->pattern];
        if (day->count > 0) {
            turns[count] = turn - 1;
            week[count++] = day;
        }
        label = l->parent;
    }
    return count;
}

/* H10, H11 of the week: whether a day can be added to a label, whose places are marked in `visited`. */
static bool week_takes(const pricer_t *p, const label_t *label, const pattern_t *day) {
    const person_t *who = &p->data->person[p->person];
    if (label->sessions + day->count > who->max_sessions_week) return false;
    if (day->count > 0 && label->days >= who->max_days_week) return false;
    num places[MOST_DAY], count = places_of(p, day, places), sites = p->sites;
    for (num i = 0; i < count; i++) sites += !p->visited[places[i]];
    return sites <= who->max_sites_week;
}

/* What the tasks of a day cost on top of those of the label in p->profile; NEVER if they are too few. */
static double cost_of_tasks(pricer_t *p, const pattern_t *day) {
    num bundles[MOST_DAY], sessions[MOST_DAY], count = bundles_of(day, bundles, sessions);
    double cost = 0;
    for (num i = 0; i < count && cost < NEVER / 2; i++) {
        num b = bundles[i], *profile = &p->profile[b * WEEK], days = p->profile_days[b];
        double before = days > 0 ? p->value[b] : 0;
        profile[days] = sessions[i];
        cost += cost_of_bundle(p, b, profile, days + 1) - before;
    }
    return cost;
}

/* Set profile, values and places to those of some days. */
static void load_days(pricer_t *p, const pattern_t *const *week, num count) {
    for (num i = 0; i < count; i++) {
        num places[MOST_DAY], many = places_of(p, week[i], places);
        for (num j = 0; j < many; j++) p->sites += p->visited[places[j]]++ == 0;
        add_to_profile(p, week[i]);
    }
    for (num i = 0; i < p->uses; i++) {
        num b = p->used[i];
        p->value[b] = cost_of_bundle(p, b, &p->profile[b * WEEK], p->profile_days[b]);
    }
}

static void unload_days(pricer_t *p, const pattern_t *const *week, num count) {
    for (num i = 0; i < count; i++) {
        num places[MOST_DAY], many = places_of(p, week[i], places);
        for (num j = 0; j < many; j++) p->visited[places[j]] = 0;
    }
    p->sites = 0;
    clear_profile(p);
}

static int by_bound(const void *a, const void *b) {
    const label_t *x = a, *y = b;
    if (x->bound != y->bound) return x->bound < y->bound ? -1 : 1;
    return (x->key > y->key) - (x->key < y->key);
}

/* Keep the `width` most promising of the fresh labels; the least bound of the others is not lost. */
static void keep_promising(pricer_t *p, num width) {
    if (p->fresh_count <= width) return;
    qsort(p->fresh, (size_t)p->fresh_count, sizeof *p->fresh, by_bound);
    p->dropped = fmin(p->dropped, p->fresh[width].bound);
    p->fresh_count = width;
}

static void add_fresh(pricer_t *p, const label_t *label, num width) {
    if (p->fresh_count >= 8 * width) keep_promising(p, width);
    ROOM_FOR(p->fresh, p->fresh_count, p->fresh_room);
    p->fresh[p->fresh_count++] = *label;
}

/* The cost of a label without the multiplier of the road. */
static double plain(const pricer_t *p, const label_t *label) {
    return label->cost - p->ties.road * (double)label->road;
}

/* Append the fresh labels to the others, the most promising first, each set of sessions once. */
static void settle_fresh(pricer_t *p, num width) {
    qsort(p->fresh, (size_t)p->fresh_count, sizeof *p->fresh, by_bound);
    forget_patterns(p);
    num kept = 0;
    for (num i = 0; i < p->fresh_count; i++) {
        const label_t *one = &p->fresh[i];
        if (kept == width) {
            p->dropped = fmin(p->dropped, one->bound);
            break;
        }
        num at = (num)(mixed(one->key) % SEEN);
        bool again = false;
        for (; p->seen[at] >= 0 && !again; at = (at + 1) % SEEN) {
            const label_t *other = &p->label[p->seen[at]];
            again = other->key == one->key && other->road <= one->road &&
                    plain(p, other) <= plain(p, one) && other->pattern <= one->pattern;
        }
        if (again) continue;
        ROOM_FOR(p->label, p->labels, p->label_room);
        p->seen[at] = p->labels;
        p->label[p->labels++] = *one;
        kept++;
    }
}

/* A session of a week in the making. */
typedef struct {
    num day, local, begin;
} given_t;

/* H13: whether the sessions of each task lie on days far enough apart. */
static bool days_apart(const pricer_t *p, const given_t *given, num count, const num *weekday) {
    for (num i = 0; i < count; i++)
        for (num j = 0; j < i; j++) {
            if (given[i].local != given[j].local || given[i].day == given[j].day) continue;
            num apart = weekday[given[i].day] - weekday[given[j].day];
            if ((apart < 0 ? -apart : apart) < p->data->task[p->task[given[i].local]].min_gap)
                return false;
        }
    return true;
}

/* Put the days of a week on weekdays such that days_apart() holds, if possible. */
static bool assign_weekdays(const pricer_t *p, const given_t *given, num count, const num *turns,
                            num days, num at, bool *taken, num *weekday) {
    if (at == days) return days_apart(p, given, count, weekday);
    num like = p->of_weekday[p->turn[turns[at]]];
    for (num day = 0; day < WEEK; day++) {
        if (taken[day] || p->of_weekday[day] != like) continue;
        taken[day] = true;
        weekday[at] = day;
        if (assign_weekdays(p, given, count, turns, days, at + 1, taken, weekday)) return true;
        taken[day] = false;
    }
    return false;
}

/* Give the sessions of one bundle to the tasks chosen: day by day, the fullest first, to those with most
 * sessions left. */
static bool deal_out(pricer_t *p, num bundle, choice_t *choice, num choices,
                     const pattern_t *const *week, num days, given_t *given, num *count) {
    bool done[WEEK] = {false};
    for (num round = 0; round < days; round++) {
        num day = -1, most = 0;
        for (num i = 0; i < days; i++) {
            num sessions = 0;
            for (num j = 0; j < week[i]->count && !done[i]; j++) sessions += week[i]->bundle[j] == bundle;
            if (sessions > most) day = i, most = sessions;
        }
        if (day < 0) return true;
        done[day] = true;
        num first = *count;
        for (num j = 0; j < week[day]->count; j++) {
            if (week[day]->bundle[j] != bundle) continue;
            num best = -1;
            for (num i = 0; i < choices; i++) {
                num today = 0;
                for (num k = first; k < *count; k++) today += given[k].local == choice[i].local;
                if (today < p->data->task[p->task[choice[i].local]].max_per_day && choice[i].sessions > 0 &&
                    (best < 0 || choice[i].sessions > choice[best].sessions))
                    best = i;
            }
            if (best < 0) return false;
            choice[best].sessions--;
            given[(*count)++] = (given_t){day, choice[best].local, week[day]->begin[j]};
        }
    }
    return true;
}

/* The row of the start of a task on a day at a moment. */
static num start_at(const data_t *d, num task, num weekday, num begin) {
    num row = d->set_day_ptr[d->task[task].start_set * WEEK + weekday];
    while (d->start[row].begin < begin) row++;
    return row;
}

/* Keep a complete week if it is the cheapest so far: sessions and their starts. */
static void keep_week(pricer_t *p, const pattern_t *const *week, const num *turns, num days) {
    double cost = cost_but_tasks(p, week, days);
    given_t given[MOST_WEEK];
    num count = 0;
    bool dealt = true;
    clear_profile(p);
    for (num i = 0; i < days; i++) add_to_profile(p, week[i]);
    for (num i = 0; i < p->uses; i++) {
        num b = p->used[i], choices;
        cost += true_cost_of_bundle(p, b, &p->profile[b * WEEK], p->profile_days[b], &choices);
    }
    if (cost >= p->upper) return;
    for (num i = 0; i < p->uses && dealt; i++) {
        num b = p->used[i], choices = 0;
        true_cost_of_bundle(p, b, &p->profile[b * WEEK], p->profile_days[b], &choices);
        dealt = deal_out(p, b, p->choice, choices, week, days, given, &count);
    }
    bool taken[WEEK] = {false};
    num weekday[WEEK];
    if (!dealt || !assign_weekdays(p, given, count, turns, days, 0, taken, weekday)) {
        p->dropped = fmin(p->dropped, cost);  /* whether it can be is not known */
        return;
    }
    p->upper = cost;
    /* The last one is the best. */
    found_t *found = &p->found[p->found_count++ % MOST_FOUND];
    found->cost = cost;
    found->sessions = count;
    for (num i = 0; i < count; i++) {
        num task = p->task[given[i].local];
        found->task[i] = (int32_t)task;
        found->start[i] = (int32_t)start_at(p->data, task, weekday[given[i].day], given[i].begin);
    }
}

/* What tells weeks apart for the days to come: how many sessions of each bundle each day has, how often
 * each place is visited, how long each day is. */
static uint64_t key_of(const pricer_t *p, const pattern_t *day) {
    num bundles[MOST_DAY], sessions[MOST_DAY], places[MOST_DAY], visits = places_of(p, day, places);
    num count = bundles_of(day, bundles, sessions);
    uint64_t key = mixed((uint64_t)work_of(p, day) + 77) * (day->count > 0);
    for (num i = 0; i < count; i++) key += mixed((uint64_t)(bundles[i] * 64 + sessions[i]));
    for (num i = 0; i < visits; i++) key += mixed((uint64_t)places[i] + (UINT64_C(1) << 32));
    return key;
}

/* Put weeks together, `width` beginnings side by side. */
static void grow_weeks(pricer_t *p, num width) {
    num room = p->work + 1, first = 0;
    p->labels = 0;
    ROOM_FOR(p->label, p->labels, p->label_room);
    p->label[p->labels++] =
        (label_t){.pattern = -1, .cost = p->given, .bound = p->given + p->rest[p->work]};
    for (num turn = 0; turn < p->turns; turn++) {
        const day_t *day = day_at(p, turn);
        bool like_last = turn > 0 && day == day_at(p, turn - 1);
        const double *rest = &p->rest[(turn + 1) * room];
        double least = NEVER;
        for (num left = 0; left <= p->work; left++) least = fmin(least, rest[left]);
        num last = p->labels;
        p->fresh_count = 0;
        for (num i = first; i < last; i++) {
            const label_t label = p->label[i];
            if (p->steps > p->last_step) {
                p->dropped = fmin(p->dropped, label.bound);
                continue;
            }
            const pattern_t *week[WEEK];
            num at[WEEK], count = days_of(p, i, turn, week, at);
            load_days(p, week, count);
            /* Equal days are interchangeable: their patterns come in order. */
            for (num k = like_last ? label.pattern : 0; k < day->patterns; k++) {
                const pattern_t *pattern = &day->pattern[k];
                if (label.cost + pattern->cost + least >= p->upper) break;
                num left = p->work - label.minutes - work_of(p, pattern);
                if (left < 0 || label.cost + pattern->cost + rest[left] >= p->upper) continue;
                p->steps++;
                if (!week_takes(p, &label, pattern)) continue;
                double cost = label.cost + pattern->base + cost_of_tasks(p, pattern);
                if (cost + rest[left] >= p->upper) continue;
                if (turn == p->turns - 1) {
                    const pattern_t *whole[WEEK + 1];
                    num turns[WEEK + 1], days = count;
                    memcpy(whole, week, sizeof week);
                    memcpy(turns, at, sizeof at);
                    if (pattern->count > 0) {
                        whole[days] = pattern;
                        turns[days++] = turn;
                    }
                    keep_week(p, whole, turns, days);
                    unload_days(p, week, count);
                    load_days(p, week, count);
                    continue;
                }
                add_fresh(p, &(label_t){.cost = cost, .bound = cost + rest[left], .parent = (int32_t)i,
                                 .key = label.key + key_of(p, pattern),
                                 .pattern = (int32_t)k, .minutes = (int32_t)(p->work - left),
                                 .road = label.road + pattern->road,
                                 .sessions = label.sessions + pattern->count,
                                 .days = label.days + (pattern->count > 0)}, width);
            }
            unload_days(p, week, count);
        }
        first = last;
        if (turn < p->turns - 1) settle_fresh(p, width);
    }
}
