/* What forbids a session: rules H04 to H15, on the sums of the plan. Static rules (H00-H03) are in
 * the data: pairs, starts and `fits`. */

/* H13: sessions on a day, days apart. */
static bool task_allows(const roster_t *r, num task, num day) {
    const task_t *t = &r->data->task[task];
    const int32_t *used = &r->task_day[task * WEEK];
    if (used[day] >= t->max_per_day) return false;
    if (t->min_gap <= 1) return true;
    for (num other = 0; other < WEEK; other++) {
        num apart = other > day ? other - day : day - other;
        if (apart > 0 && apart < t->min_gap && used[other] > 0) return false;
    }
    return true;
}

/* H10, H11, H14: sessions and places of the person's week, people on the task. */
static bool week_allows(const roster_t *r, num person, num task) {
    const data_t *d = r->data;
    const week_t *week = &r->week[person];
    if (week->sessions >= d->person[person].max_sessions_week) return false;
    if (r->staff[task] >= d->task[task].max_staff && r->pair_count[pair_of(d, person, task)] == 0)
        return false;
    return week->sites < d->person[person].max_sites_week ||
           r->visits[person * d->n->places + place_of(d, person, task)] > 0;
}

/* H12: minutes of work left to the person and to the employer. */
static bool work_allows(const roster_t *r, num person, num minutes) {
    const data_t *d = r->data;
    const person_t *who = &d->person[person];
    num worked = r->week[person].work + (d->n->count_travel ? r->week[person].road : 0);
    return worked + minutes <= who->max_work &&
           r->employer_used[who->employer] + minutes <= d->employer_work[who->employer];
}

/* H15: the room that closures of a site and day take at a moment, in sessions. */
static num room_taken(const taken_t *taken, num closures, num moment) {
    num sessions = 0;
    for (num i = 0; i < closures; i++)
        if (taken[i].begin <= moment && moment < taken[i].end) sessions += taken[i].sessions;
    return sessions;
}

/* H15: sessions at the site at any moment, and one at a time of a cohort. */
static bool site_has_room(const roster_t *r, num task, num start) {
    const data_t *d = r->data;
    num site = d->task[task].site;
    if (!d->place[site].watched) return true;
    num row = site * WEEK + d->start[start].day, cohort = d->task[task].cohort;
    const int32_t *there = &r->site_units[d->site_ptr[row]];
    num count = r->site_day_count[row] + r->site_day_held[row], meeting = 0;
    num capacity = d->place[site].capacity;
    num begin = d->start[start].begin, end = d->start[start].end;
    for (num i = 0; i < count; i++) {
        const unit_t *other = &r->unit[there[i]];
        if (other->begin >= end || begin >= other->end) continue;
        if (cohort >= 0 && d->task[other->task].cohort == cohort) return false;
        meeting++;
    }
    const taken_t *taken = &d->taken[d->taken_ptr[row]];
    num closures = d->taken_ptr[row + 1] - d->taken_ptr[row];
    for (num i = 0; i < closures; i++)
        if (taken[i].begin < end && begin < taken[i].end) meeting += taken[i].sessions;
    if (meeting < capacity) return true;
    /* The fullest moment within the session is where it begins, or another one or a closure. */
    for (num i = -1; i < count + closures; i++) {
        num moment = i < 0       ? begin
                     : i < count ? r->unit[there[i]].begin
                                 : taken[i - count].begin;
        if (moment < begin || moment >= end) continue;
        num present = room_taken(taken, closures, moment);
        for (num j = 0; j < count; j++)
            present += r->unit[there[j]].begin <= moment && moment < r->unit[there[j]].end;
        if (present >= capacity) return false;
    }
    return true;
}

/* How often a person is at a place on a day. */
static num visits_on(const roster_t *r, num row, num place) {
    const stop_t *stops = stops_of(r, row);
    num count = 0;
    for (num i = 0; i < r->day_count[row]; i++) count += stops[i].place == place;
    return count;
}

/* H10, H11: one session more on a day, at a place. */
static bool day_allows(const roster_t *r, num person, num row, num place) {
    const person_t *who = &r->data->person[person];
    if (r->day_count[row] >= who->max_sessions_day) return false;
    if (r->day_count[row] == 0) return r->week[person].days < who->max_days_week;
    return r->day_sites[row] < who->max_sites_day || visits_on(r, row, place) > 0;
}

/* H04, H05, H07: from one session to the next, `minutes` of road between them. */
static inline bool gap_allows(const data_t *d, num end, num afternoon_before, num begin,
                              num afternoon_after, num minutes) {
    num lunch = afternoon_after && !afternoon_before ? d->n->lunch : 0;
    return begin - end >= minutes + lunch;
}

/* H04-H09, H12: whether what is left of a day can still be driven and worked. */
static bool day_is_legal(const roster_t *r, num person, num day) {
    const data_t *d = r->data;
    const person_t *who = &d->person[person];
    num row = person * WEEK + day, count = r->day_count[row], from = who->home;
    const stop_t *stops = stops_of(r, row);
    if (!work_allows(r, person, 0)) return false;
    if (count == 0) return true;
    if (r->day_road[row] > who->max_travel_day) return false;
    for (num i = 0; i < count; i++) {
        const stop_t *stop = &stops[i];
        num minutes = minutes_between(d, person, from, stop->place);
        if (minutes > who->max_leg) return false;
        if (i == 0) {
            if (d->n->departure + minutes > stop->begin) return false;
        } else {
            if (!gap_allows(d, stop[-1].end, stop[-1].afternoon, stop->begin, stop->afternoon,
                            minutes))
                return false;
        }
        from = stop->place;
    }
    num back = minutes_between(d, person, from, who->home);
    return back <= who->max_leg && stops[count - 1].end + back <= d->n->latest_return;
}
