/* Finds fixtures of a season: a start to build from, then annealing. */
#include <stdlib.h>
#include <string.h>

#include "fixtures.h"
#include "moves.h"

enum { SAMPLES = 400 };

int64_t data_size(void) { return (int64_t)sizeof(season_t); }

void fixtures_free(fixtures_t *f) {
    if (!f) return;
    void *parts[] = {f->slot,
                     f->flipped,
                     f->price,
                     f->best_slot,
                     f->best_flipped,
                     f->cell_used,
                     f->cell_match,
                     f->team_list,
                     f->team_planned,
                     f->coach_list,
                     f->coach_planned,
                     f->coach_ptr,
                     f->day_count,
                     f->home_count,
                     f->played,
                     f->played_ptr,
                     f->histogram,
                     f->histogram_ptr,
                     f->journal_match,
                     f->journal_slot,
                     f->journal_flipped,
                     f->journal_price,
                     f->touched,
                     f->column_of,
                     f->column_stamp,
                     f->column_slot,
                     f->matrix,
                     f->potential_row,
                     f->potential_column,
                     f->slack,
                     f->matched,
                     f->way,
                     f->visited};
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++) free(parts[i]);
    free(f);
}

static void *room(num count, size_t size, bool *enough) {
    void *found = calloc((size_t)(count > 0 ? count : 1), size);
    if (!found) *enough = false;
    return found;
}

#define ROOM(field, count) f->field = room(count, sizeof *f->field, &enough)

/* Space for everything; NULL if there is none. */
static fixtures_t *allocate(const season_t *s) {
    fixtures_t *f = calloc(1, sizeof *f);
    if (!f) return NULL;
    bool enough = true;
    const sizes_t *n = s->n;
    num played = 0, counts = 0, listed = n->teams ? s->team[n->teams - 1].match_end : 0;
    for (num l = 0; l < n->leagues; l++) {
        num places = s->league[l].place_end - s->league[l].place_ptr;
        played += places * s->league[l].teams;
        counts += places * (s->league[l].most + 1);
    }
    num wide = MOST_COLUMNS + 2 * MOST_ROWS + 1;
    f->season = s;
    ROOM(slot, n->matches), ROOM(flipped, n->matches), ROOM(price, n->matches);
    ROOM(best_slot, n->matches), ROOM(best_flipped, n->matches);
    ROOM(cell_used, n->cells), ROOM(cell_match, s->cell_ptr[n->cells]);
    ROOM(team_list, listed), ROOM(team_planned, n->teams);
    ROOM(coach_list, listed), ROOM(coach_planned, n->people), ROOM(coach_ptr, n->people + 1);
    ROOM(day_count, n->teams * n->days), ROOM(home_count, n->teams);
    ROOM(played, played), ROOM(played_ptr, n->leagues);
    ROOM(histogram, counts), ROOM(histogram_ptr, n->leagues);
    ROOM(journal_match, n->matches), ROOM(journal_slot, n->matches);
    ROOM(journal_flipped, n->matches), ROOM(journal_price, n->matches), ROOM(touched, n->matches);
    ROOM(column_of, n->slots), ROOM(column_stamp, n->slots), ROOM(column_slot, wide);
    ROOM(matrix, MOST_ROWS * wide), ROOM(potential_row, wide), ROOM(potential_column, wide);
    ROOM(slack, wide), ROOM(matched, wide), ROOM(way, wide), ROOM(visited, wide);
    if (enough) return f;
    fixtures_free(f);
    return NULL;
}

/* Nothing planned, every match as drawn. */
fixtures_t *fixtures_new(const season_t *s, uint64_t seed) {
    fixtures_t *f = allocate(s);
    if (!f) return NULL;
    const sizes_t *n = s->n;
    f->chance = seed * UINT64_C(0x9E3779B97F4A7C15) + 1;
    for (num i = 0; i < 8; i++) next_chance(f);
    f->cost = f->best_cost = (int64_t)n->w_unplanned * n->matches;
    for (num m = 0; m < n->matches; m++) {
        f->slot[m] = f->best_slot[m] = -1;
        if (s->match[m].counts_sides && s->match[m].team[0] != NOBODY)
            f->home_count[s->match[m].team[0]]++;
    }
    for (num t = 0; t < n->teams; t++) {
        num coach = s->team[t].coach;
        if (coach != NOBODY) f->coach_ptr[coach + 1] += s->team[t].match_end - s->team[t].match_ptr;
    }
    for (num p = 0; p < n->people; p++) f->coach_ptr[p + 1] += f->coach_ptr[p];
    num played = 0, counts = 0;
    for (num l = 0; l < n->leagues; l++) {
        num places = s->league[l].place_end - s->league[l].place_ptr;
        f->played_ptr[l] = played, f->histogram_ptr[l] = counts;
        for (num k = 0; k < places; k++)
            f->histogram[counts + k * (s->league[l].most + 1)] = s->league[l].teams;
        played += places * s->league[l].teams;
        counts += places * (s->league[l].most + 1);
    }
    return f;
}

static void keep_best(fixtures_t *f) {
    if (f->cost >= f->best_cost) return;
    f->best_cost = f->cost;
    memcpy(f->best_slot, f->slot, (size_t)f->season->n->matches * sizeof *f->slot);
    memcpy(f->best_flipped, f->flipped, (size_t)f->season->n->matches * sizeof *f->flipped);
}

/* Plans a match at one of its options, whatever forbids it; false if it has no such option. */
int32_t fixtures_place(fixtures_t *f, int32_t m, int32_t slot, int32_t flipped) {
    num first, count = options_of(f->season, m, flipped, &first);
    for (num o = first; o < first + count; o++) {
        if (f->season->option[o].slot != slot) continue;
        if (!f->season->match[m].frozen && blocker(f, m, slot, flipped) != LEGAL) return false;
        put(f, m, slot, flipped, f->season->option[o].cost);
        keep_best(f);
        return true;
    }
    return false;
}

/* Puts in what is not planned, match by match in an order by chance. */
void fixtures_build(fixtures_t *f) {
    num count = f->season->n->matches;
    num *order = f->journal_price; /* free until the first move */
    for (num m = 0; m < count; m++) order[m] = m;
    for (num i = count; i > 1; i--) {
        num j = below(f, i), m = order[j];
        order[j] = order[i - 1], order[i - 1] = m;
    }
    for (num i = 0; i < count; i++) {
        f->touched[order[i]] = f->journal_stamp; /* nothing to undo */
        if (f->slot[order[i]] < 0) put_best(f, order[i], 0);
    }
    keep_best(f);
}

static num pick_match(fixtures_t *f) {
    num m = below(f, f->season->n->matches);
    if (below(f, 3) == 0) /* what is not planned, more often */
        for (num i = 0; i < 16 && f->slot[m] >= 0; i++) m = below(f, f->season->n->matches);
    return f->season->match[m].frozen ? NOBODY : m;
}

static bool move_once(fixtures_t *f, double heat) {
    num m = pick_match(f), kind = below(f, 100);
    if (m == NOBODY) return false;
    if (kind < 4 && f->season->match[m].team[0] != NOBODY)
        return reassign_home(f, f->season->match[m].team[below(f, SIDES)], heat);
    if (kind < 14 && f->season->match[m].partner != NOBODY) return move_pair(f, m, heat);
    if (kind < 18) return turn_ring(f, m, heat);
    return move_match(f, m, heat);
}

/* Matches that the last move left out, less those that it put in. */
static num left_out(const fixtures_t *f) {
    num more = 0;
    for (num i = 0; i < f->journal_size; i++)
        more += (f->slot[f->journal_match[i]] < 0) - (f->journal_slot[i] < 0);
    return more;
}

/* How much moves cost where they cost something and leave out as many matches as before. */
double fixtures_heat(fixtures_t *f) {
    double sum = 0;
    num seen = 0;
    for (num i = 0; i < SAMPLES; i++) {
        int64_t before = f->cost;
        begin_move(f);
        bool moved = move_once(f, 0);
        int64_t worse = f->cost - before;
        if (moved && worse > 0 && left_out(f) == 0) sum += (double)worse, seen++;
        undo(f);
    }
    return seen ? sum / seen : 1;
}

/* Annealing over so many moves, from a hot to a cold temperature; goes on from where it stands. */
int64_t fixtures_anneal(fixtures_t *f, int64_t moves, double hot, double cold) {
    double heat = hot, cooling = pow(cold / hot, 1024.0 / (double)moves);
    for (int64_t i = 0; i < moves; i++) {
        if (i % 1024 == 0 && i) heat *= cooling;
        int64_t before = f->cost;
        begin_move(f);
        bool moved = move_once(f, heat);
        f->moves++;
        if (moved && (double)(f->cost - before) <= -heat * log(uniform(f))) {
            f->kept++;
            keep_best(f);
        } else {
            undo(f);
        }
    }
    return f->best_cost;
}

/* Exactly these fixtures, legal ones; gives their cost. */
int64_t fixtures_load(fixtures_t *f, const int32_t *slot, const int32_t *flipped) {
    num count = f->season->n->matches;
    begin_move(f);
    for (num m = 0; m < count; m++) {
        f->journal_match[m] = m, f->touched[m] = f->journal_stamp;
        f->journal_price[m] = 0;
        num first, options = options_of(f->season, m, flipped[m], &first);
        for (num o = first; o < first + options; o++)
            if (f->season->option[o].slot == slot[m])
                f->journal_price[m] = f->season->option[o].cost;
        f->journal_slot[m] = slot[m], f->journal_flipped[m] = flipped[m];
    }
    f->journal_size = count;
    undo(f);
    keep_best(f);
    return f->cost;
}

/* Back to the best fixtures so far. */
void fixtures_return(fixtures_t *f) { fixtures_load(f, f->best_slot, f->best_flipped); }

int64_t fixtures_best(const fixtures_t *f, int32_t *slot, int32_t *flipped) {
    memcpy(slot, f->best_slot, (size_t)f->season->n->matches * sizeof *slot);
    memcpy(flipped, f->best_flipped, (size_t)f->season->n->matches * sizeof *flipped);
    return f->best_cost;
}

/* The cost now, for tests: it must be what the scorer says. */
int64_t fixtures_cost(const fixtures_t *f) { return f->cost; }

/* The options of a match that nothing forbids as the best fixtures stand, and what forbids one. */
int32_t fixtures_blocker(const fixtures_t *f, int32_t m, int32_t slot, int32_t flipped) {
    return blocker(f, m, slot, flipped);
}
