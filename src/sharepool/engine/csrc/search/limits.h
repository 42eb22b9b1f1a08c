/* What forbids a session: rules H04 to H15, on the sums of the plan. Static rules (H00-H03) are in
 * the data: pairs, starts and `fits`. */
#ifndef SHAREPOOL_LIMITS_H
#define SHAREPOOL_LIMITS_H

#include "roster.h"

/* H13: sessions on a day, days apart; of a role, these are its event's. */
static inline bool task_allows(const roster_t *r, num task, num day) {
    const task_t *t = &r->data->task[task];
    const int32_t *used = &r->sums.task_day[task * WEEK];
    if (used[day] >= t->max_per_day) return false;
    if (t->min_gap <= 1) return true;
    for (num other = 0; other < WEEK; other++) {
        num apart = other > day ? other - day : day - other;
        if (apart > 0 && apart < t->min_gap && used[other] > 0) return false;
    }
    return true;
}

/* H10, H11, H14: sessions and places of the person's week, people on the task. */
static inline bool week_allows(const roster_t *r, num person, num task) {
    const data_t *d = r->data;
    const week_t *week = &r->sums.week[person];
    if (week->sessions >= d->person[person].max_sessions_week) return false;
    if (r->sums.staff[task] >= d->task[task].max_staff &&
        r->sums.pair_count[pair_of(d, person, task)] == 0)
        return false;
    return week->sites < d->person[person].max_sites_week ||
           r->sums.visits[person * d->n.places + place_of(d, person, task)] > 0;
}

/* H12: minutes of work left to the person and to the employer. */
static inline bool work_allows(const roster_t *r, num person, num minutes) {
    const data_t *d = r->data;
    const person_t *who = &d->person[person];
    num worked = r->sums.week[person].work + (d->n.count_travel ? r->sums.week[person].road : 0);
    return worked + minutes <= who->max_work &&
           r->sums.employer_used[who->employer] + minutes <= d->employer_work[who->employer];
}

/* H10, H11: one session more on a day, at a place. */
static inline bool day_allows(const roster_t *r, num person, num row, num place) {
    const person_t *who = &r->data->person[person];
    if (r->sums.day_count[row] >= who->max_sessions_day) return false;
    if (r->sums.day_count[row] == 0) return r->sums.week[person].days < who->max_days_week;
    return r->sums.day_sites[row] < who->max_sites_day || visits_on(r, row, place) > 0;
}

/* H04, H05, H07: from one session to the next, `minutes` of road between them. */
static inline bool gap_allows(const data_t *d, num end, num afternoon_before, num begin,
                              num afternoon_after, num minutes) {
    num lunch = afternoon_after && !afternoon_before ? d->n.lunch : 0;
    return begin - end >= minutes + lunch;
}

/* H17: one session of a task at a start, where plans tell people of one session by that. */
static inline bool start_is_free(const roster_t *r, num task, num start) {
    const task_t *t = &r->data->task[task];
    return !t->apart || t->event >= 0 || unit_at(r, task, start) < 0;
}

/* H15: sessions at each site that has them at any moment, and one at a time of a cohort. */
bool site_has_room(const roster_t *r, num task, num start);

/* H04-H09, H12: whether what is left of a day can still be driven and worked. */
bool day_is_legal(const roster_t *r, num person, num day);

#endif
