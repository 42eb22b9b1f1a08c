#include "labelling.h"

#include <stdlib.h>
#include <string.h>

#include "day_bounds.h"
#include "disaggregation.h"
#include "label_costs.h"
#include "week_bounds.h"

/* Collect the days of a label, the last first, into week[turns]; return how many. */
static num days_of(const pricer_t *p, num label, num turn, const pattern_t **week, num *turns) {
    num count = 0;
    for (; turn > 0; turn--) {
        const label_t *l = &p->labelling.labels.row[label];
        const pattern_t *day = &day_at(p, turn - 1)->patterns.row[l->pattern];
        if (day->count > 0) {
            turns[count] = turn - 1;
            week[count++] = day;
        }
        label = l->parent;
    }
    return count;
}

static int by_bound(const void *a, const void *b) {
    const label_t *x = a, *y = b;
    if (x->bound != y->bound) return x->bound < y->bound ? -1 : 1;
    return (x->key > y->key) - (x->key < y->key);
}

/* Keep the `width` most promising fresh labels; the least bound of the others is not lost. */
static void keep_promising(labelling_t *labels, num width) {
    if (labels->fresh.count <= width) return;
    qsort(labels->fresh.row, (size_t)labels->fresh.count, sizeof *labels->fresh.row, by_bound);
    labels->dropped = fmin(labels->dropped, labels->fresh.row[width].bound);
    labels->fresh.count = width;
}

/* Add a label to the fresh ones. */
MUST_USE static bool add_fresh(labelling_t *labels, const label_t *label, num width) {
    if (labels->fresh.count >= 8 * width) keep_promising(labels, width);
    if (!RESERVE(labels->fresh, labels->fresh.count + 1)) return false;
    labels->fresh.row[labels->fresh.count++] = *label;
    return true;
}

/* The cost of a label without the multiplier of the road. */
static double plain(const pricer_t *p, const label_t *label) {
    return label->cost - p->dual.value[ROAD] * (double)label->road;
}

/* Whether one of the labels kept is as good as another; the slot of the hash table where it or the
 * other belongs. */
static bool is_known(const pricer_t *p, const label_t *label, num *slot) {
    num at = (num)(mixed(label->key) % (uint64_t)p->seen.count);
    for (; p->seen.row[at] >= 0; at = (at + 1) % p->seen.count) {
        const label_t *other = &p->labelling.labels.row[p->seen.row[at]];
        if (other->key == label->key && other->road <= label->road &&
            plain(p, other) <= plain(p, label) && other->pattern <= label->pattern)
            return true;
    }
    *slot = at;
    return false;
}

/* Append the fresh labels to the others, the most promising first, each set of sessions once. */
MUST_USE static bool settle_fresh(pricer_t *p, num width) {
    labelling_t *labels = &p->labelling;
    qsort(labels->fresh.row, (size_t)labels->fresh.count, sizeof *labels->fresh.row, by_bound);
    forget_slots(p);
    num kept = 0, slot;
    for (num i = 0; i < labels->fresh.count; i++) {
        const label_t *one = &labels->fresh.row[i];
        if (kept == width) {
            labels->dropped = fmin(labels->dropped, one->bound);
            break;
        }
        if (is_known(p, one, &slot)) continue;
        if (!RESERVE(labels->labels, labels->labels.count + 1)) return false;
        p->seen.row[slot] = labels->labels.count;
        labels->labels.row[labels->labels.count++] = *one;
        kept++;
    }
    return true;
}

/* What distinguishes weeks for the days to come: how many sessions of each class each day has, how
 * often each place is visited, how long each day is. */
static uint64_t key_of(const pricer_t *p, const pattern_t *day) {
    const piece_t *piece = pieces_of(p, day);
    const num *visit = visits_of(p, day);
    uint64_t key = mixed((uint64_t)work_of(p, day) + 77) * (day->count > 0);
    for (num i = 0; i < day->pieces; i++)
        key += mixed((uint64_t)(piece[i].klass * 64 + piece[i].sessions));
    for (num i = 0; i < day->visited; i++) key += mixed((uint64_t)visit[i] + (UINT64_C(1) << 32));
    return key;
}

/* A partial week: a label and its days. */
typedef struct {
    num label;                       /* row of labelling_t.labels */
    num turn;                        /* to be decided next */
    num count;                       /* days that have sessions */
    const pattern_t *week[WEEK + 1]; /* [count] these days */
    num turns[WEEK + 1];             /* [count] when they were decided */
    double settled; /* what the days cost at least, links, people and tasks as they are */
    double shared;  /* what they cost at least if each pays its share of these */
} partial_t;

/* The first pattern of a day that may follow a label: those of equal days come in order, as these
 * can change places. */
static num first_pattern(const pricer_t *p, num turn, const label_t *label, const day_t *day) {
    return turn > 0 && day == day_at(p, turn - 1) ? label->pattern : 0;
}

/* Set the offers of a day to its patterns that go with a label, and `on_top`, unless it is null, to
 * what each costs. */
MUST_USE static bool offer_patterns(pricer_t *p, const label_t *label, day_t *day, num first,
                                    double *on_top) {
    num most = p->week.work - label->minutes, *offered = p->labelling.offered.row;
    day->offers.count = 0;
    for (num k = first; k < day->patterns.count; k++) {
        const pattern_t *pattern = &day->patterns.row[k];
        num minutes = work_of(p, pattern);
        double cost = NEVER;
        if (minutes <= most && week_takes(p, label, pattern)) cost = cost_on_top(p, pattern);
        if (on_top) on_top[k] = cost;
        if (cost >= NEVER) continue;
        if (offered[minutes] < 0) {
            if (!RESERVE(day->offers, day->offers.count + 1)) return false;
            offered[minutes] = day->offers.count;
            day->offers.row[day->offers.count++] = (offer_t){minutes, k, cost};
        } else if (cost < day->offers.row[offered[minutes]].cost) {
            day->offers.row[offered[minutes]] = (offer_t){minutes, k, cost};
        }
    }
    for (num i = 0; i < day->offers.count; i++) offered[day->offers.row[i].minutes] = -1;
    p->steps += (double)(1 + (day->patterns.count - first) / 8);
    return true;
}

/* Set labelling.tight, and the least that a week costs that begins so. */
MUST_USE static bool tighten(pricer_t *p, const partial_t *at, const label_t *label,
                             double *least) {
    const calendar_t *week = &p->week;
    num room = week->work + 1, most = week->work - label->minutes;
    double *tight = p->labelling.tight.row;
    memcpy(&tight[week->turns * room], &week->rest.row[week->turns * room],
           (size_t)room * sizeof *tight);
    for (num turn = week->turns - 1; turn >= at->turn; turn--) {
        day_t *day = &p->week.day[week->of_weekday[week->turn[turn]]];
        double *on_top = day == day_at(p, at->turn) ? p->labelling.on_top.row : NULL;
        if (turn == week->turns - 1 || day != day_at(p, turn + 1))
            if (!offer_patterns(p, label, day, first_pattern(p, at->turn, label, day), on_top))
                return false;
        add_day(day, most, &tight[(turn + 1) * room], &tight[turn * room]);
    }
    *least = at->settled + tight[at->turn * room + most];
    return true;
}

/* Add a pattern to a partial week that has it as its last day. */
MUST_USE static bool keep_grown(pricer_t *p, const partial_t *at, const pattern_t *pattern) {
    partial_t whole = *at;
    if (pattern->count > 0) {
        whole.week[whole.count] = pattern;
        whole.turns[whole.count++] = at->turn;
    }
    if (!keep_week(p, whole.week, whole.turns, whole.count)) return false;
    unload_days(p, at->week, at->count);
    load_days(p, at->week, at->count);
    return true;
}

/* Follow a label by one day more. `least` is the least that the days after it cost. */
MUST_USE static bool grow(pricer_t *p, const partial_t *at, double least, num width) {
    const label_t label = p->labelling.labels.row[at->label];
    const day_t *day = day_at(p, at->turn);
    num room = p->week.work + 1, most = p->week.work - label.minutes;
    const double *rest = &p->week.rest.row[(at->turn + 1) * room];
    const double *tight = &p->labelling.tight.row[(at->turn + 1) * room];
    for (num k = first_pattern(p, at->turn, &label, day); k < day->patterns.count; k++) {
        const pattern_t *pattern = &day->patterns.row[k];
        if (at->shared + pattern->cost + least >= p->upper) break;
        if (p->labelling.on_top.row[k] >= NEVER) continue;
        num left = most - work_of(p, pattern);
        double bound = at->settled + p->labelling.on_top.row[k] + tight[left];
        if (bound >= p->upper) continue;
        p->steps++;
        if (at->turn == p->week.turns - 1) {
            if (!keep_grown(p, at, pattern)) return false;
            continue;
        }
        label_t longer = {.cost = label.cost + pattern->base,
                          .bound = fmax(bound, at->shared + pattern->cost + rest[left]),
                          .parent = (int32_t)at->label,
                          .key = label.key + key_of(p, pattern),
                          .pattern = (int32_t)k,
                          .minutes = (int32_t)(p->week.work - left),
                          .road = label.road + pattern->road,
                          .sessions = label.sessions + pattern->count,
                          .days = label.days + (pattern->count > 0)};
        if (!add_fresh(&p->labelling, &longer, width)) return false;
    }
    return true;
}

/* Follow a label by all days that go with it. */
MUST_USE static bool extend(pricer_t *p, num number, num turn, double least, num width) {
    const label_t label = p->labelling.labels.row[number];
    partial_t at = {.label = number, .turn = turn};
    at.count = days_of(p, number, turn, at.week, at.turns);
    load_days(p, at.week, at.count);
    at.settled = label.cost + unpaid_links(p, at.week, at.count) + cost_of_tasks(p);
    at.shared = label.cost + cost_of_shares(p);
    double bound;
    if (!tighten(p, &at, &label, &bound)) return false;
    if (bound < p->upper && !grow(p, &at, least, width)) return false;
    unload_days(p, at.week, at.count);
    return true;
}

/* Make room for what is known of a label. */
MUST_USE static bool prepare_growth(pricer_t *p) {
    labelling_t *labels = &p->labelling;
    num room = p->week.work + 1, patterns = 0;
    for (num i = 0; i < p->week.days; i++)
        if (p->week.day[i].patterns.count > patterns) patterns = p->week.day[i].patterns.count;
    if (!RESERVE(labels->tight, (p->week.turns + 1) * room) || !RESERVE(labels->offered, room) ||
        !RESERVE(labels->more, p->symmetry.classes.count * MOST_DAY) ||
        !RESERVE(labels->on_top, patterns) || !RESERVE(labels->labels, 1))
        return false;
    for (num i = 0; i < room; i++) labels->offered.row[i] = -1;
    return count_staff_apart(p);
}

bool grow_weeks(pricer_t *p, num width) {
    labelling_t *labels = &p->labelling;
    num room = p->week.work + 1, first = 0;
    if (!prepare_growth(p)) return false;
    labels->labels.count = 1;
    labels->labels.row[0] = (label_t){.pattern = -1,
                                      .cost = p->dual.given,
                                      .bound = p->dual.given + p->week.rest.row[p->week.work]};
    for (num turn = 0; turn < p->week.turns; turn++) {
        const double *rest = &p->week.rest.row[(turn + 1) * room];
        double least = NEVER;
        for (num left = 0; left <= p->week.work; left++) least = fmin(least, rest[left]);
        num last = labels->labels.count;
        labels->fresh.count = 0;
        set_left(p, turn);
        for (num i = first; i < last; i++) {
            double bound = labels->labels.row[i].bound;
            if (p->steps > labels->last_step)
                labels->dropped = fmin(labels->dropped, bound);
            else if (bound < p->upper && !extend(p, i, turn, least, width))
                return false;
        }
        first = last;
        if (turn < p->week.turns - 1 && !settle_fresh(p, width)) return false;
    }
    return true;
}
