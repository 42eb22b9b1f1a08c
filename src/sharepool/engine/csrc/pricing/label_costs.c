#include "label_costs.h"

#include "week_costs.h"

bool week_takes(const pricer_t *p, const label_t *label, const pattern_t *day) {
    const person_t *who = &p->data->person[p->person.number];
    if (label->sessions + day->count > who->max_sessions_week) return false;
    if (day->count > 0 && label->days >= who->max_days_week) return false;
    const num *visit = visits_of(p, day);
    num sites = p->labelling.sites;
    for (num i = 0; i < day->visited; i++) sites += !p->labelling.visited[visit[i]];
    return sites <= who->max_sites_week;
}

/* What a piece of a day costs on top of the days of the label; NEVER if its class has too few tasks.
 * Worked out when it is first asked for. */
static double more_tasks(pricer_t *p, const piece_t *piece) {
    double *known = &p->labelling.more.row[piece->klass * MOST_DAY + piece->sessions - 1];
    if (*known > -NEVER) return *known;
    num *sessions = &p->profile.sessions[piece->klass * WEEK], days = p->profile.days[piece->klass];
    sessions[days] = piece->sessions;
    double cost = cost_of_class(p, piece->klass, p->symmetry.apart.row, sessions, days + 1);
    return *known = cost < NEVER ? cost - (days > 0 ? p->profile.value[piece->klass] : 0) : NEVER;
}

static num rounded_up(num a, num b) { return (a + b - 1) / b; }

/* What a piece of a day costs at least on top of the label. Its tasks that the label does not have
 * pay a share of what people cost: each is on no more days than are left, nor has more sessions
 * than its cap, as in the costs of days listed. */
static double cost_of_piece(pricer_t *p, const piece_t *piece) {
    const task_class_t *klass = &p->symmetry.classes.row[piece->klass];
    double alone = p->symmetry.items.row[klass->item + piece->sessions - 1].sum;
    if (klass->touched == 0 && klass->cap < klass->per_day * klass->days_left) return alone;
    if (!klass->is_even) return more_tasks(p, piece) < NEVER ? alone : NEVER;
    num fresh = rounded_up(piece->sessions, klass->per_day) - klass->touched;
    return more_tasks(p, piece) +
           (fresh > 0 ? (double)fresh * share(klass->staff, klass->days_left) : 0);
}

double cost_on_top(pricer_t *p, const pattern_t *day) {
    const piece_t *piece = pieces_of(p, day);
    const num *visit = visits_of(p, day);
    double cost = day->plain;
    for (num i = 0; i < day->pieces; i++) {
        double more = cost_of_piece(p, &piece[i]);
        if (more >= NEVER) return NEVER;
        cost += more;
    }
    for (num i = 0; i < day->visited; i++)
        if (!p->labelling.visited[visit[i]]) cost += p->labelling.visit_left[visit[i]];
    return cost;
}

double unpaid_links(const pricer_t *p, const pattern_t *const *week, num count) {
    double cost = 0;
    for (num i = 0; i < count; i++)
        for (num j = 0; j < week[i]->visited; j++) {
            num place = visits_of(p, week[i])[j];
            if (place == p->person.home) continue;
            cost += (double)p->data->n.w_site_link / (double)p->labelling.visited[place] -
                    p->week.visit_price[place];
        }
    return cost;
}

/* How many tasks of a class its sessions are of, at least. */
static num least_tasks(const pricer_t *p, num number) {
    const task_class_t *klass = &p->symmetry.classes.row[number];
    const num *sessions = &p->profile.sessions[number * WEEK];
    num sum = 0, most = 0;
    for (num i = 0; i < p->profile.days[number]; i++) {
        sum += sessions[i];
        if (sessions[i] > most) most = sessions[i];
    }
    num by_day = rounded_up(most, klass->per_day), by_week = rounded_up(sum, klass->cap);
    return by_day > by_week ? by_day : by_week;
}

double cost_of_tasks(const pricer_t *p) {
    double cost = 0;
    for (num i = 0; i < p->profile.uses; i++) {
        const task_class_t *klass = &p->symmetry.classes.row[p->profile.used[i]];
        cost += p->profile.value[p->profile.used[i]] + klass->staff * (double)klass->touched;
    }
    return cost;
}

double cost_of_shares(pricer_t *p) {
    double cost = 0;
    for (num i = 0; i < p->profile.uses; i++) {
        num klass = p->profile.used[i];
        cost += cost_of_class(p, klass, p->symmetry.items.row, &p->profile.sessions[klass * WEEK],
                              p->profile.days[klass]);
    }
    return cost;
}

void load_days(pricer_t *p, const pattern_t *const *week, num count) {
    labelling_t *label = &p->labelling;
    profile_t *profile = &p->profile;
    for (num i = 0; i < count; i++) {
        const num *visit = visits_of(p, week[i]);
        for (num j = 0; j < week[i]->visited; j++) label->sites += label->visited[visit[j]]++ == 0;
        add_to_profile(p, week[i]);
    }
    for (num i = 0; i < profile->uses; i++) {
        num klass = profile->used[i];
        profile->value[klass] =
            cost_of_class(p, klass, p->symmetry.apart.row, &profile->sessions[klass * WEEK],
                          profile->days[klass]);
        p->symmetry.classes.row[klass].touched = least_tasks(p, klass);
    }
    for (num i = 0; i < p->symmetry.classes.count * MOST_DAY; i++) label->more.row[i] = -NEVER;
}

void unload_days(pricer_t *p, const pattern_t *const *week, num count) {
    for (num i = 0; i < count; i++)
        for (num j = 0; j < week[i]->visited; j++)
            p->labelling.visited[visits_of(p, week[i])[j]] = 0;
    p->labelling.sites = 0;
    for (num i = 0; i < p->profile.uses; i++)
        p->symmetry.classes.row[p->profile.used[i]].touched = 0;
    clear_profile(p);
}

/* Count the days from a turn on that can have sessions of each class. */
static void set_days_left(pricer_t *p, num turn) {
    for (num i = 0; i < p->symmetry.classes.count; i++) p->symmetry.classes.row[i].days_left = 0;
    for (num i = turn; i < p->week.turns; i++) {
        const day_t *day = day_at(p, i);
        for (num c = 0; c < day->classes.count; c++)
            p->symmetry.classes.row[day->classes.row[c].klass].days_left++;
    }
}

/* What a visit pays of the link of a place that the week has not seen, from a turn on. */
static void set_visits_left(pricer_t *p, num turn) {
    for (num i = 0; i < p->person.tasks; i++) {
        num place = p->person.place[i], left = p->week.turns - turn;
        num visits = p->week.most_visits[place];
        double link = place == p->person.home ? 0 : (double)p->data->n.w_site_link;
        p->labelling.visit_left[place] = share(link, visits < left ? visits : left);
    }
}

void set_left(pricer_t *p, num turn) {
    set_days_left(p, turn);
    set_visits_left(p, turn);
}
