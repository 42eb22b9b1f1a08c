/* A complete week: which task each session is of, and on which weekday each day falls. */

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

/* Give the sessions of one bundle to the tasks chosen: day by day, the fullest first, to those
 * with most sessions left. */
static bool deal_out(pricer_t *p, num bundle, choice_t *choice, num choices,
                     const pattern_t *const *week, num days, given_t *given, num *count) {
    bool done[WEEK] = {false};
    for (num round = 0; round < days; round++) {
        num day = -1, most = 0;
        for (num i = 0; i < days; i++) {
            num sessions = 0;
            for (num j = 0; j < week[i]->count && !done[i]; j++)
                sessions += week[i]->bundle[j] == bundle;
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
                if (today < p->data->task[p->task[choice[i].local]].max_per_day &&
                    choice[i].sessions > 0 &&
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

static void note(pricer_t *p, num value) {
    ROOM_FOR(p->sketch, p->sketched, p->sketch_room);
    p->sketch[p->sketched++] = value;
}

/* The sessions of a bundle on the days of a week, fullest day first, a digit each. */
static num code_of(const pricer_t *p, num bundle) {
    num row[WEEK], days = p->profile_days[bundle], code = 0;
    for (num i = 0; i < days; i++) {
        num sessions = p->profile[bundle * WEEK + i], at = i;
        for (; at > 0 && row[at - 1] < sessions; at--) row[at] = row[at - 1];
        row[at] = sessions;
    }
    for (num i = days - 1; i >= 0; i--) code = code * (MOST_DAY + 1) + row[i];
    return code;
}

/* Note a week of p->profile but for its tasks: what it costs, whatever the duals, its minutes of
 * work, how many bundles it has, and each with its days. One too many is dropped. */
static void sketch_week(pricer_t *p, const pattern_t *const *week, num days, double cost) {
    if (p->sketched >= p->most_sketched) {
        p->dropped = fmin(p->dropped, cost);
        return;
    }
    num work = 0;
    for (num i = 0; i < days; i++) work += work_of(p, week[i]);
    note(p, llround(cost_but_tasks(p, week, days) - p->minute_price * (double)work));
    note(p, work);
    note(p, p->uses);
    for (num i = 0; i < p->uses; i++) {
        note(p, p->used[i]);
        note(p, code_of(p, p->used[i]));
    }
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
    if (p->lists) {
        sketch_week(p, week, days, cost);
        return;
    }
    for (num i = 0; i < p->uses && dealt; i++) {
        num b = p->used[i], choices = 0;
        true_cost_of_bundle(p, b, &p->profile[b * WEEK], p->profile_days[b], &choices);
        dealt = deal_out(p, b, p->choice, choices, week, days, given, &count);
    }
    bool taken[WEEK] = {false};
    num weekday[WEEK];
    if (!dealt || !assign_weekdays(p, given, count, turns, days, 0, taken, weekday)) {
        p->dropped = fmin(p->dropped, cost); /* whether it can be is not known */
        return;
    }
    p->upper = cost;
    /* The last one is the best. */
    found_t *found = &p->found[p->found_count++ % MOST_FOUND];
    found->sessions = count;
    for (num i = 0; i < count; i++) {
        num task = p->task[given[i].local];
        found->task[i] = (int32_t)task;
        found->start[i] = (int32_t)start_at(p->data, task, weekday[given[i].day], given[i].begin);
    }
}
