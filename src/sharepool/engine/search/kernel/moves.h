/* Ruin and recreate: take related sessions out, put them and missing ones back at their best.
 *
 * After Schrimpf et al., Record breaking optimization results using the ruin and recreate principle
 * (2000), and the strings and blinks of Christiaens and Vanden Berghe, Slack induction by string
 * removals (2020), over the person-days of a week. */

/* Sessions that one move takes out at most, but for those that cannot stay without them. */
enum { MOST_TORN = 12 };

/* Out of a hundred moves, so many ruin by ... */
enum { ODDS_NEAR = 40, ODDS_DAY = 15, ODDS_TWO_DAYS = 8, ODDS_SITE = 12, ODDS_OPEN = 20 };

static num cost_of(const roster_t *r) {
    return r->objective + r->data->n->w_hard * r->shortfall;
}

static void ruin_day(roster_t *r, num person, num day) {
    num row = person * WEEK + day;
    while (r->day_count[row] > 0 && r->torn_count < MOST_TORN)
        remove_unit(r, r->day_units[row * r->data->n->most_sessions_day + r->day_count[row] - 1]);
}

/* Take out a session and, by chance, some that follow it on the person's day. */
static void ruin_string(roster_t *r, num unit, num most) {
    num row = (num)r->unit[unit].person * WEEK + r->unit[unit].day;
    num at = position(r, row, r->unit[unit].begin);
    for (num left = 1 + random_below(r, most); left > 0 && at < r->day_count[row]; left--)
        remove_unit(r, r->day_units[row * r->data->n->most_sessions_day + at]);
}

/* Take out strings of a few people's days around a session: near sites, often the same day. */
static void ruin_near(roster_t *r, num unit) {
    const data_t *d = r->data;
    num site = d->task[r->unit[unit].task].site, day = r->unit[unit].day;
    bool any_day = random_below(r, 2), same_string = random_below(r, 2);
    num wanted = random_below(r, 4);
    ruin_string(r, unit, same_string ? 3 : 1);
    for (num tries = 3 * wanted; tries > 0 && wanted > 0 && r->torn_count < MOST_TORN; tries--) {
        /* Nearer sites are likelier. */
        num other = d->near[site * NEAR + random_below(r, 1 + random_below(r, NEAR))];
        if (other < 0) continue;
        num row = other * WEEK + (any_day ? random_below(r, WEEK) : day);
        if (r->site_day_count[row] == 0) continue;
        ruin_string(r, r->site_units[d->site_ptr[row] + random_below(r, r->site_day_count[row])], 3);
        wanted--;
    }
}

static void ruin_site(roster_t *r, num site) {
    num first = random_below(r, WEEK);
    for (num i = 0; i < WEEK; i++) {
        num row = site * WEEK + (first + i) % WEEK;
        while (r->site_day_count[row] > 0 && r->torn_count < MOST_TORN / 2) {
            num at = random_below(r, r->site_day_count[row]);
            remove_unit(r, r->site_units[r->data->site_ptr[row] + at]);
        }
    }
}

static void ruin_few(roster_t *r) {
    for (num left = 1 + random_below(r, 4); left > 0 && r->busy > 0; left--)
        remove_unit(r, r->busy_list[random_below(r, r->busy)]);
}

/* Make room for a missing session in the day of somebody who could take it, and put it there. */
static void ruin_for_open(roster_t *r) {
    const data_t *d = r->data;
    num task = r->open > 0 ? r->open_list[random_below(r, r->open)] : -1;
    num people = task < 0 ? 0 : d->people_ptr[task + 1] - d->people_ptr[task];
    if (people == 0) {
        ruin_few(r);
        return;
    }
    num person = d->people[d->people_ptr[task] + random_below(r, people)];
    num key = d->task[task].start_set * WEEK, first = random_below(r, WEEK);
    for (num i = 0; i < WEEK; i++) {
        num day = (first + i) % WEEK, row = person * WEEK + day;
        if (d->set_day_ptr[key + day] == d->set_day_ptr[key + day + 1] || !r->day_count[row])
            continue;
        num at = random_below(r, r->day_count[row]);
        ruin_string(r, r->day_units[row * d->n->most_sessions_day + at], 2);
        break;
    }
    spot_t spot = {.cost = NONE};
    find_in_week(r, person, task, 0, &spot);
    if (spot.cost < NONE) insert(r, &spot);
}

static void ruin(roster_t *r) {
    if (r->busy == 0) return;
    num unit = r->busy_list[random_below(r, r->busy)];
    const unit_t seed = r->unit[unit];
    num odds = random_below(r, 100);
    if ((odds -= ODDS_NEAR) < 0) {
        ruin_near(r, unit);
    } else if ((odds -= ODDS_DAY) < 0) {
        ruin_day(r, seed.person, seed.day);
    } else if ((odds -= ODDS_TWO_DAYS) < 0) {
        ruin_day(r, seed.person, seed.day);
        ruin_day(r, seed.person, random_below(r, WEEK));
    } else if ((odds -= ODDS_SITE) < 0) {
        ruin_site(r, r->data->task[seed.task].site);
    } else if ((odds -= ODDS_OPEN) < 0) {
        ruin_for_open(r);
    } else {
        ruin_few(r);
    }
}

/* Order the sessions that wait: by chance, by weight, or first those that few people can take. */
static void sort_torn(roster_t *r) {
    const data_t *d = r->data;
    num order = random_below(r, 4);
    for (num i = 0; i < r->torn_count; i++) {
        num task = r->torn[i], at = i;
        num key = order == 0   ? random_below(r, 1 << 20)
                  : order == 1 ? -d->task[task].unmet
                               : d->people_ptr[task + 1] - d->people_ptr[task];
        for (; at > 0 && r->key[at - 1] > key; at--) {
            r->key[at] = r->key[at - 1];
            r->torn[at] = r->torn[at - 1];
        }
        r->key[at] = key;
        r->torn[at] = task;
    }
}

/* Put the torn sessions and a few missing ones where they cost least, one by one. */
static void recreate(roster_t *r) {
    for (num left = 1 + random_below(r, 3); left > 0 && r->open > 0; left--)
        r->torn[r->torn_count++] = r->open_list[random_below(r, r->open)];
    sort_torn(r);
    num blink = random_below(r, 2) ? 10 : 0;
    for (num i = 0; i < r->torn_count; i++) {
        if (r->open_at[r->torn[i]] < 0) continue;
        spot_t spot = {.cost = 0};
        find_best(r, r->torn[i], blink, &spot);
        if (spot.cost < 0) insert(r, &spot);
    }
}

/* Fewer missed hard minimums come first, then the objective. */
static void keep_best(roster_t *r) {
    if (r->shortfall > r->best_shortfall ||
        (r->shortfall == r->best_shortfall && r->objective >= r->best_objective))
        return;
    r->best_shortfall = r->shortfall;
    r->best_objective = r->objective;
    memcpy(r->best, r->unit, (size_t)r->data->n->units * sizeof *r->unit);
}
