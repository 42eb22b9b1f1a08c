/* A season as arrays, and a set of fixtures with every count that rules and terms need.
 *
 * sharepool.centre.competitions.arrays fills the tables in. `x_ptr` arrays cut flat lists into
 * rows: row i is x[x_ptr[i] .. x_ptr[i + 1]). Days count from the first day of the season, clock
 * times are minutes after midnight, -1 means none. */
#ifndef SHAREPOOL_SEASON_H
#define SHAREPOOL_SEASON_H

#include <stdbool.h>
#include <stdint.h>

typedef int32_t num;

enum { NOBODY = -1, LEGAL = -1, IMPOSSIBLE = -2, SIDES = 2, MINUTES_PER_DAY = 1440 };

typedef struct {
    num matches, teams, people, slots, cells, days, leagues, venues;
    num w_unplanned, w_break, w_idle, w_played, played_free;
} sizes_t;

typedef struct {
    num team[SIDES];  /* home and away as drawn; NOBODY: not known yet */
    num rule;         /* of its competition */
    num partner;      /* the other match of the same two teams */
    num frozen;       /* 1: stays where it is */
    num counts_sides; /* 1: counts for the balance of home and away */
    num league;       /* whose teams should have played about equally often; NOBODY: none */
} match_t;

typedef struct {
    num day, start, end, venue;
    num cell, cell_end; /* moments of its ground that it takes, changeover included */
} slot_t;

typedef struct {
    num rest_days, rest_min, max_day, min_return_days;
    num first_day, last_day;
    num window_ptr, window_end;
    num breaks; /* 1: breaks count, and home and away are balanced */
} rule_t;

/* At most `matches` of a team in any `days` successive days; weight -1: a hard rule. */
typedef struct {
    num days, matches, weight;
} window_t;

typedef struct {
    num coach;      /* NOBODY: none */
    num place;      /* in its league; NOBODY: it is in none */
    num least_home; /* times at home in matches whose sides are free */
    num most_home;
    num match_ptr; /* first of its row in team_match */
    num match_end;
} team_t;

typedef struct {
    num place_ptr; /* first of its row in league_day */
    num place_end;
    num teams;
    num most; /* matches of a team */
} league_t;

typedef struct {
    num slot, cost;
} option_t;

typedef struct {
    const sizes_t *n;
    const match_t *match;
    const num *option_ptr; /* [match][flipped] */
    const option_t *option;
    const slot_t *slot;
    const num *cell_ptr; /* as many places as the ground has pitches at that moment */
    const rule_t *rule;
    const window_t *window;
    const team_t *team;
    const num *team_match;
    const num *before_ptr, *before; /* matches that must end before a match starts */
    const num *after_ptr, *after;   /* and the other way round */
    const num *road;                /* minutes [venue][venue] */
    const league_t *league;
    const num *league_day; /* days on which a league may play, in order */
    const num *day_place;  /* [league][day]: the first place of league_day at or after the day */
} season_t;

typedef struct {
    const season_t *season;
    int64_t cost, best_cost;
    uint64_t chance;
    num *slot, *flipped, *price; /* of each match; slot -1: unplanned */
    num *best_slot, *best_flipped;
    num *cell_used, *cell_match;
    num *team_list, *team_planned; /* matches of each team in time order */
    num *coach_list, *coach_planned, *coach_ptr;
    uint8_t *day_count;             /* [team][day] */
    num *home_count;                /* of each team, planned or not */
    num *played;                    /* [league place][team of the league] so far */
    num *played_ptr;                /* first count of a league */
    num *histogram, *histogram_ptr; /* teams of a league by matches played, at each place */
    num *journal_match, *journal_slot, *journal_flipped, *journal_price, *touched;
    num journal_size, journal_stamp;
    /* for the assignment */
    num *column_of, *column_stamp, *column_slot;
    num stamp;
    double *matrix, *potential_row, *potential_column, *slack;
    num *matched, *way;
    uint8_t *visited;
    int64_t moves, kept;
} fixtures_t;

static inline num home_of(const fixtures_t *f, num m) {
    return f->season->match[m].team[f->flipped[m]];
}

static inline num away_of(const fixtures_t *f, num m) {
    return f->season->match[m].team[1 - f->flipped[m]];
}

static inline uint64_t next_chance(fixtures_t *f) { /* xorshift64* */
    uint64_t x = f->chance;
    x ^= x >> 12, x ^= x << 25, x ^= x >> 27;
    f->chance = x;
    return x * UINT64_C(2685821657736338717);
}

static inline num below(fixtures_t *f, num limit) {
    return (num)(((next_chance(f) >> 32) * (uint64_t)limit) >> 32);
}

static inline double uniform(fixtures_t *f) { /* above 0, at most 1 */
    return ((double)(next_chance(f) >> 11) + 1.0) * 0x1p-53;
}

#endif
