#include "disaggregation.h"

#include "week_costs.h"

/* A session of a week in the making. */
typedef struct {
    num day;   /* of those of the week that have sessions */
    num local; /* task */
    num begin; /* minute of the day */
} given_t;

/* H13: whether the sessions of each task lie on days far enough apart. */
static bool days_apart(const pricer_t *p, const given_t *given, num count, const num *weekday) {
    for (num i = 0; i < count; i++)
        for (num j = 0; j < i; j++) {
            if (given[i].local != given[j].local || given[i].day == given[j].day) continue;
            num apart = weekday[given[i].day] - weekday[given[j].day];
            if ((apart < 0 ? -apart : apart) <
                p->data->task[p->person.task[given[i].local]].min_gap)
                return false;
        }
    return true;
}

/* Put the days of a week on weekdays such that days_apart() holds, if possible. */
static bool assign_weekdays(const pricer_t *p, const given_t *given, num count, const num *turns,
                            num days, num at, bool *taken, num *weekday) {
    if (at == days) return days_apart(p, given, count, weekday);
    num like = p->week.of_weekday[p->week.turn[turns[at]]];
    for (num day = 0; day < WEEK; day++) {
        if (taken[day] || p->week.of_weekday[day] != like) continue;
        taken[day] = true;
        weekday[at] = day;
        if (assign_weekdays(p, given, count, turns, days, at + 1, taken, weekday)) return true;
        taken[day] = false;
    }
    return false;
}

/* Give the sessions of one class to the tasks chosen: day by day, the fullest first, to those
 * with most sessions left. */
static bool deal_out(pricer_t *p, num klass, choice_t *choice, num choices,
                     const pattern_t *const *week, num days, given_t *given, num *count) {
    bool done[WEEK] = {false};
    for (num round = 0; round < days; round++) {
        num day = -1, most = 0;
        for (num i = 0; i < days; i++) {
            num sessions = 0;
            for (num j = 0; j < week[i]->count && !done[i]; j++)
                sessions += week[i]->klass[j] == klass;
            if (sessions > most) day = i, most = sessions;
        }
        if (day < 0) return true;
        done[day] = true;
        num first = *count;
        for (num j = 0; j < week[day]->count; j++) {
            if (week[day]->klass[j] != klass) continue;
            num best = -1;
            for (num i = 0; i < choices; i++) {
                num today = 0;
                for (num k = first; k < *count; k++) today += given[k].local == choice[i].local;
                if (today < p->data->task[p->person.task[choice[i].local]].max_per_day &&
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

/* The sessions of a class on the days of a week, fullest day first, a digit each. */
static num code_of(const pricer_t *p, num klass) {
    num row[WEEK], days = p->profile.days[klass], code = 0;
    for (num i = 0; i < days; i++) {
        num sessions = p->profile.sessions[klass * WEEK + i], at = i;
        for (; at > 0 && row[at - 1] < sessions; at--) row[at] = row[at - 1];
        row[at] = sessions;
    }
    for (num i = days - 1; i >= 0; i--) code = code * (MOST_DAY + 1) + row[i];
    return code;
}

/* Note a week of the profile without its tasks: what it costs, whatever the duals, its minutes of
 * work, how many classes it has, and each with its days. One too many is dropped. */
MUST_USE static bool note_aggregated(pricer_t *p, const pattern_t *const *week, num days,
                                     double cost) {
    found_weeks_t *found = &p->found;
    const profile_t *profile = &p->profile;
    if (found->aggregated.count >= found->most_aggregated) {
        p->labelling.dropped = fmin(p->labelling.dropped, cost);
        return true;
    }
    if (!RESERVE(found->aggregated, found->aggregated.count + 3 + 2 * profile->uses)) return false;
    num *number = &found->aggregated.row[found->aggregated.count];
    found->aggregated.count += 3 + 2 * profile->uses;
    num work = 0;
    for (num i = 0; i < days; i++) work += work_of(p, week[i]);
    *number++ = llround(cost_but_tasks(p, week, days) - p->dual.minute_price * (double)work);
    *number++ = work;
    *number++ = profile->uses;
    for (num i = 0; i < profile->uses; i++) {
        *number++ = profile->used[i];
        *number++ = code_of(p, profile->used[i]);
    }
    return true;
}

/* Deal out the sessions of the profile to tasks and weekdays; return how many there are, or -1 if no
 * way is found. */
static num disaggregate(pricer_t *p, const pattern_t *const *week, const num *turns, num days,
                        given_t *given, num *weekday) {
    const profile_t *profile = &p->profile;
    num count = 0;
    for (num i = 0; i < profile->uses; i++) {
        num klass = profile->used[i], choices = 0;
        true_cost_of_class(p, klass, &profile->sessions[klass * WEEK], profile->days[klass],
                           &choices);
        if (!deal_out(p, klass, profile->choice, choices, week, days, given, &count)) return -1;
    }
    bool taken[WEEK] = {false};
    return assign_weekdays(p, given, count, turns, days, 0, taken, weekday) ? count : -1;
}

bool keep_week(pricer_t *p, const pattern_t *const *week, const num *turns, num days) {
    const profile_t *profile = &p->profile;
    double cost = cost_but_tasks(p, week, days);
    clear_profile(p);
    for (num i = 0; i < days; i++) add_to_profile(p, week[i]);
    for (num i = 0; i < profile->uses; i++) {
        num klass = profile->used[i], choices;
        cost += true_cost_of_class(p, klass, &profile->sessions[klass * WEEK], profile->days[klass],
                                   &choices);
    }
    if (cost >= p->upper) return true;
    if (p->found.lists) return note_aggregated(p, week, days, cost);
    given_t given[MOST_WEEK];
    num weekday[WEEK], count = disaggregate(p, week, turns, days, given, weekday);
    if (count < 0) {
        /* Whether it can be is not known. */
        p->labelling.dropped = fmin(p->labelling.dropped, cost);
        return true;
    }
    p->upper = cost;
    /* The last one is the best. */
    found_t *found = &p->found.week[p->found.count++ % p->found.most];
    found->sessions = count;
    for (num i = 0; i < count; i++) {
        num task = p->person.task[given[i].local];
        found->task[i] = (int32_t)task;
        found->start[i] = (int32_t)start_at(p->data, task, weekday[given[i].day], given[i].begin);
    }
    return true;
}
