#include "multipliers.h"

#include <string.h>

#include "day_bounds.h"
#include "week_bounds.h"
#include "week_costs.h"

bool bound_of_states(pricer_t *p, double *bound) {
    const data_t *d = p->data;
    const person_t *who = &d->person[p->person.number];
    multipliers_t *dual = &p->dual;
    dual->minute_price = p->prices->minute[who->employer];
    dual->road_price = (double)d->n.w_travel + dual->value[ROAD] +
                       (d->n.count_travel ? dual->minute_price + dual->value[WORK] : 0);
    dual->given = given_back(p);
    if (dual->value[WORK] > 0) dual->given -= dual->value[WORK] * (double)who->max_work;
    set_session_costs(p);
    for (num i = 0; i < p->week.days; i++) {
        day_t *day = &p->week.day[i];
        price_day(p, day);
        day->offers.count = 0;
        for (num s = 0; s < p->states.count; s++)
            if (!add_offer(day, p->states.row[s].minutes, day->best.row[s], s)) return false;
    }
    return bound_rest(p, most_rounding(p), bound);
}

bool bound_of_list(pricer_t *p, double *bound) {
    p->dual.given = given_back(p);
    set_session_costs(p);
    *bound = NEVER;
    for (num i = 0; i < p->week.days; i++) {
        day_t *day = &p->week.day[i];
        day->offers.count = 0;
        for (num j = 0; j < day->patterns.count; j++) {
            pattern_t *pattern = &day->patterns.row[j];
            set_cost_of_day(p, pattern);
            if (!add_offer(day, work_of(p, pattern), pattern->cost, j)) return false;
        }
        if (day->offers.count == 0) return true;
    }
    return bound_rest(p, 0, bound);
}

/* What the limits behind the multipliers allow. */
static double allowed(const pricer_t *p, num i) {
    const person_t *who = &p->data->person[p->person.number];
    switch (i) {
    case WORK:
        return (double)who->max_work;
    case ROAD:
        return (double)who->fair_road;
    case SESSION:
        return (double)who->max_sessions_week;
    case DAY:
        return (double)who->max_days_week;
    default:
        return (double)p->person.cap[i - MULTIPLIERS];
    }
}

static double highest(const pricer_t *p, num i) {
    if (i == WORK && !p->data->n.count_travel) return 0;
    return i == ROAD ? (double)p->data->n.w_long_road : NEVER;
}

/* What makes a step of a minute as long as one of a session. */
static double scale_of(num i) { return i == WORK || i == ROAD ? 60 : 1; }

/* One step: the multipliers of limits that the cheapest week exceeds rise, the others fall. */
static void step_multipliers(pricer_t *p, double distance) {
    multipliers_t *dual = &p->dual;
    num count = MULTIPLIERS + p->person.tasks;
    double square = 0;
    for (num i = 0; i < count; i++) {
        double excess = dual->usage[i] - allowed(p, i), scale = scale_of(i);
        /* A multiplier at its border that would leave it does not move. */
        if ((dual->value[i] <= 0 && excess < 0) || (dual->value[i] >= highest(p, i) && excess > 0))
            excess = 0;
        dual->direction[i] = excess + 0.5 * dual->direction[i];
        square += dual->direction[i] * dual->direction[i] / (scale * scale);
    }
    if (square <= 0) return;
    for (num i = 0; i < count; i++) {
        double scale = scale_of(i);
        double value = dual->value[i] + distance / square * dual->direction[i] / (scale * scale);
        dual->value[i] = fmin(highest(p, i), fmax(0, value));
    }
}

bool raise_bound(pricer_t *p, num steps, bool (*bound_at)(pricer_t *, double *),
                 void (*count_usage)(pricer_t *), double *bound) {
    multipliers_t *dual = &p->dual;
    size_t size = (size_t)(MULTIPLIERS + p->person.tasks) * sizeof *dual->value;
    double best = -NEVER, pace = 1;
    memset(dual->direction, 0, size);
    for (num step = 0;; step++) {
        if (!bound_at(p, bound)) return false;
        if (*bound > best) {
            best = *bound;
            memcpy(dual->best, dual->value, size);
        } else {
            pace *= 0.85;
        }
        if (step == steps || best >= p->upper - 1e-6) break;
        memset(dual->usage, 0, size);
        count_usage(p);
        step_multipliers(p, pace * fmin(p->upper - *bound, 10 + 0.01 * fabs(*bound)));
    }
    memcpy(dual->value, dual->best, size);
    return bound_at(p, bound);
}
