/* What weeks cost, in truth and at the present multipliers, and what days to come cost at least. */

static num work_of(const pricer_t *p, const pattern_t *day) {
    return day->minutes + (p->data->n->count_travel ? day->road : 0);
}

static const piece_t *pieces_of(const pricer_t *p, const pattern_t *day) {
    return &p->piece[day->piece];
}

static const num *visits_of(const pricer_t *p, const pattern_t *day) {
    return &p->visit[day->visit];
}

/* Note the bundles of a day, each with how many sessions it has, and the places, each once. */
static void take_apart(pricer_t *p, pattern_t *day) {
    day->piece = p->pieces;
    day->visit = p->visits;
    for (num i = 0; i < day->count; i++) {
        num bundle = day->bundle[i], place = p->bundle[bundle].place;
        num piece = day->piece, visit = day->visit;
        while (piece < p->pieces && p->piece[piece].bundle != bundle) piece++;
        if (piece == p->pieces) {
            ROOM_FOR(p->piece, p->pieces, p->piece_room);
            p->piece[p->pieces++] = (piece_t){bundle, 0};
        }
        p->piece[piece].sessions++;
        while (visit < p->visits && p->visit[visit] != place) visit++;
        if (visit == p->visits) {
            ROOM_FOR(p->visit, p->visits, p->visit_room);
            p->visit[p->visits++] = place;
        }
    }
    day->pieces = p->pieces - day->piece;
    day->visited = p->visits - day->visit;
}

/* Set what a day costs at the present multipliers: all but tasks and places, all but tasks, and
 * all with the cheapest tasks. */
static void set_cost_of_day(const pricer_t *p, pattern_t *day) {
    day->plain = day->base = day->cost = 0;
    if (day->count == 0) return;
    day->plain = day->paid + p->minute_price * (double)work_of(p, day) + p->ties.day +
                 ((double)p->data->n->w_travel + p->ties.road) * (double)day->road;
    day->base = day->plain;
    const num *visit = visits_of(p, day);
    for (num i = 0; i < day->visited; i++) day->base += p->visit_price[visit[i]];
    day->cost = day->base;
    const piece_t *piece = pieces_of(p, day);
    for (num i = 0; i < day->pieces; i++)
        day->cost += p->item[p->bundle[piece[i].bundle].item + piece[i].sessions - 1].sum;
}

/* Choose tasks, the cheapest first, for days with so many sessions of a bundle. Of what makes a
 * choice possible, only the cheapest tasks together and each alone are looked at: the cost is a
 * bound. */
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

/* The least that the sessions of a bundle cost, each as `item` says. */
static double cost_of_bundle(pricer_t *p, num bundle, const item_t *item, const num *sessions,
                             num days) {
    const bundle_t *b = &p->bundle[bundle];
    num choices = 0;
    for (num i = b->item; i < b->item + b->items; i++)
        if (choices == 0 || p->choice[choices - 1].local != item[i].task)
            p->choice[choices++] = (choice_t){.local = item[i].task, .cost = item[i].cost};
    return choose_tasks(p, p->choice, choices, sessions, days);
}

/* The least that they cost in truth, and how often each task is chosen, into p->choice; each task
 * that has a price per person is tried with and without. */
static double true_cost_of_bundle(pricer_t *p, num bundle, const num *sessions, num days,
                                  num *choices) {
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
            if (at < many)
                cost += staff;
            else
                price += share(staff, p->cap[local]);
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
    const piece_t *piece = pieces_of(p, day);
    for (num i = 0; i < day->pieces; i++) {
        num b = piece[i].bundle;
        if (p->profile_days[b] == 0) p->used[p->uses++] = b;
        p->profile[b * WEEK + p->profile_days[b]++] = piece[i].sessions;
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
    num minutes = 0, travel = 0, sites = 0;
    for (num i = 0; i < days; i++) {
        cost += week[i]->paid + p->minute_price * (double)work_of(p, week[i]);
        minutes += week[i]->minutes;
        travel += week[i]->road;
        const num *visit = visits_of(p, week[i]);
        for (num j = 0; j < week[i]->visited; j++)
            if (visit[j] != p->home && p->toured[visit[j]]++ == 0) sites++;
    }
    for (num i = 0; i < days; i++)
        for (num j = 0; j < week[i]->visited; j++) p->toured[visits_of(p, week[i])[j]] = 0;
    num excess = travel > d->n->fair_road ? travel - d->n->fair_road : 0;
    return cost +
           (double)(d->n->w_travel * travel + d->n->w_long_road * excess +
                    d->n->w_site_link * sites) +
           short_cost(p, minutes);
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

/* What all offers of the days can fill, but no more than the person may work, for the employer
 * too. */
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

/* now[minutes left]: least cost of a day and those after it, for at most so many minutes left. */
static void add_day(const day_t *day, num most, const double *next, double *now) {
    for (num left = 0; left <= most; left++) now[left] = NEVER;
    for (num i = 0; i < day->offers; i++) {
        num minutes = day->offer[i].minutes;
        double cost = day->offer[i].cost;
        for (num left = minutes; left <= most; left++) {
            double sum = cost + next[left - minutes];
            now[left] = sum < now[left] ? sum : now[left];
        }
    }
}

/* Where minutes are rounded down, there may be so many more in truth. */
static num most_rounding(const pricer_t *p, num unit) { return (unit - 1) * p->most * p->turns; }

static void end_of_week(const pricer_t *p, num rounding, double *last) {
    /* Where travel counts as work, there are fewer session minutes: the bound stays low. */
    for (num left = 0; left <= p->work; left++)
        last[left] = short_cost(p, p->work - left + rounding);
}

/* rest[turn][minutes of work left]: least cost of the days from a turn on. Return the bound of the
 * week. */
static double bound_rest(pricer_t *p, num rounding) {
    p->work = most_work(p);
    num room = p->work + 1;
    ROOM_OF(p->rest, (p->turns + 1) * room, p->rest_room);
    end_of_week(p, rounding, &p->rest[p->turns * room]);
    for (num turn = p->turns - 1; turn >= 0; turn--)
        add_day(day_at(p, turn), p->work, &p->rest[(turn + 1) * room], &p->rest[turn * room]);
    return p->rest[p->work] + p->given;
}

/* day->others[minutes of work left]: least cost of all other days, ties paid back. */
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
            add_day(day_at(p, turn), p->work, next, now);
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
