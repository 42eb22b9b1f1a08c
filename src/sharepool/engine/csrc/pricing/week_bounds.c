#include "week_bounds.h"

#include "week_costs.h"

double given_back(const pricer_t *p) {
    const data_t *d = p->data;
    const person_t *who = &d->person[p->person.number];
    double sum = p->dual.value[ROAD] * (double)who->fair_road;
    if (p->dual.value[SESSION] > 0) sum += p->dual.value[SESSION] * (double)who->max_sessions_week;
    if (p->dual.value[DAY] > 0) sum += p->dual.value[DAY] * (double)who->max_days_week;
    for (num i = 0; i < p->person.tasks; i++)
        sum += p->dual.value[MULTIPLIERS + i] * (double)p->person.cap[i];
    return -sum;
}

void order_days(pricer_t *p) {
    p->week.turns = 0;
    for (num i = 0; i < p->week.days; i++)
        for (num weekday = 0; weekday < WEEK; weekday++)
            if (p->week.of_weekday[weekday] == i) p->week.turn[p->week.turns++] = weekday;
}

bool add_offer(day_t *day, num minutes, double cost, num which) {
    if (cost >= NEVER) return true;
    num at = 0;
    while (at < day->offers.count && day->offers.row[at].minutes != minutes) at++;
    if (at == day->offers.count) {
        if (!RESERVE(day->offers, at + 1)) return false;
        day->offers.row[day->offers.count++] = (offer_t){minutes, which, cost};
    } else if (cost < day->offers.row[at].cost) {
        day->offers.row[at] = (offer_t){minutes, which, cost};
    }
    return true;
}

/* What all offers of the days can fill, but no more than the person may work, for the employer
 * too. */
static num most_work(const pricer_t *p) {
    const person_t *who = &p->data->person[p->person.number];
    num sum = 0, budget = p->data->employer_work[who->employer];
    num most = who->max_work < budget ? who->max_work : budget;
    for (num i = 0; i < p->week.days; i++) {
        const day_t *day = &p->week.day[i];
        num longest = 0;
        for (num j = 0; j < day->offers.count; j++)
            if (day->offers.row[j].minutes > longest) longest = day->offers.row[j].minutes;
        sum += longest * day->copies;
    }
    return sum < most ? sum : most;
}

void add_day(const day_t *day, num most, const double *restrict next, double *restrict now) {
    for (num left = 0; left <= most; left++) now[left] = NEVER;
    for (num i = 0; i < day->offers.count; i++) {
        num minutes = day->offers.row[i].minutes;
        double cost = day->offers.row[i].cost;
        for (num left = minutes; left <= most; left++) {
            double sum = cost + next[left - minutes];
            now[left] = sum < now[left] ? sum : now[left];
        }
    }
}

num most_rounding(const pricer_t *p) {
    return (p->states.unit - 1) * p->person.most * p->week.turns;
}

static void end_of_week(const pricer_t *p, num rounding, double *last) {
    /* Where travel counts as work, there are fewer session minutes: the bound stays low. */
    for (num left = 0; left <= p->week.work; left++)
        last[left] = short_cost(p, p->week.work - left + rounding);
}

bool bound_rest(pricer_t *p, num rounding, double *bound) {
    calendar_t *week = &p->week;
    week->work = most_work(p);
    num room = week->work + 1;
    if (!RESERVE(week->rest, (week->turns + 1) * room)) return false;
    double *rest = week->rest.row;
    end_of_week(p, rounding, &rest[week->turns * room]);
    for (num turn = week->turns - 1; turn >= 0; turn--)
        add_day(day_at(p, turn), week->work, &rest[(turn + 1) * room], &rest[turn * room]);
    *bound = rest[week->work] + p->dual.given;
    return true;
}

bool bound_others(pricer_t *p, num rounding) {
    calendar_t *week = &p->week;
    num room = week->work + 1;
    if (!RESERVE(week->two, 2 * room)) return false;
    for (num i = 0; i < week->days; i++) {
        day_t *day = &week->day[i];
        double *now = week->two.row, *next = week->two.row + room;
        end_of_week(p, rounding, now);
        bool left_out = false;
        for (num turn = 0; turn < week->turns; turn++) {
            if (!left_out && day_at(p, turn) == day) {
                left_out = true;
                continue;
            }
            double *other = now;
            now = next;
            next = other;
            add_day(day_at(p, turn), week->work, next, now);
        }
        if (!RESERVE(day->others, room)) return false;
        for (num left = 0; left < room; left++) day->others.row[left] = now[left] + p->dual.given;
    }
    return true;
}

void trace_week(const pricer_t *p, const offer_t **chosen) {
    num room = p->week.work + 1, left = p->week.work;
    for (num turn = 0; turn < p->week.turns; turn++) {
        const day_t *day = day_at(p, turn);
        const double *next = &p->week.rest.row[(turn + 1) * room];
        const offer_t *best = day->offers.row;
        double least = NEVER;
        for (num i = 0; i < day->offers.count; i++) {
            num minutes = day->offers.row[i].minutes;
            if (minutes > left || day->offers.row[i].cost + next[left - minutes] >= least) continue;
            least = day->offers.row[i].cost + next[left - minutes];
            best = &day->offers.row[i];
        }
        chosen[turn] = best;
        left -= best->minutes;
    }
}
