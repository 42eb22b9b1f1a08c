/* Pricing for the column generation of engine.columns: the cheapest week of one person. */
#include "pricer.h"

#include "stops.h"

#include "days.h"

#include "weeks.h"

#include "ties.h"

#include "dealing.h"

#include "growing.h"

static void *room(size_t count, size_t size) {
    void *rows = calloc(count + 1, size);
    if (!rows) abort();
    return rows;
}

pricer_t *pricer_new(const data_t *d, const prices_t *prices) {
    pricer_t *p = room(1, sizeof *p);
    p->data = d;
    p->prices = prices;
    size_t tasks = 0, places = (size_t)d->n->places;
    for (num i = 0; i < d->n->people; i++) {
        size_t own = (size_t)(d->tasks_ptr[i + 1] - d->tasks_ptr[i]);
        if (own > tasks) tasks = own;
    }
    p->cap_price = room(tasks, sizeof *p->cap_price);
    p->cap = room(tasks, sizeof *p->cap);
    p->fixed = room(tasks, sizeof *p->fixed);
    p->order = room(tasks, sizeof *p->order);
    p->sort = room(tasks, sizeof *p->sort);
    p->usage = room(tasks + TIES, sizeof *p->usage);
    p->direction = room(tasks + TIES, sizeof *p->direction);
    p->best_ties = room(tasks + TIES, sizeof *p->best_ties);
    p->place = room(tasks, sizeof *p->place);
    p->choice = room(tasks, sizeof *p->choice);
    p->trial = room(tasks, sizeof *p->trial);
    p->profile = room(tasks * WEEK, sizeof *p->profile);
    p->profile_days = room(tasks, sizeof *p->profile_days);
    p->used = room(tasks, sizeof *p->used);
    p->value = room(tasks, sizeof *p->value);
    p->most_visits = room(places, sizeof *p->most_visits);
    p->taken = room(tasks, sizeof *p->taken);
    p->visited = room(places, sizeof *p->visited);
    p->toured = room(places, sizeof *p->toured);
    p->stops_used = room(places, sizeof *p->stops_used);
    p->visit_price = room(places, sizeof *p->visit_price);
    p->visit_left = room(places, sizeof *p->visit_left);
    return p;
}

void pricer_free(pricer_t *p) {
    if (!p) return;
    for (num i = 0; i < WEEK; i++) {
        day_t *d = &p->day[i];
        void *owned[] = {d->kind,       d->moment, d->ends_at, d->klass,  d->stop, d->begin,
                         d->begin_stop, d->end,    d->event,   d->reach,  d->stay, d->leave,
                         d->pattern,    d->best,   d->offer,   d->others, d->after};
        for (size_t j = 0; j < sizeof owned / sizeof *owned; j++) free(owned[j]);
    }
    void *owned[] = {p->cap_price,   p->cap,        p->fixed,        p->order,      p->scratch,
                     p->sort,        p->usage,      p->direction,    p->best_ties,  p->rest,
                     p->label,       p->fresh,      p->two,          p->place,      p->choice,
                     p->trial,       p->profile,    p->profile_days, p->used,       p->value,
                     p->most_visits, p->visited,    p->toured,       p->taken,      p->bundle,
                     p->item,        p->stops_used, p->visit_price,  p->visit_left, p->seen,
                     p->piece,       p->visit,      p->tight,        p->more,       p->on_top,
                     p->offered,     p->apart,      p->sketch};
    for (size_t i = 0; i < sizeof owned / sizeof *owned; i++) free(owned[i]);
    free(p);
}

/* Set the most visits to each place, and what each pays of its site link. */
static void set_visit_prices(pricer_t *p) {
    num weekdays = 0;
    for (num i = 0; i < p->days; i++) weekdays += p->day[i].copies;
    if (weekdays > p->data->person[p->person].max_days_week)
        weekdays = p->data->person[p->person].max_days_week;
    for (num i = 0; i < p->tasks; i++) p->most_visits[p->place[i]] = 0;
    for (num i = 0; i < p->tasks; i++) p->most_visits[p->place[i]] += p->cap[i];
    for (num i = 0; i < p->tasks; i++) {
        num visits = p->most_visits[p->place[i]];
        double link = p->place[i] == p->home ? 0 : (double)p->data->n->w_site_link;
        p->visit_price[p->place[i]] = share(link, visits < weekdays ? visits : weekdays);
    }
}

/* Drop listed days that no week cheaper than the best one known can have, and sort the others. */
static void drop_dear_days(pricer_t *p) {
    bound_others(p, 0);
    for (num i = 0; i < p->days; i++) {
        day_t *day = &p->day[i];
        num kept = 0;
        for (num j = 0; j < day->patterns; j++) {
            num left = p->work - work_of(p, &day->pattern[j]);
            if (left >= 0 && day->pattern[j].cost + day->others[left] < p->upper)
                day->pattern[kept++] = day->pattern[j];
        }
        day->patterns = kept;
        qsort(day->pattern, (size_t)kept, sizeof *day->pattern, by_pattern_cost);
    }
}

/* List the days of weeks that may be cheaper than the best one known; no week that has another day
 * costs less than what is returned. */
static double list_week(pricer_t *p) {
    double missed = NEVER;
    bound_others(p, most_rounding(p, p->unit));
    p->pieces = p->visits = 0;
    make_slots(p, p->most_patterns);
    for (num i = 0; i < p->days; i++) {
        day_t *day = &p->day[i];
        day->limit = p->upper + 1e-6;
        list_days(p, day);
        for (num j = 0; j < day->patterns; j++) take_apart(p, &day->pattern[j]);
        missed = fmin(missed, day->limit);
    }
    return missed;
}

/* How hard one call tries. */
typedef struct {
    double upper;          /* no week that costs this or more is looked for */
    double growth;         /* steps in which weeks are put together; 0: they are not */
    num steps, list_steps; /* of the multipliers: over bounds of days, over days listed */
    num listed;            /* days kept of each weekday at most */
} effort_t;

/* Whether a day can hold more sessions than pricing can look at: a bound from counting must do. */
static bool is_too_full(const pricer_t *p) { return p->most > MOST_DAY; }

static double bound_of_count(const pricer_t *p) {
    const data_t *d = p->data;
    double bound = -(double)(d->n->w_short_minute * d->person[p->person].min_work);
    for (num i = 0; i < p->tasks; i++) {
        num task = p->task[i], row = d->set_day_ptr[d->task[task].start_set * WEEK];
        double least = NEVER;
        for (; row < d->set_day_ptr[d->task[task].start_set * WEEK + WEEK]; row++)
            least = fmin(least, start_price(p, task, row));
        bound += fmin(0, p->fixed[i] + least) * (double)p->cap[i];
    }
    return bound;
}

enum { LEAST_WIDTH = 32, MOST_WIDTH = 1 << 20, WIDER = 8 };

/* Put weeks together with ever more beginnings side by side, as the steps allow; with the fewest in
 * any case, for some week is to be found. */
static void grow_wider(pricer_t *p, double steps) {
    double end = p->steps + steps;
    p->last_step = NEVER;
    p->dropped = -NEVER;
    for (num width = LEAST_WIDTH; width <= MOST_WIDTH; width *= WIDER) {
        double before = p->dropped, began = p->steps;
        p->dropped = NEVER;
        make_slots(p, width);
        grow_weeks(p, width);
        p->dropped = fmax(p->dropped, before);
        if (p->dropped >= p->upper || p->steps + WIDER * (p->steps - began) > end) break;
        p->last_step = end;
    }
}

static void begin_call(pricer_t *p, num person) {
    lay_out_week(p, person);
    p->found_count = p->sketched = 0;
    memset(p->usage, 0, (size_t)(TIES + p->tasks) * sizeof *p->usage);
}

/* Look for the weeks of a person that cost less than p->upper; return a lower bound of what any
 * other costs, p->upper at most. `state` holds the person's multipliers from call to call. */
static double look_for_weeks(pricer_t *p, const effort_t *effort, double *state) {
    p->most_patterns = effort->listed;
    if (is_too_full(p)) return bound_of_count(p);
    num count = TIES + p->tasks;
    for (num i = 0; i < count; i++) *tie(p, i) = state[i];
    set_visit_prices(p);
    order_days(p);
    double bound = raise_bound(p, effort->steps, bound_of_week, count_usage_of_mixes);
    p->bound = bound;
    bool is_open = bound < p->upper && effort->growth > 0;
    double missed = is_open ? list_week(p) : NEVER;
    double listed =
        is_open ? raise_bound(p, effort->list_steps, bound_of_list, count_usage_of_list) : NEVER;
    for (num i = 0; i < count; i++) state[i] = *tie(p, i);
    if (!is_open) return fmin(bound, p->upper);
    memset(p->usage, 0, (size_t)count * sizeof *p->usage);
    if (listed >= NEVER) return fmax(bound, fmin(p->upper, missed));
    count_usage_of_list(p);
    drop_dear_days(p);
    grow_wider(p, effort->growth);
    return fmax(bound, fmin(p->upper, fmin(missed, p->dropped)));
}

/* Look for the cheapest weeks of a person; return a lower bound of what any week costs, 0 for the
 * empty one included. */
double pricer_price(pricer_t *p, num person, const effort_t *effort, double *state) {
    begin_call(p, person);
    p->upper = fmin(0, effort->upper);
    if (p->days == 0 || p->most == 0) return 0;
    return look_for_weeks(p, effort, state);
}

/* List the weeks of a person that cost less than a limit, but for their tasks, in about `most`
 * numbers; no other week but the empty one costs less than what is returned. */
double pricer_list(pricer_t *p, num person, const effort_t *effort, double *state, num most) {
    begin_call(p, person);
    p->upper = effort->upper;
    p->most_sketched = most;
    if (p->days == 0 || p->most == 0) return p->upper;
    p->lists = true;
    double bound = look_for_weeks(p, effort, state);
    p->lists = false;
    return bound;
}

/* Write what is listed, if there is where, and the bundle of each of the person's tasks; return how
 * many numbers there are. */
num pricer_sketches(const pricer_t *p, num *rows, num *bundle) {
    if (!rows) return p->sketched;
    memcpy(rows, p->sketch, (size_t)p->sketched * sizeof *rows);
    for (num b = 0; b < p->bundles; b++)
        for (num i = p->bundle[b].first; i < p->bundle[b].first + p->bundle[b].count; i++)
            bundle[p->order[i]] = b;
    return p->sketched;
}

/* Write the most sessions of each task that a person can take in a week. */
void pricer_caps(pricer_t *p, num person, double *caps) {
    const data_t *d = p->data;
    p->person = person;
    for (num i = d->tasks_ptr[person]; i < d->tasks_ptr[person + 1]; i++)
        *caps++ = (double)most_sessions(p, d->tasks[i]);
}

/* Return the bound of the days of a person's week at the multipliers of `state`, and count into
 * `usage` what the cheapest days use of what the multipliers price. */
double pricer_relax(pricer_t *p, num person, const double *state, double *usage) {
    lay_out_week(p, person);
    num count = TIES + p->tasks;
    memset(usage, 0, (size_t)count * sizeof *usage);
    if (p->days == 0 || p->most == 0) return 0;
    if (is_too_full(p)) return bound_of_count(p);
    for (num i = 0; i < count; i++) *tie(p, i) = state[i];
    set_visit_prices(p);
    order_days(p);
    double bound = bound_of_week(p);
    memset(p->usage, 0, (size_t)count * sizeof *p->usage);
    count_usage_of_mixes(p);
    memcpy(usage, p->usage, (size_t)count * sizeof *usage);
    return bound;
}

/* Write the weeks found, the cheapest last, as rows (sessions, then task and start of each); return
 * how many there are. */
num pricer_weeks(const pricer_t *p, int32_t *rows) {
    num count = p->found_count < MOST_FOUND ? p->found_count : MOST_FOUND;
    for (num i = 0; i < count; i++) {
        const found_t *found = &p->found[(p->found_count - count + i) % MOST_FOUND];
        *rows++ = (int32_t)found->sessions;
        for (num j = 0; j < found->sessions; j++) {
            *rows++ = found->task[j];
            *rows++ = found->start[j];
        }
    }
    return count;
}

void pricer_usage(const pricer_t *p, double *usage) {
    memcpy(usage, p->usage, (size_t)(TIES + p->tasks) * sizeof *usage);
}

double pricer_steps(const pricer_t *p) { return p->steps; }
