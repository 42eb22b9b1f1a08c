/* Moves of the search: into a slot with what stands in the way thrown out, a pair's two legs, three
 * matches in a ring turned round, all home matches of a team by an exact assignment. */
#ifndef SHAREPOOL_SEASON_MOVES_H
#define SHAREPOOL_SEASON_MOVES_H

#include <float.h>
#include <math.h>

#include "changes.h"

enum { MOST_THROWN = 5, MOST_LOOKS = 96, MOST_ROWS = 40, MOST_COLUMNS = 96 };

static inline num options_of(const season_t *s, num m, num flipped, num *first) {
    *first = s->option_ptr[SIDES * m + flipped];
    return s->option_ptr[SIDES * m + flipped + 1] - *first;
}

static inline double blur(fixtures_t *f, double heat) { return -heat * log(uniform(f)); }

/* Puts an unplanned match where it costs least (blurred); not at all if that is cheaper. */
static inline bool put_best(fixtures_t *f, num m, double heat) {
    const season_t *s = f->season;
    double least = (double)s->n->w_unplanned + blur(f, heat);
    num chosen = -1, chosen_flipped = 0;
    for (num flipped = 0; flipped < SIDES; flipped++) {
        num first, count = options_of(s, m, flipped, &first);
        num looks = count > MOST_LOOKS ? MOST_LOOKS : count;
        num from = count > MOST_LOOKS ? below(f, count) : 0;
        /* A stride without a common factor would visit all; a near one spreads enough. */
        num stride = count > MOST_LOOKS ? count / MOST_LOOKS | 1 : 1;
        for (num i = 0; i < looks; i++) {
            num o = first + (from + i * stride) % count;
            const option_t *option = &s->option[o];
            if (option->cost >= least || blocker(f, m, option->slot, flipped) != LEGAL) continue;
            double cost =
                (double)(option->cost + sides_cost(f, m, option->slot, flipped)) + blur(f, heat);
            if (cost < least) least = cost, chosen = o, chosen_flipped = flipped;
        }
    }
    if (chosen < 0) return false;
    put(f, m, s->option[chosen].slot, chosen_flipped, s->option[chosen].cost);
    return true;
}

/* Puts an unplanned match into an option; what forbids it is thrown out, and then put elsewhere. */
static inline bool force_in(fixtures_t *f, num m, num o, num flipped, double heat) {
    const season_t *s = f->season;
    num thrown[MOST_THROWN], count = 0, slot = s->option[o].slot;
    for (num other; (other = blocker(f, m, slot, flipped)) != LEGAL;) {
        if (other == IMPOSSIBLE || s->match[other].frozen || count == MOST_THROWN) return false;
        take(f, other);
        thrown[count++] = other;
    }
    put(f, m, slot, flipped, s->option[o].cost);
    for (num i = count; i > 0; i--) {
        num j = below(f, i), other = thrown[j];
        thrown[j] = thrown[i - 1];
        put_best(f, other, heat);
    }
    return true;
}

static inline bool pick_option(fixtures_t *f, num m, num *o, num *flipped) {
    const season_t *s = f->season;
    num first, other_first;
    num count = options_of(s, m, 0, &first), more = options_of(s, m, 1, &other_first);
    if (count + more == 0) return false;
    num at = below(f, count + more);
    *flipped = at >= count;
    *o = at < count ? first + at : other_first + at - count;
    return true;
}

static inline bool move_match(fixtures_t *f, num m, double heat) {
    num o, flipped;
    if (!pick_option(f, m, &o, &flipped) || f->season->option[o].slot == f->slot[m]) return false;
    take(f, m);
    return force_in(f, m, o, flipped, heat);
}

/* Both matches of two teams again, so that either may come first. */
static inline bool move_pair(fixtures_t *f, num m, double heat) {
    num other = f->season->match[m].partner, o, flipped;
    if (other == NOBODY || f->season->match[other].frozen || !pick_option(f, m, &o, &flipped))
        return false;
    take(f, m), take(f, other);
    return force_in(f, m, o, flipped, heat) && (f->slot[other] >= 0 || put_best(f, other, heat));
}

static inline num random_match_at_home(fixtures_t *f, num team) {
    const season_t *s = f->season;
    num found = NOBODY, seen = 0;
    for (num i = s->team[team].match_ptr; i < s->team[team].match_end; i++) {
        num m = s->team_match[i];
        bool may = s->match[m].counts_sides && !s->match[m].frozen && home_of(f, m) == team &&
                   s->option_ptr[SIDES * m + 2] > s->option_ptr[SIDES * m + 1];
        if (may && below(f, ++seen) == 0) found = m;
    }
    return found;
}

/* a hosts b, b hosts c, c hosts a: all three the other way round, so that balances stay. */
static inline bool turn_ring(fixtures_t *f, num m, double heat) {
    const season_t *s = f->season;
    if (!s->match[m].counts_sides || home_of(f, m) == NOBODY || away_of(f, m) == NOBODY)
        return false;
    num second = random_match_at_home(f, away_of(f, m));
    if (second == NOBODY) return false;
    num last = away_of(f, second), third = NOBODY;
    if (last == home_of(f, m)) return false;
    for (num i = s->team[last].match_ptr; i < s->team[last].match_end; i++) {
        num at = s->team_match[i];
        if (home_of(f, at) == last && away_of(f, at) == home_of(f, m)) third = at;
    }
    if (third == NOBODY || s->match[third].frozen) return false;
    num ring[] = {m, second, third};
    for (num i = 0; i < 3; i++) {
        if (s->option_ptr[SIDES * ring[i] + 2] == s->option_ptr[SIDES * ring[i] + 1]) return false;
        take(f, ring[i]);
    }
    for (num i = 0; i < 3; i++) note(f, ring[i]), turn(f, ring[i], 1 - f->flipped[ring[i]]);
    for (num i = 0; i < 3; i++) put_best(f, ring[i], heat);
    return true;
}

/* Cheapest assignment of rows to different columns (Kuhn 1955; shortest augmenting paths).
 * `matched[column]` is the row, 1-based; 0: none. rows <= columns. */
static inline void assign(fixtures_t *f, num rows, num columns) {
    double *u = f->potential_row, *v = f->potential_column, *slack = f->slack;
    num *matched = f->matched, *way = f->way;
    for (num j = 0; j <= columns; j++) v[j] = 0, matched[j] = 0;
    for (num i = 0; i <= rows; i++) u[i] = 0;
    for (num i = 1; i <= rows; i++) {
        num j = 0;
        matched[0] = i;
        for (num k = 0; k <= columns; k++) slack[k] = DBL_MAX, f->visited[k] = 0;
        do {
            f->visited[j] = 1;
            num row = matched[j], next = 0;
            double delta = DBL_MAX;
            for (num k = 1; k <= columns; k++) {
                if (f->visited[k]) continue;
                double cost = f->matrix[(row - 1) * columns + k - 1] - u[row] - v[k];
                if (cost < slack[k]) slack[k] = cost, way[k] = j;
                if (slack[k] < delta) delta = slack[k], next = k;
            }
            for (num k = 0; k <= columns; k++) {
                if (f->visited[k])
                    u[matched[k]] += delta, v[k] -= delta;
                else
                    slack[k] -= delta;
            }
            j = next;
        } while (matched[j] != 0);
        while (j != 0) {
            num before = way[j];
            matched[j] = matched[before];
            j = before;
        }
    }
}

static inline num add_column(fixtures_t *f, num slot, num columns) {
    if (f->column_stamp[slot] == f->stamp) return columns;
    f->column_stamp[slot] = f->stamp;
    f->column_of[slot] = columns;
    f->column_slot[columns] = slot;
    return columns + 1;
}

/* Gathers slots for some matches: those that they had, and others by chance. */
static inline num gather_columns(fixtures_t *f, const num *rows, const num *had, num count) {
    const season_t *s = f->season;
    num columns = 0, first, total = 0;
    f->stamp++;
    for (num i = 0; i < count; i++) {
        if (had[i] >= 0) columns = add_column(f, had[i], columns);
        total += options_of(s, rows[i], f->flipped[rows[i]], &first);
    }
    for (num i = 0; i < count; i++) {
        num room = options_of(s, rows[i], f->flipped[rows[i]], &first);
        num looks = total <= MOST_COLUMNS * count ? room : 2 * MOST_COLUMNS / count;
        for (num k = 0; k < looks && columns < MOST_COLUMNS && room; k++) {
            num o = first + (looks == room ? k : below(f, room));
            columns = add_column(f, s->option[o].slot, columns);
        }
    }
    return columns;
}

/* All home matches of a team, each to the slot that an exact assignment gives it. */
static inline bool reassign_home(fixtures_t *f, num team, double heat) {
    const season_t *s = f->season;
    num rows[MOST_ROWS], had[MOST_ROWS], count = 0;
    for (num i = s->team[team].match_ptr; i < s->team[team].match_end; i++) {
        num m = s->team_match[i];
        if (count == MOST_ROWS || s->match[m].frozen || home_of(f, m) != team) continue;
        rows[count] = m, had[count++] = f->slot[m];
    }
    if (count < 2) return false;
    for (num i = 0; i < count; i++) take(f, rows[i]);
    num slots = gather_columns(f, rows, had, count), columns = slots + count;
    for (num i = 0; i < count; i++) {
        double *costs = f->matrix + i * columns;
        num first, flipped = f->flipped[rows[i]];
        num room = options_of(s, rows[i], flipped, &first);
        for (num k = 0; k < columns; k++)
            costs[k] = k < slots ? 1e15 : (double)s->n->w_unplanned + blur(f, heat);
        for (num o = first; o < first + room; o++) {
            num slot = s->option[o].slot;
            if (f->column_stamp[slot] != f->stamp || blocker(f, rows[i], slot, flipped) != LEGAL)
                continue;
            costs[f->column_of[slot]] =
                (double)(s->option[o].cost + sides_cost(f, rows[i], slot, flipped)) + blur(f, heat);
        }
    }
    assign(f, count, columns);
    for (num k = 1; k <= slots; k++) {
        num i = f->matched[k] - 1;
        if (i < 0 || f->matrix[i * columns + k - 1] >= 1e15) continue;
        num slot = f->column_slot[k - 1], first, flipped = f->flipped[rows[i]];
        num room = options_of(s, rows[i], flipped, &first);
        if (blocker(f, rows[i], slot, flipped) != LEGAL) continue; /* the team's own rest */
        for (num o = first; o < first + room; o++)
            if (s->option[o].slot == slot) {
                put(f, rows[i], slot, flipped, s->option[o].cost);
                break;
            }
    }
    for (num i = 0; i < count; i++)
        if (f->slot[rows[i]] < 0) put_best(f, rows[i], heat);
    return true;
}

#endif
