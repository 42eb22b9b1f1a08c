/* The cheapest weeks: days put together, with every limit of the week exact.
 *
 * A week grows day by day. What the days to come cost at least is known for any minutes of work
 * left (`rest`), and known better for the days that go with those there are (`tight`), so most
 * beginnings of a week are soon dropped. Of those that are not, only the `width` most promising
 * go on; the least bound among the others is kept, so that the result is a bound. */

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

/* H10, H11 of the week: whether a day can be added to a label, whose places are marked in
 * `visited`. */
static bool week_takes(const pricer_t *p, const label_t *label, const pattern_t *day) {
    const person_t *who = &p->data->person[p->person];
    if (label->sessions + day->count > who->max_sessions_week) return false;
    if (day->count > 0 && label->days >= who->max_days_week) return false;
    const num *visit = visits_of(p, day);
    num sites = p->sites;
    for (num i = 0; i < day->visited; i++) sites += !p->visited[visit[i]];
    return sites <= who->max_sites_week;
}

/* What a piece of a day costs on top of the days of the label in p->profile; NEVER if its bundle
 * has too few tasks. Worked out when it is first asked for. */
static double more_tasks(pricer_t *p, const piece_t *piece) {
    double *known = &p->more[piece->bundle * MOST_DAY + piece->sessions - 1];
    if (*known > -NEVER) return *known;
    num *profile = &p->profile[piece->bundle * WEEK], days = p->profile_days[piece->bundle];
    profile[days] = piece->sessions;
    double cost = cost_of_bundle(p, piece->bundle, p->apart, profile, days + 1);
    return *known = cost < NEVER ? cost - (days > 0 ? p->value[piece->bundle] : 0) : NEVER;
}

static num rounded_up(num a, num b) { return (a + b - 1) / b; }

/* What a piece of a day costs at least on top of the label. Its tasks that the label does not have
 * pay a share of what people cost: each is on no more days than are left, nor has more sessions
 * than its cap, as in the costs of days listed. */
static double cost_of_piece(pricer_t *p, const piece_t *piece) {
    const bundle_t *bundle = &p->bundle[piece->bundle];
    double alone = p->item[bundle->item + piece->sessions - 1].sum;
    if (bundle->touched == 0 && bundle->cap < bundle->per_day * bundle->days_left) return alone;
    if (!bundle->is_even) return more_tasks(p, piece) < NEVER ? alone : NEVER;
    num fresh = rounded_up(piece->sessions, bundle->per_day) - bundle->touched;
    return more_tasks(p, piece) +
           (fresh > 0 ? (double)fresh * share(bundle->staff, bundle->days_left) : 0);
}

/* What a day costs at least on top of those of the label, whose links and people are paid: a place
 * that the week has not seen pays a share of its link for each of the visits that are left. Days
 * after it only make tasks dearer, if those of a bundle do not differ in how many sessions a day
 * takes. */
static double cost_on_top(pricer_t *p, const pattern_t *day) {
    const piece_t *piece = pieces_of(p, day);
    const num *visit = visits_of(p, day);
    double cost = day->plain;
    for (num i = 0; i < day->pieces; i++) {
        double more = cost_of_piece(p, &piece[i]);
        if (more >= NEVER) return NEVER;
        cost += more;
    }
    for (num i = 0; i < day->visited; i++)
        if (!p->visited[visit[i]]) cost += p->visit_left[visit[i]];
    return cost;
}

/* What links cost the days of the label beyond the shares that they have paid. */
static double unpaid_links(const pricer_t *p, const pattern_t *const *week, num count) {
    double cost = 0;
    for (num i = 0; i < count; i++)
        for (num j = 0; j < week[i]->visited; j++) {
            num place = visits_of(p, week[i])[j];
            if (place == p->home) continue;
            cost +=
                (double)p->data->n->w_site_link / (double)p->visited[place] - p->visit_price[place];
        }
    return cost;
}

/* How many tasks of a bundle its sessions are of, at least. */
static num least_tasks(const pricer_t *p, num b) {
    const bundle_t *bundle = &p->bundle[b];
    const num *profile = &p->profile[b * WEEK];
    num sum = 0, most = 0;
    for (num i = 0; i < p->profile_days[b]; i++) {
        sum += profile[i];
        if (profile[i] > most) most = profile[i];
    }
    num by_day = rounded_up(most, bundle->per_day), by_week = rounded_up(sum, bundle->cap);
    return by_day > by_week ? by_day : by_week;
}

/* What the tasks of the label cost at least, and people on them. */
static double cost_of_tasks(const pricer_t *p) {
    double cost = 0;
    for (num i = 0; i < p->uses; i++) {
        const bundle_t *bundle = &p->bundle[p->used[i]];
        cost += p->value[p->used[i]] + bundle->staff * (double)bundle->touched;
    }
    return cost;
}

/* The same if sessions pay their share for people, as in the costs of days listed. */
static double cost_of_shares(pricer_t *p) {
    double cost = 0;
    for (num i = 0; i < p->uses; i++) {
        num b = p->used[i];
        cost += cost_of_bundle(p, b, p->item, &p->profile[b * WEEK], p->profile_days[b]);
    }
    return cost;
}

/* Set profile, values and places to those of some days. */
static void load_days(pricer_t *p, const pattern_t *const *week, num count) {
    for (num i = 0; i < count; i++) {
        const num *visit = visits_of(p, week[i]);
        for (num j = 0; j < week[i]->visited; j++) p->sites += p->visited[visit[j]]++ == 0;
        add_to_profile(p, week[i]);
    }
    for (num i = 0; i < p->uses; i++) {
        num b = p->used[i];
        p->value[b] = cost_of_bundle(p, b, p->apart, &p->profile[b * WEEK], p->profile_days[b]);
        p->bundle[b].touched = least_tasks(p, b);
    }
    for (num i = 0; i < p->bundles * MOST_DAY; i++) p->more[i] = -NEVER;
}

static void unload_days(pricer_t *p, const pattern_t *const *week, num count) {
    for (num i = 0; i < count; i++)
        for (num j = 0; j < week[i]->visited; j++) p->visited[visits_of(p, week[i])[j]] = 0;
    p->sites = 0;
    for (num i = 0; i < p->uses; i++) p->bundle[p->used[i]].touched = 0;
    clear_profile(p);
}

static int by_bound(const void *a, const void *b) {
    const label_t *x = a, *y = b;
    if (x->bound != y->bound) return x->bound < y->bound ? -1 : 1;
    return (x->key > y->key) - (x->key < y->key);
}

/* Keep the `width` most promising fresh labels; the least bound of the others is not lost. */
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
        num at = (num)(mixed(one->key) % (uint64_t)p->slots);
        bool again = false;
        for (; p->seen[at] >= 0 && !again; at = (at + 1) % p->slots) {
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

/* What tells weeks apart for the days to come: how many sessions of each bundle each day has, how
 * often each place is visited, how long each day is. */
static uint64_t key_of(const pricer_t *p, const pattern_t *day) {
    const piece_t *piece = pieces_of(p, day);
    const num *visit = visits_of(p, day);
    uint64_t key = mixed((uint64_t)work_of(p, day) + 77) * (day->count > 0);
    for (num i = 0; i < day->pieces; i++)
        key += mixed((uint64_t)(piece[i].bundle * 64 + piece[i].sessions));
    for (num i = 0; i < day->visited; i++) key += mixed((uint64_t)visit[i] + (UINT64_C(1) << 32));
    return key;
}

/* Where a week is that grows: a label and its days. */
typedef struct {
    num label, turn, count;
    const pattern_t *week[WEEK + 1];
    num turns[WEEK + 1];
    double settled; /* what the days cost at least, links, people and tasks as they are */
    double shared;  /* what they cost at least if each pays its share of these */
} beginning_t;

/* The first pattern of a day that may follow a label: those of equal days come in order, as these
 * can change places. */
static num first_pattern(const pricer_t *p, num turn, const label_t *label, const day_t *day) {
    return turn > 0 && day == day_at(p, turn - 1) ? label->pattern : 0;
}

/* Set the offers of a day to its patterns that go with a label; `on_top` is set to what each
 * costs. */
static void offer_patterns(pricer_t *p, const label_t *label, day_t *day, num first,
                           double *on_top) {
    num most = p->work - label->minutes;
    day->offers = 0;
    for (num k = first; k < day->patterns; k++) {
        const pattern_t *pattern = &day->pattern[k];
        num minutes = work_of(p, pattern);
        double cost = NEVER;
        if (minutes <= most && week_takes(p, label, pattern)) cost = cost_on_top(p, pattern);
        if (on_top) on_top[k] = cost;
        if (cost >= NEVER) continue;
        if (p->offered[minutes] < 0) {
            ROOM_FOR(day->offer, day->offers, day->offer_room);
            p->offered[minutes] = day->offers;
            day->offer[day->offers++] = (offer_t){minutes, k, cost};
        } else if (cost < day->offer[p->offered[minutes]].cost) {
            day->offer[p->offered[minutes]] = (offer_t){minutes, k, cost};
        }
    }
    for (num i = 0; i < day->offers; i++) p->offered[day->offer[i].minutes] = -1;
    p->steps += (double)(1 + (day->patterns - first) / 8);
}

/* tight[turn][minutes left]: least cost of the days to come, of those that go with the label. */
static double tighten(pricer_t *p, const beginning_t *at, const label_t *label) {
    num room = p->work + 1, most = p->work - label->minutes;
    memcpy(&p->tight[p->turns * room], &p->rest[p->turns * room], (size_t)room * sizeof *p->tight);
    for (num turn = p->turns - 1; turn >= at->turn; turn--) {
        day_t *day = &p->day[p->of_weekday[p->turn[turn]]];
        if (turn == p->turns - 1 || day != day_at(p, turn + 1))
            offer_patterns(p, label, day, first_pattern(p, at->turn, label, day),
                           day == day_at(p, at->turn) ? p->on_top : 0);
        add_day(day, most, &p->tight[(turn + 1) * room], &p->tight[turn * room]);
    }
    return at->settled + p->tight[at->turn * room + most];
}

/* Add a pattern to a beginning that has it as its last day. */
static void keep_grown(pricer_t *p, const beginning_t *at, const pattern_t *pattern) {
    beginning_t whole = *at;
    if (pattern->count > 0) {
        whole.week[whole.count] = pattern;
        whole.turns[whole.count++] = at->turn;
    }
    keep_week(p, whole.week, whole.turns, whole.count);
    unload_days(p, at->week, at->count);
    load_days(p, at->week, at->count);
}

/* Follow a label by one day more. `least` is the least that the days after it cost. */
static void grow(pricer_t *p, const beginning_t *at, double least, num width) {
    const label_t label = p->label[at->label];
    const day_t *day = day_at(p, at->turn);
    num room = p->work + 1, most = p->work - label.minutes;
    const double *rest = &p->rest[(at->turn + 1) * room], *tight = &p->tight[(at->turn + 1) * room];
    for (num k = first_pattern(p, at->turn, &label, day); k < day->patterns; k++) {
        const pattern_t *pattern = &day->pattern[k];
        if (at->shared + pattern->cost + least >= p->upper) break;
        if (p->on_top[k] >= NEVER) continue;
        num left = most - work_of(p, pattern);
        double bound = at->settled + p->on_top[k] + tight[left];
        if (bound >= p->upper) continue;
        p->steps++;
        if (at->turn == p->turns - 1) {
            keep_grown(p, at, pattern);
            continue;
        }
        add_fresh(p,
                  &(label_t){.cost = label.cost + pattern->base,
                             .bound = fmax(bound, at->shared + pattern->cost + rest[left]),
                             .parent = (int32_t)at->label,
                             .key = label.key + key_of(p, pattern),
                             .pattern = (int32_t)k,
                             .minutes = (int32_t)(p->work - left),
                             .road = label.road + pattern->road,
                             .sessions = label.sessions + (int32_t)pattern->count,
                             .days = label.days + (pattern->count > 0)},
                  width);
    }
}

/* Count the days from a turn on that can have sessions of each bundle. */
static void set_days_left(pricer_t *p, num turn) {
    for (num b = 0; b < p->bundles; b++) p->bundle[b].days_left = 0;
    for (num i = turn; i < p->turns; i++) {
        const day_t *day = day_at(p, i);
        for (num c = 0; c < day->classes; c++) p->bundle[day->klass[c].bundle].days_left++;
    }
}

/* What a visit pays of the link of a place that the week has not seen, from a turn on. */
static void set_visits_left(pricer_t *p, num turn) {
    for (num i = 0; i < p->tasks; i++) {
        num place = p->place[i], visits = p->most_visits[place], left = p->turns - turn;
        double link = place == p->home ? 0 : (double)p->data->n->w_site_link;
        p->visit_left[place] = share(link, visits < left ? visits : left);
    }
}

/* Make room for what a label is told by. */
static void prepare_growth(pricer_t *p) {
    num room = p->work + 1, patterns = 0;
    count_staff_apart(p);
    ROOM_OF(p->tight, (p->turns + 1) * room, p->tight_room);
    ROOM_OF(p->offered, room, p->offered_room);
    ROOM_OF(p->more, p->bundles * MOST_DAY, p->more_room);
    for (num i = 0; i < p->days; i++)
        if (p->day[i].patterns > patterns) patterns = p->day[i].patterns;
    ROOM_OF(p->on_top, patterns, p->on_top_room);
    for (num i = 0; i < room; i++) p->offered[i] = -1;
}

/* Put weeks together, `width` beginnings side by side. */
static void grow_weeks(pricer_t *p, num width) {
    num room = p->work + 1, first = 0;
    prepare_growth(p);
    p->labels = 0;
    ROOM_FOR(p->label, p->labels, p->label_room);
    p->label[p->labels++] =
        (label_t){.pattern = -1, .cost = p->given, .bound = p->given + p->rest[p->work]};
    for (num turn = 0; turn < p->turns; turn++) {
        const double *rest = &p->rest[(turn + 1) * room];
        double least = NEVER;
        for (num left = 0; left <= p->work; left++) least = fmin(least, rest[left]);
        num last = p->labels;
        p->fresh_count = 0;
        set_visits_left(p, turn);
        set_days_left(p, turn);
        for (num i = first; i < last; i++) {
            if (p->steps > p->last_step) {
                p->dropped = fmin(p->dropped, p->label[i].bound);
                continue;
            }
            if (p->label[i].bound >= p->upper) continue;
            beginning_t at = {.label = i, .turn = turn};
            at.count = days_of(p, i, turn, at.week, at.turns);
            load_days(p, at.week, at.count);
            at.settled = p->label[i].cost + unpaid_links(p, at.week, at.count) + cost_of_tasks(p);
            at.shared = p->label[i].cost + cost_of_shares(p);
            if (tighten(p, &at, &p->label[i]) < p->upper) grow(p, &at, least, width);
            unload_days(p, at.week, at.count);
        }
        first = last;
        if (turn < p->turns - 1) settle_fresh(p, width);
    }
}
