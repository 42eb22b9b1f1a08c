#include "limits.h"

#include "lists.h"

/* The room that closures of a site and day take at a moment, in sessions. */
static num room_taken(const taken_t *taken, num closures, num moment) {
    num sessions = 0;
    for (num i = 0; i < closures; i++)
        if (taken[i].begin <= moment && moment < taken[i].end) sessions += taken[i].sessions;
    return sessions;
}

/* Whether a cohort is among those who have the sessions of a task. */
static bool has_cohort(const data_t *d, num task, num cohort) {
    for (num i = d->host_ptr[task]; i < d->host_ptr[task + 1]; i++)
        if (d->host[i].cohort == cohort) return true;
    return false;
}

/* Whether a site has room for a session, for so many classes there at once. */
static bool has_room(const roster_t *r, const host_t *host, num classes, num start) {
    const data_t *d = r->data;
    num site = host->ground;
    if (!d->place[site].watched) return true;
    num row = site * WEEK + d->start[start].day, cohort = host->cohort;
    const int32_t *there = &r->lists.site_units[d->site_ptr[row]];
    num count = r->lists.site_day_count[row] + r->lists.site_day_held[row], meeting = 0;
    num capacity = d->place[site].capacity;
    num begin = d->start[start].begin, end = d->start[start].end;
    for (num i = 0; i < count; i++) {
        const unit_t *other = &r->plan.unit[there[i]];
        if (other->begin >= end || begin >= other->end) continue;
        if (cohort >= 0 && has_cohort(d, other->task, cohort)) return false;
        meeting++;
    }
    const taken_t *taken = &d->taken[d->taken_ptr[row]];
    num closures = d->taken_ptr[row + 1] - d->taken_ptr[row];
    for (num i = 0; i < closures; i++)
        if (taken[i].begin < end && begin < taken[i].end) meeting += taken[i].sessions;
    if (meeting + classes <= capacity) return true;
    /* The fullest moment within the session is where it begins, or another one or a closure. */
    for (num i = -1; i < count + closures; i++) {
        num moment = i < 0       ? begin
                     : i < count ? r->plan.unit[there[i]].begin
                                 : taken[i - count].begin;
        if (moment < begin || moment >= end) continue;
        num present = room_taken(taken, closures, moment);
        for (num j = 0; j < count; j++)
            present +=
                r->plan.unit[there[j]].begin <= moment && moment < r->plan.unit[there[j]].end;
        if (present + classes > capacity) return false;
    }
    return true;
}

/* Whether no session of a list has a class at a start, on its way there or back: a list of those at
 * its school, or of those away, which have a way too. */
static bool is_free(const roster_t *r, num row, const host_t *host, num start, bool away) {
    const data_t *d = r->data;
    const int32_t *there = &r->lists.site_units[d->site_ptr[row]];
    num count = r->lists.site_day_count[row] + r->lists.site_day_held[row];
    for (num i = 0; i < count; i++) {
        const unit_t *other = &r->plan.unit[there[i]];
        const host_t *own = &d->host[d->host_ptr[other->task]];
        num ride = host->ride + (away ? own->ride : 0);
        if (other->begin - ride >= d->start[start].end ||
            d->start[start].begin >= other->end + ride)
            continue;
        if (away ? own->cohort == host->cohort : has_cohort(d, other->task, host->cohort))
            return false;
    }
    return true;
}

/* Whether a class can be at a session, for all that it has elsewhere than on the same ground. */
static bool class_is_free(const roster_t *r, const host_t *host, num start) {
    num day = r->data->start[start].day;
    if (host->cohort < 0) return true;
    if (host->ground != host->site && !is_free(r, host->site * WEEK + day, host, start, false))
        return false;
    return is_free(r, away_row(r->data, host->site, day), host, start, true);
}

bool site_has_room(const roster_t *r, num task, num start) {
    const data_t *d = r->data;
    const host_t *host = &d->host[d->host_ptr[task]];
    num hosts = d->host_ptr[task + 1] - d->host_ptr[task];
    for (num i = 0; i < hosts; i++) {
        num classes = 0;
        for (num j = 0; j < hosts; j++) classes += host[j].ground == host[i].ground;
        if (!has_room(r, &host[i], classes, start) || !class_is_free(r, &host[i], start))
            return false;
    }
    return true;
}

bool day_is_legal(const roster_t *r, num person, num day) {
    const data_t *d = r->data;
    const person_t *who = &d->person[person];
    num row = person * WEEK + day, count = r->sums.day_count[row], from = who->home;
    const session_t *session = sessions_of(r, row);
    if (!work_allows(r, person, 0)) return false;
    if (count == 0) return true;
    if (r->sums.day_road[row] > who->max_travel_day) return false;
    for (num i = 0; i < count; i++) {
        const session_t *stop = &session[i];
        num minutes = minutes_between(d, person, from, stop->place);
        if (minutes > who->max_leg) return false;
        if (i == 0) {
            if (d->n.departure + minutes > stop->begin) return false;
        } else {
            if (!gap_allows(d, stop[-1].end, stop[-1].afternoon, stop->begin, stop->afternoon,
                            minutes))
                return false;
        }
        from = stop->place;
    }
    num back = minutes_between(d, person, from, who->home);
    return back <= who->max_leg && session[count - 1].end + back <= d->n.latest_return;
}
