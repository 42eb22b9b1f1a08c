/* One person's days as stops, classes and kinds: everything about a day that no multiplier
 * changes. */

static int by_value(const void *a, const void *b) {
    num x = *(const num *)a, y = *(const num *)b;
    return (x > y) - (x < y);
}

static uint64_t mixed(uint64_t x) {
    x ^= x >> 30;
    x *= UINT64_C(0xBF58476D1CE4E5B9);
    x ^= x >> 27;
    x *= UINT64_C(0x94D049BB133111EB);
    return x ^ (x >> 31);
}

static void sign_day(day_t *day, uint64_t value) { day->key = mixed(day->key * 31 + value + 1); }

/* The rows that set starts of a task apart, -1 if none do: tasks of equal rows have the same. */
static num extra_of(const pricer_t *p, num task) {
    return p->data->pair_extra[pair_of(p->data, p->person, task)];
}

/* What a start adds to the price of its task; NEVER where a pin forbids it. */
static double start_price(const pricer_t *p, num task, num row) {
    const data_t *d = p->data;
    num offset = row - d->set_day_ptr[d->task[task].start_set * WEEK];
    num first = extra_of(p, task);
    if (first < 0) return 0;
    return d->extra_allowed[first + offset] ? p->prices->extra[first + offset] : NEVER;
}

/* Sort the starts that a task has on the day into kinds; return their number. */
static num add_kinds(pricer_t *p, day_t *day, num task) {
    const data_t *d = p->data;
    num key = d->task[task].start_set * WEEK + day->day, first = day->kinds;
    for (num row = d->set_day_ptr[key]; row < d->set_day_ptr[key + 1]; row++) {
        const start_t *s = &d->start[row];
        double extra = start_price(p, task, row);
        if (extra == NEVER || !d->fits[p->person * d->n->starts + row]) continue;
        num minutes = s->end - s->begin, at = first;
        while (at < day->kinds &&
               (day->kind[at].minutes != minutes || day->kind[at].extra != extra ||
                day->kind[at].afternoon != s->afternoon))
            at++;
        if (at == day->kinds) {
            ROOM_FOR(day->kind, day->kinds, day->kind_room);
            day->kind[day->kinds++] =
                (kind_t){.minutes = minutes, .afternoon = s->afternoon, .extra = extra};
        }
        day->kind[at].count++;
    }
    num from = day->moments;
    for (num at = first; at < day->kinds; at++) {
        kind_t *kind = &day->kind[at];
        kind->first = from;
        from += kind->count;
        kind->count = 0;
    }
    ROOM_OF(day->moment, from, day->moment_room);
    for (num row = d->set_day_ptr[key]; row < d->set_day_ptr[key + 1]; row++) {
        const start_t *s = &d->start[row];
        double extra = start_price(p, task, row);
        if (extra == NEVER || !d->fits[p->person * d->n->starts + row]) continue;
        num at = first;
        while (day->kind[at].minutes != s->end - s->begin || day->kind[at].extra != extra ||
               day->kind[at].afternoon != s->afternoon)
            at++;
        day->moment[day->kind[at].first + day->kind[at].count++] = s->begin;
    }
    day->moments = from;
    return day->kinds - first;
}

/* Add a bundle to a stop of the day, if it has any start then. */
static void add_class(pricer_t *p, day_t *day, venue_t *stop, num bundle) {
    num kind = day->kinds, kinds = add_kinds(p, day, p->task[p->order[p->bundle[bundle].first]]);
    if (kinds == 0) return;
    ROOM_FOR(day->klass, day->classes, day->class_room);
    day->klass[day->classes++] = (class_t){.kind = kind, .kinds = kinds, .bundle = bundle};
    stop->classes++;
    sign_day(day, (uint64_t)bundle);
    for (num i = kind; i < kind + kinds; i++) {
        const kind_t *k = &day->kind[i];
        uint64_t extra;
        memcpy(&extra, &k->extra, sizeof extra);
        sign_day(day, (uint64_t)(k->minutes * 2 + k->afternoon));
        sign_day(day, extra);
        for (num j = k->first; j < k->first + k->count; j++)
            sign_day(day, (uint64_t)day->moment[j]);
    }
}

/* Of sorted times keep the first of every `width` minutes; return how many are left. */
static num thinned(num *times, num count, num width) {
    num left = 0;
    for (num i = 0; i < count; i++)
        if (left == 0 || times[i] / width != times[left - 1] / width) times[left++] = times[i];
    return left;
}

static num distinct(num *times, num count) {
    qsort(times, (size_t)count, sizeof *times, by_value);
    return thinned(times, count, 1);
}

/* The last of sorted times that is no later than a moment. */
static num last_until(const num *times, num count, num moment) {
    num low = 0;
    while (count > 1) {
        num half = count / 2;
        if (times[low + half] <= moment) {
            low += half;
            count -= half;
        } else {
            count = half;
        }
    }
    return low;
}

static num first_moment(const num *times, num count, num moment) {
    num low = 0, high = count;
    while (low < high) {
        num middle = (low + high) / 2;
        if (times[middle] < moment)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

/* Minutes by which times of a stop may stand for each other: less than half of any session. */
static num coarseness(const day_t *day) {
    num shortest = 2 * 15 + 1;
    for (num i = 0; i < day->kinds; i++)
        if (day->kind[i].minutes < shortest) shortest = day->kind[i].minutes;
    return shortest > 2 ? (shortest - 1) / 2 : 1;
}

/* Note when sessions at a stop begin and end. */
static void add_times(day_t *day, num number, num *scratch) {
    venue_t *stop = &day->stop[number];
    num first = day->klass[stop->klass].kind, count = 0, width = 1;
    const class_t *last = &day->klass[stop->klass + stop->classes - 1];
    num kinds = last->kind + last->kinds;
    num low = day->kind[first].first;
    num high = day->kind[kinds - 1].first + day->kind[kinds - 1].count;
    for (num i = low; i < high; i++) scratch[count++] = day->moment[i];
    count = distinct(scratch, count);
    if (count > MOST_TIMES) count = thinned(scratch, count, width = coarseness(day));
    if (width > day->width) day->width = width;
    stop->begin = day->begins;
    stop->begins = count;
    for (num i = 0; i < count; i++) {
        ROOM_FOR(day->begin, day->begins, day->begin_room);
        day->begin[day->begins++] = scratch[i];
    }
    stop->end = day->ends;
    ROOM_OF(day->ends_at, day->moments, day->ends_at_room);
    for (num afternoon = 0; afternoon < 2; afternoon++) {
        count = 0;
        for (num i = first; i < kinds; i++)
            for (num j = 0; j < day->kind[i].count && day->kind[i].afternoon == afternoon; j++)
                scratch[count++] = day->moment[day->kind[i].first + j] + day->kind[i].minutes;
        if (count == 0) continue;
        count = distinct(scratch, count);
        if (width > 1) count = thinned(scratch, count, width);
        for (num i = first; i < kinds; i++)
            for (num j = 0; j < day->kind[i].count && day->kind[i].afternoon == afternoon; j++) {
                num moment = day->kind[i].first + j;
                day->ends_at[moment] =
                    day->ends +
                    last_until(scratch, count, day->moment[moment] + day->kind[i].minutes);
            }
        for (num i = 0; i < count; i++) {
            ROOM_FOR(day->end, day->ends, day->end_room);
            day->end[day->ends++] =
                (end_t){.time = scratch[i], .morning = !afternoon, .stop = number};
        }
    }
    stop->ends = day->ends - stop->end;
}

static num road(const pricer_t *p, num a, num b) {
    return minutes_between(p->data, p->person, a, b);
}

static num shortest(const pricer_t *p, num a, num b) {
    const data_t *d = p->data;
    return p->prices->shortest[(d->person[p->person].mode * d->n->places + a) * d->n->places + b];
}

/* Whether a day's road can hold the way from one place to another. */
static bool road_allows(const pricer_t *p, num from, num to) {
    const person_t *who = &p->data->person[p->person];
    num minutes = road(p, from, to);
    return minutes <= who->max_leg &&
           shortest(p, p->home, from) + minutes + shortest(p, to, p->home) <= who->max_travel_day;
}

/* The first begin at a stop for who arrives at a moment, or -1. */
static num first_begin(const day_t *day, const venue_t *stop, num moment) {
    num at = first_moment(&day->begin[stop->begin], stop->begins, moment);
    /* Where a time stands for those soon after it, it may do. */
    if (day->width > 1 && at > 0 &&
        day->begin[stop->begin + at - 1] / day->width == moment / day->width)
        at--;
    return at < stop->begins ? stop->begin + at : -1;
}

static void add_reach(const pricer_t *p, day_t *day) {
    ROOM_OF(day->reach, day->ends * day->stops * 2, day->reach_room);
    for (num from = 0; from < day->stops; from++)
        for (num s = 0; s < day->stops; s++) {
            const venue_t *stop = &day->stop[s], *before = &day->stop[from];
            bool goes = s != from && road_allows(p, before->place, stop->place);
            num minutes = goes ? road(p, before->place, stop->place) : 0;
            for (num e = before->end; e < before->end + before->ends; e++) {
                const end_t *end = &day->end[e];
                num lunch = end->morning ? p->data->n->lunch : 0, arrival = end->time + minutes;
                int32_t *reach = &day->reach[(e * day->stops + s) * 2];
                reach[0] = goes && end->morning ? (int32_t)first_begin(day, stop, arrival) : -1;
                reach[1] = goes ? (int32_t)first_begin(day, stop, arrival + lunch) : -1;
            }
        }
}

/* Where an event comes in the order: later ones first, of those at once begins before ends. */
static num rank_of(const event_t *event) { return -2 * event->time - event->is_begin; }

/* The order in which the bound of a day goes over its times: each after all that can follow it. */
static void add_events(pricer_t *p, day_t *day) {
    num count = 0, wait = day->width > 1 ? day->width : 0, all = day->begins + day->ends;
    ROOM_OF(day->event, 2 * all, day->event_room);
    ROOM_OF(day->begin_stop, day->begins, day->begin_stop_room);
    event_t *event = &day->event[all];
    for (num s = 0; s < day->stops; s++)
        for (num i = 0; i < day->stop[s].begins; i++) day->begin_stop[day->stop[s].begin + i] = s;
    for (num i = 0; i < day->begins; i++)
        event[count++] = (event_t){.time = day->begin[i], .index = i, .is_begin = true};
    for (num i = 0; i < day->ends; i++)
        event[count++] = (event_t){.time = day->end[i].time - wait, .index = i};
    /* By counting: there are few different times. */
    num low = rank_of(event), high = low;
    for (num i = 0; i < all; i++) {
        if (rank_of(&event[i]) < low) low = rank_of(&event[i]);
        if (rank_of(&event[i]) > high) high = rank_of(&event[i]);
    }
    ROOM_OF(p->scratch, high - low + 2, p->scratch_room);
    memset(p->scratch, 0, (size_t)(high - low + 2) * sizeof *p->scratch);
    for (num i = 0; i < all; i++) p->scratch[rank_of(&event[i]) - low + 1]++;
    for (num i = 1; i <= high - low; i++) p->scratch[i] += p->scratch[i - 1];
    for (num i = 0; i < all; i++) day->event[p->scratch[rank_of(&event[i]) - low]++] = event[i];
}

/* Lay out a weekday of the person. */
static void lay_out(pricer_t *p, day_t *day, num weekday) {
    day->day = weekday;
    day->key = 0;
    day->width = 1;
    day->kinds = day->moments = day->classes = day->stops = 0;
    day->begins = day->ends = 0;
    for (num b = 0; b < p->bundles; b++) {
        num place = p->bundle[b].place;
        if (day->stops == 0 || day->stop[day->stops - 1].place != place) {
            if (day->stops > 0 && day->stop[day->stops - 1].classes == 0) day->stops--;
            ROOM_FOR(day->stop, day->stops, day->stop_room);
            day->stop[day->stops++] = (venue_t){.place = place, .klass = day->classes};
        }
        add_class(p, day, &day->stop[day->stops - 1], b);
    }
    if (day->stops > 0 && day->stop[day->stops - 1].classes == 0) day->stops--;
}

static void finish_layout(pricer_t *p, day_t *day) {
    ROOM_OF(p->scratch, day->moments, p->scratch_room);
    for (num s = 0; s < day->stops; s++) add_times(day, s, p->scratch);
    add_reach(p, day);
    add_events(p, day);
    for (num i = 0; i < day->kinds; i++) {
        num length = day->kind[i].minutes / p->unit * p->unit, at = 0;
        while (p->length[at] != length) at++;
        day->kind[i].length = at;
    }
    ROOM_OF(day->stay, day->begins * 2 * p->mixes, day->stay_room);
    ROOM_OF(day->leave, day->ends * p->mixes, day->leave_room);
    ROOM_OF(day->best, p->mixes, day->best_room);
}

/* How many sessions of a length fit into a day one after the other, wherever they are. */
static num most_in_day(const pricer_t *p, const day_t *day, num length) {
    num count = 0, ready = 0;
    while (count < p->most) {
        num first = MOST_MINUTES + 1;
        for (num i = 0; i < day->kinds; i++) {
            const kind_t *kind = &day->kind[i];
            if (kind->minutes / p->unit * p->unit != length) continue;
            num at = first_moment(&day->moment[kind->first], kind->count, ready);
            if (at == kind->count) continue;
            num end = day->moment[kind->first + at] + kind->minutes;
            if (end < first) first = end;
        }
        if (first > MOST_MINUTES) break;
        ready = first;
        count++;
    }
    return count;
}

/* Collect the lengths of sessions at the present unit; false if they are too many. */
static bool collect_lengths(pricer_t *p) {
    p->lengths = 0;
    for (num i = 0; i < p->days; i++)
        for (num j = 0; j < p->day[i].kinds; j++) {
            num length = p->day[i].kind[j].minutes / p->unit * p->unit, at = 0;
            while (at < p->lengths && p->length[at] != length) at++;
            if (at < p->lengths) continue;
            if (p->lengths == MOST_LENGTHS) return false;
            p->length[p->lengths++] = length;
        }
    for (num at = 0; at < p->lengths; at++) {
        p->most_of[at] = 0;
        for (num i = 0; i < p->days; i++) {
            num most = most_in_day(p, &p->day[i], p->length[at]);
            if (most > p->most_of[at]) p->most_of[at] = most;
        }
    }
    return true;
}

/* The number of a mix, or -1. */
static num find_mix(const pricer_t *p, num sessions, num minutes) {
    if (sessions > p->most || sessions > MOST_DAY || minutes > MOST_MINUTES) return -1;
    return p->mix_at[sessions][minutes];
}

/* Add all mixes of sessions of the lengths from one on; false if they are too many. */
static bool add_mixes(pricer_t *p, num length, num sessions, num minutes) {
    if (length == p->lengths) {
        if (minutes > MOST_MINUTES || find_mix(p, sessions, minutes) >= 0) return true;
        if (p->mixes == MOST_MIXES || sessions > MOST_DAY) return false;
        p->mix_at[sessions][minutes] = (int16_t)p->mixes;
        p->mix[p->mixes++] = (mix_t){sessions, minutes};
        return true;
    }
    for (num count = 0; count <= p->most_of[length] && sessions + count <= p->most; count++)
        if (!add_mixes(p, length + 1, sessions + count, minutes + count * p->length[length]))
            return false;
    return true;
}

/* List all mixes that a day may have, that of no session first; false if they are too many at the
 * present unit. */
static bool list_mixes(pricer_t *p) {
    p->mixes = 0;
    memset(p->mix_at, -1, sizeof p->mix_at);
    if (!collect_lengths(p) || !add_mixes(p, 0, 0, 0)) return false;
    for (num i = 0; i < p->mixes; i++) {
        const mix_t *mix = &p->mix[i];
        for (num j = 0; j < p->lengths; j++)
            p->next[i][j] = (int16_t)find_mix(p, mix->sessions + 1, mix->minutes + p->length[j]);
        for (num j = 0; j < p->mixes; j++)
            p->sum[i][j] = (int16_t)find_mix(p, mix->sessions + p->mix[j].sessions,
                                             mix->minutes + p->mix[j].minutes);
    }
    return true;
}

static void set_mixes(pricer_t *p) {
    static const num units[] = {1, 5, 10, 15, 20, 30, 60, 120, 240, 480, 1440};
    for (num i = 0; i < (num)(sizeof units / sizeof *units); i++) {
        p->unit = units[i];
        if (list_mixes(p)) return;
    }
}

static int by_place(const void *a, const void *b) {
    const sort_t *x = a, *y = b;
    if (x->place != y->place) return x->place < y->place ? -1 : 1;
    if (x->extra != y->extra) return x->extra < y->extra ? -1 : 1;
    if (x->set != y->set) return x->set < y->set ? -1 : 1;
    return (x->local > y->local) - (x->local < y->local);
}

/* Whether the person could be in any session of a task on a weekday. */
static bool has_time(const pricer_t *p, num task, num weekday) {
    const data_t *d = p->data;
    num key = d->task[task].start_set * WEEK + weekday;
    for (num row = d->set_day_ptr[key]; row < d->set_day_ptr[key + 1]; row++)
        if (d->fits[p->person * d->n->starts + row]) return true;
    return false;
}

/* The most sessions of a task that the person can take in a week. */
static num most_sessions(const pricer_t *p, num task) {
    const task_t *t = &p->data->task[task];
    num days = 0, last = -WEEK;
    for (num day = 0; day < WEEK; day++) {
        if (day - last < t->min_gap || !has_time(p, task, day)) continue;
        days++;
        last = day;
    }
    num most = t->max_per_day * days;
    return most < t->units ? most : t->units;
}

/* Tasks that one person takes make bundles of their own if they are no more than these: what the
 * person costs is then known as soon as one session is taken. */
enum { MOST_LONE = 3 };

/* How many of the sorted tasks from one on go into one bundle. */
static num size_of_bundle(const pricer_t *p, num first) {
    const sort_t *one = &p->sort[first];
    num count = 0, lone = 0;
    for (; first + count < p->tasks; count++) {
        const sort_t *next = &one[count];
        if (next->place != one->place || next->extra != one->extra || next->set != one->set) break;
        lone += p->data->task[p->task[next->local]].max_staff == 1;
    }
    return lone == count && count <= MOST_LONE ? 1 : count;
}

/* Put so many of the sorted tasks into a bundle. */
static void add_bundle(pricer_t *p, num first, num count) {
    ROOM_FOR(p->bundle, p->bundles, p->bundle_room);
    bundle_t *bundle = &p->bundle[p->bundles++];
    *bundle =
        (bundle_t){.place = p->sort[first].place, .first = first, .count = count, .item = p->items};
    num least = WEEK * MOST_DAY;
    bundle->staff = NEVER;
    for (num i = first; i < first + count; i++) {
        num local = p->order[i] = p->sort[i].local, task = p->task[local];
        num per_day = p->data->task[task].max_per_day;
        bundle->staff = fmin(bundle->staff, p->prices->staff[task]);
        if (p->cap[local] > bundle->cap) bundle->cap = p->cap[local];
        if (per_day > bundle->per_day) bundle->per_day = per_day;
        if (per_day < least) least = per_day;
        for (num copy = 0; copy < per_day && copy < p->cap[local]; copy++) {
            ROOM_FOR(p->item, p->items, p->item_room);
            p->item[p->items++] = (item_t){.task = local};
            bundle->items++;
        }
    }
    bundle->is_even = least == bundle->per_day;
    if (!bundle->is_even) bundle->staff = 0;
}

/* Lay out the week of a person at some duals. */
static void lay_out_week(pricer_t *p, num person) {
    const data_t *d = p->data;
    const person_t *who = &d->person[person];
    p->person = person;
    p->home = who->home;
    p->most = who->max_sessions_day < d->n->most_sessions_day ? who->max_sessions_day
                                                              : d->n->most_sessions_day;
    p->task = &d->tasks[d->tasks_ptr[person]];
    p->tasks = d->tasks_ptr[person + 1] - d->tasks_ptr[person];
    for (num i = 0; i < p->tasks; i++) {
        num task = p->task[i], site = d->task[task].site;
        p->cap[i] = most_sessions(p, task);
        p->fixed[i] = p->prices->task[task];
        for (num j = d->link_ptr[site]; j < d->link_ptr[site + 1]; j++)
            if (d->link[j].group == who->group) p->fixed[i] += p->prices->link[j];
        p->place[i] = place_of(d, person, task);
        p->sort[i] = (sort_t){p->place[i], extra_of(p, task), d->task[task].start_set, i};
    }
    qsort(p->sort, (size_t)p->tasks, sizeof *p->sort, by_place);
    p->bundles = p->items = 0;
    for (num i = 0; i < p->tasks; i += p->bundle[p->bundles - 1].count)
        add_bundle(p, i, size_of_bundle(p, i));
    p->days = 0;
    for (num weekday = 0; weekday < WEEK; weekday++) {
        day_t *day = &p->day[p->days];
        p->of_weekday[weekday] = -1;
        lay_out(p, day, weekday);
        if (day->stops == 0) continue;
        num same = 0;
        while (p->day[same].key != day->key) same++;
        p->of_weekday[weekday] = same;
        if (same < p->days) continue;
        day->copies = 0;
        p->days++;
    }
    set_mixes(p);
    for (num i = 0; i < p->days; i++) finish_layout(p, &p->day[i]);
    for (num weekday = 0; weekday < WEEK; weekday++)
        if (p->of_weekday[weekday] >= 0) p->day[p->of_weekday[weekday]].copies++;
}
