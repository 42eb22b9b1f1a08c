/* Ruin and recreate: take related sessions out, put them and missing ones back at their best.
 *
 * After Schrimpf et al., Record breaking optimization results using the ruin and recreate principle
 * (2000), and the strings and blinks of Christiaens and Vanden Berghe, Slack induction by string
 * removals (2020), over the person-days of a week; and exchanges of what people do at a place. */

/* Sessions that one move takes out at most, but for those that cannot stay without them. */
enum { MOST_TORN = 16 };

/* People, besides those whom a move has touched, that are asked for one session. */
enum { MOST_ASKED = 40 };

/* Out of a hundred moves, so many ruin by ... */
enum { ODDS_NEAR = 10, ODDS_DAY = 6, ODDS_TWO_DAYS = 2, ODDS_OPEN = 40, ODDS_BUNDLES = 39 };

/* Out of a hundred moves, so many take whole tasks out. */
enum { ODDS_WHOLE = 60 };

static num cost_of(const roster_t *r) { return r->objective + r->data->n->w_hard * r->shortfall; }

/* Take out a session and, if the move is to (`whole`), all others of a task that one person must
 * take: who takes it can only change as a whole. */
static void tear(roster_t *r, num unit) {
    const task_t *t = &r->data->task[r->unit[unit].task];
    remove_unit(r, unit);
    if (!r->whole || t->max_staff > 1) return;
    for (num other = t->first_unit; other < t->first_unit + t->units; other++)
        if (r->unit[other].person >= 0) remove_unit(r, other);
}

static void ruin_day(roster_t *r, num person, num day) {
    num row = person * WEEK + day;
    while (r->day_count[row] > 0 && r->waits < MOST_TORN)
        tear(r, stops_of(r, row)[r->day_count[row] - 1].unit);
}

/* Take out a session and, by chance, some that follow it on the person's day. */
static void ruin_string(roster_t *r, num unit, num most) {
    num row = (num)r->unit[unit].person * WEEK + r->unit[unit].day;
    num at = position(r, row, r->unit[unit].begin);
    for (num left = 1 + random_below(r, most); left > 0 && at < r->day_count[row]; left--)
        tear(r, stops_of(r, row)[at].unit);
}

/* Take out strings of a few people's days around a session: near sites, often the same day. */
static void ruin_near(roster_t *r, num unit) {
    const data_t *d = r->data;
    num site = d->task[r->unit[unit].task].site, day = r->unit[unit].day;
    bool any_day = random_below(r, 2), same_string = random_below(r, 2);
    num wanted = random_below(r, 5);
    ruin_string(r, unit, same_string ? 3 : 1);
    for (num tries = 3 * wanted; tries > 0 && wanted > 0 && r->waits < MOST_TORN; tries--) {
        /* Nearer sites are likelier. */
        num other = d->near[site * NEAR + random_below(r, 1 + random_below(r, NEAR))];
        if (other < 0) continue;
        num row = other * WEEK + (any_day ? random_below(r, WEEK) : day);
        if (r->site_day_count[row] == 0) continue;
        ruin_string(r, r->site_units[d->site_ptr[row] + random_below(r, r->site_day_count[row])],
                    3);
        wanted--;
    }
}

static void ruin_few(roster_t *r) {
    for (num left = 1 + random_below(r, 4); left > 0 && r->busy > 0; left--)
        tear(r, r->busy_list[random_below(r, r->busy)]);
}

/* Draw a missing task and somebody who could take it; -1 if none was found. */
static num draw_open(roster_t *r, num *person) {
    const data_t *d = r->data;
    num task = r->open > 0 ? r->open_list[random_below(r, r->open)] : -1;
    num people = task < 0 ? 0 : d->people_ptr[task + 1] - d->people_ptr[task];
    if (people == 0) return -1;
    *person = d->people[d->people_ptr[task] + random_below(r, people)];
    /* Few of those who could take any task are free where others are held. */
    for (num tries = 16; r->held[*person] && tries > 0; tries--) {
        num free = r->unit[r->busy_list[random_below(r, r->busy)]].person;
        num first = d->tasks_ptr[free], count = d->tasks_ptr[free + 1] - first;
        task = d->tasks[first + random_below(r, count)];
        if (r->open_at[task] >= 0) *person = free;
    }
    return r->held[*person] ? -1 : task;
}

/* Make room for a missing task in the week of somebody who could take it, and put it there. */
static void ruin_for_open(roster_t *r) {
    const data_t *d = r->data;
    num person = -1, task = draw_open(r, &person);
    if (task < 0) {
        ruin_few(r);
        return;
    }
    num key = d->task[task].start_set * WEEK, first = random_below(r, WEEK);
    for (num i = 0; i < WEEK; i++) {
        num day = (first + i) % WEEK, row = person * WEEK + day;
        if (d->set_day_ptr[key + day] == d->set_day_ptr[key + day + 1] || !r->day_count[row])
            continue;
        num at = random_below(r, r->day_count[row]);
        ruin_string(r, stops_of(r, row)[at].unit, 2);
        break;
    }
    for (num left = 1 + random_below(r, 2); left > 0; left--) {
        num row = person * WEEK + random_below(r, WEEK);
        if (r->day_count[row] == 0) continue;
        num at = random_below(r, r->day_count[row]);
        tear(r, stops_of(r, row)[at].unit);
    }
    while (r->open_at[task] >= 0) {
        const wish_t wish = make_wish(r, task, 0);
        spot_t spot = {.cost = NONE};
        find_in_week(r, person, &wish, &spot);
        if (spot.cost == NONE) break;
        insert(r, &spot);
    }
}

/* Take out all that a person does at a place, for somebody else to take. */
static void ruin_bundle(roster_t *r, num person, num place) {
    for (num day = 0; day < WEEK; day++) {
        num row = person * WEEK + day;
        for (num at = r->day_count[row] - 1; at >= 0; at--)
            if (at < r->day_count[row] && stops_of(r, row)[at].place == place)
                remove_unit(r, stops_of(r, row)[at].unit);
    }
    r->ban[r->bans++] = (ban_t){.person = person, .place = place};
}

/* Take out what a few people do at near places: they shall exchange it. Who serves which school is
 * what single sessions cannot change, as each is best put back where its like still are. */
static void ruin_bundles(roster_t *r, num unit) {
    const data_t *d = r->data;
    num task = r->unit[unit].task, site = d->task[task].site;
    ruin_bundle(r, r->unit[unit].person, r->unit[unit].place);
    num bundles = 2 + random_below(r, MOST_BUNDLES - 1);
    for (num tries = 6 * bundles; tries > 0 && r->bans < bundles; tries--) {
        num other = d->near[site * NEAR + random_below(r, 1 + random_below(r, NEAR))];
        if (other < 0) continue;
        num row = other * WEEK + random_below(r, WEEK);
        if (r->site_day_count[row] == 0) continue;
        unit = r->site_units[d->site_ptr[row] + random_below(r, r->site_day_count[row])];
        if (pair_of(d, r->unit[unit].person, task) < 0) continue;
        ruin_bundle(r, r->unit[unit].person, r->unit[unit].place);
    }
}

static void ruin(roster_t *r) {
    if (r->busy == 0) return;
    num unit = r->busy_list[random_below(r, r->busy)];
    const unit_t seed = r->unit[unit];
    r->whole = random_below(r, 100) < ODDS_WHOLE;
    num odds = random_below(r, 100);
    if ((odds -= ODDS_NEAR) < 0) {
        ruin_near(r, unit);
    } else if ((odds -= ODDS_DAY) < 0) {
        ruin_day(r, seed.person, seed.day);
    } else if ((odds -= ODDS_TWO_DAYS) < 0) {
        ruin_day(r, seed.person, seed.day);
        ruin_day(r, seed.person, random_below(r, WEEK));
    } else if ((odds -= ODDS_OPEN) < 0) {
        ruin_for_open(r);
    } else if ((odds -= ODDS_BUNDLES) < 0) {
        ruin_bundles(r, unit);
    } else {
        ruin_few(r);
    }
}

/* Order the sessions that wait: by chance, or first those that weigh most, that few people can
 * take, that belong to many, that weigh most together. */
static void sort_waiting(roster_t *r) {
    const data_t *d = r->data;
    num order = random_below(r, 5);
    for (num i = 0; i < r->waits; i++) {
        wait_t one = r->waiting[i];
        const task_t *t = &d->task[one.task];
        num people = d->people_ptr[one.task + 1] - d->people_ptr[one.task];
        switch (order) {
        case 0:
            one.key = random_below(r, 1 << 20);
            break;
        case 1:
            one.key = -t->unmet;
            break;
        case 2:
            one.key = people;
            break;
        case 3:
            one.key = -t->units * 1024 - random_below(r, 1024);
            break;
        default:
            one.key = -t->unmet * t->units;
            break;
        }
        num at = i;
        for (; at > 0 && r->waiting[at - 1].key > one.key; at--)
            r->waiting[at] = r->waiting[at - 1];
        r->waiting[at] = one;
    }
}

/* Let some missing sessions wait too, that the people whom the move has touched could take. */
static void invite_open(roster_t *r) {
    const data_t *d = r->data;
    if (r->touched_count == 0) return;
    for (num tries = 1 + random_below(r, 5); tries > 0; tries--) {
        num person = r->touched[random_below(r, r->touched_count)];
        num first = d->tasks_ptr[person], count = d->tasks_ptr[person + 1] - first;
        num task = d->tasks[first + random_below(r, count)];
        if (r->open_at[task] >= 0) r->waiting[r->waits++] = (wait_t){.task = task, .local = 1};
    }
}

/* Go over people who could take a task: those whom the move has touched, and, unless the task is
 * only invited or they are to exchange bundles, some others. Return the next one from *step on, or
 * -1. */
static num next_person(const roster_t *r, const wait_t *one, num offset, num *step) {
    const data_t *d = r->data;
    for (; *step < r->touched_count; ++*step) {
        num person = r->touched[*step];
        if (pair_of(d, person, one->task) >= 0) return ++*step, person;
    }
    num first = d->people_ptr[one->task], count = d->people_ptr[one->task + 1] - first;
    num at = *step - r->touched_count;
    if (one->local || r->bans > 0) return -1;
    for (; at < count && at < MOST_ASKED; at++) {
        num person = d->people[first + (offset + at) % count];
        ++*step;
        if (!r->held[person]) return person;
    }
    return -1;
}

static num any_offset(roster_t *r, num task) {
    num count = r->data->people_ptr[task + 1] - r->data->people_ptr[task];
    return count > 0 ? random_below(r, count) : 0;
}

/* Put one session where it costs least, if that gains. */
static void place_one(roster_t *r, const wait_t *one, num blink) {
    spot_t spot = {.cost = 0};
    const wish_t wish = make_wish(r, one->task, blink);
    num step = 0, offset = any_offset(r, one->task);
    for (num person; (person = next_person(r, one, offset, &step)) >= 0;)
        find_in_week(r, person, &wish, &spot);
    if (spot.cost < 0) insert(r, &spot);
}

/* Put all sessions of a task that one person must take with whom they cost least together. */
static void place_block(roster_t *r, const wait_t *one, num blink) {
    enum { MOST = 16 };
    spot_t tried[MOST], best[MOST];
    num units[MOST], best_count = 0, best_cost = 0;
    num step = 0, offset = any_offset(r, one->task), missing = r->data->task[one->task].units;
    for (num person; (person = next_person(r, one, offset, &step)) >= 0;) {
        num count = 0, cost = 0;
        while (count < MOST && count < missing) {
            const wish_t wish = make_wish(r, one->task, blink);
            tried[count] = (spot_t){.cost = 0};
            find_in_week(r, person, &wish, &tried[count]);
            if (tried[count].cost >= 0) break;
            cost += tried[count].cost;
            units[count] = r->idle[r->data->task[one->task].first_unit + r->delivered[one->task]];
            put(r, person, one->task, tried[count].start);
            count++;
        }
        for (num i = count - 1; i >= 0; i--) take(r, units[i]);
        if (cost < best_cost) {
            best_cost = cost;
            best_count = count;
            memcpy(best, tried, (size_t)count * sizeof *best);
        }
    }
    for (num i = 0; i < best_count; i++) insert(r, &best[i]);
}

static void place(roster_t *r, const wait_t *one, num blink) {
    const task_t *t = &r->data->task[one->task];
    if (t->max_staff == 1 && t->units > 1 && r->delivered[one->task] == 0)
        place_block(r, one, blink);
    else
        place_one(r, one, blink);
}

/* Put what was taken out and some missing sessions where they cost least, one by one. */
static void recreate(roster_t *r) {
    invite_open(r);
    sort_waiting(r);
    num blink = random_below(r, 2) ? 10 : 0;
    for (num i = 0; i < r->waits; i++) {
        const wait_t one = r->waiting[i];
        if (r->open_at[one.task] >= 0) place(r, &one, blink);
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
