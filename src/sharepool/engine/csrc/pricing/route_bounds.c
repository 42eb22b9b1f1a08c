#include "route_bounds.h"

/* More ways to look at than this would take longer than they save. */
static const double MOST_WAYS = 3e7;

/* Rows of routes_t.onward of a visit that ends in a span of minutes. */
static inline onward_t *onward_at(const routes_t *r, num visit, num span) {
    return &r->onward.row[(visit * (r->minutes_of_day / r->width + 1) + span) * ONWARDS];
}

/* Put a way to go on among the cheapest ones. */
static void keep_cheap(onward_t *row, onward_t way) {
    num at = ONWARDS;
    while (at > 0 && row[at - 1].cost > way.cost) at--;
    for (num i = ONWARDS - 1; i > at; i--) row[i] = row[i - 1];
    if (at < ONWARDS) row[at] = way;
}

/* The cheapest way to go on after a visit that does not lead straight back to another one. */
static double onward_but(const routes_t *r, num visit, num span, num but) {
    const onward_t *row = onward_at(r, visit, span);
    return row[0].visit == but ? row[1].cost : row[0].cost;
}

/* The least that a visit and all that follows it cost, if it is reached in a minute from another. */
static double visit_from(const pricer_t *p, num number, num minute, num from) {
    const routes_t *r = &p->routes;
    const visit_t *visit = &r->visits.row[number];
    double least = NEVER;
    if (minute > visit->latest) return least;
    for (num i = visit->choice; i < visit->choice + visit->choices; i++) {
        num end = end_of_soonest(p, i, minute, NULL);
        if (end < 0) continue;
        double cost = r->choices.row[i].cost + onward_but(r, number, end / r->width, from);
        least = fmin(least, cost);
    }
    return least + visit->arrival;
}

/* Set how a route can go on that ends a visit in a span of minutes. */
static void set_onward(const pricer_t *p, num from, num span) {
    const routes_t *r = &p->routes;
    onward_t *row = onward_at(r, from, span);
    num home = r->visits.count, minute = span * r->width;
    for (num i = 0; i < ONWARDS; i++) row[i] = (onward_t){.cost = NEVER, .visit = -2 - (int)i};
    num back = way_between(r, from, home);
    if (minute + back <= p->data->n.latest_return)
        keep_cheap(row, (onward_t){.cost = r->road_price * (double)back, .visit = -1});
    for (num to = 0; to < home; to++) {
        num way = way_between(r, from, to);
        if (to == from || way >= FAR) continue;
        double cost = visit_from(p, to, minute + way, from);
        if (r->visits.row[to].spot == r->visits.row[from].spot) cost -= r->visits.row[to].arrival;
        if (cost < NEVER / 2)
            keep_cheap(
                row, (onward_t){.cost = cost + r->road_price * (double)way, .visit = (int32_t)to});
    }
}

bool bound_routes(pricer_t *p, double *bound) {
    routes_t *r = &p->routes;
    num home = r->visits.count;
    *bound = 0; /* of staying at home */
    if (home == 0) return true;
    num spans = r->minutes_of_day / r->width + 1;
    if ((double)(home * home) * (double)spans > MOST_WAYS) {
        r->width = 0;
        for (num i = 0; i < home; i++) *bound += fmin(0, r->visits.row[i].cost);
        return true;
    }
    if (!RESERVE(r->onward, home * spans * ONWARDS)) return false;
    /* No session is shorter than a span, so that the next one ends in a later span. */
    for (num span = spans - 1; span >= 0; span--)
        for (num visit = 0; visit < home; visit++) set_onward(p, visit, span);
    p->steps += (double)(home * home * spans) / 8;
    for (num visit = 0; visit < home; visit++) {
        num way = way_between(r, home, visit);
        if (way >= FAR) continue;
        *bound = fmin(*bound, visit_from(p, visit, p->data->n.departure + way, home) +
                                  r->road_price * (double)way);
    }
    return true;
}

double onward_cost(const routes_t *r, num visit, num end, const uint64_t *blocked) {
    if (r->width == 0) {
        double cost = 0;
        for (num i = 0; i < r->visits.count; i++)
            if (!has(blocked, i)) cost += fmin(0, r->visits.row[i].cost);
        return cost;
    }
    const onward_t *row = onward_at(r, visit, end / r->width);
    num at = 0;
    while (at < ONWARDS - 1 && row[at].visit >= 0 && has(blocked, row[at].visit)) at++;
    /* The last one told apart is no dearer than those that are not. */
    return row[at].cost;
}
