/* Matches put in and taken out, with every count and the cost kept up to date. */
#ifndef SHAREPOOL_SEASON_CHANGES_H
#define SHAREPOOL_SEASON_CHANGES_H

#include "rules.h"

static inline void list_in(const fixtures_t *f, num *list, num *size, num m) {
    const season_t *s = f->season;
    num at = (*size)++;
    int64_t when = moment(s, f->slot[m]);
    for (; at > 0 && moment(s, f->slot[list[at - 1]]) >= when; at--) list[at] = list[at - 1];
    list[at] = m;
}

static inline void list_out(num *list, num *size, num m) {
    num at = 0;
    while (list[at] != m) at++;
    for ((*size)--; at < *size; at++) list[at] = list[at + 1];
}

/* Counts a match played by a team from a day on; gives what the differences cost more. */
static inline int64_t count_played(fixtures_t *f, num l, num team, num day, num change) {
    const season_t *s = f->season;
    if (l == NOBODY || !s->n->w_played) return 0;
    const league_t *league = &s->league[l];
    int64_t worse = 0;
    for (num k = s->day_place[l * s->n->days + day]; k < league->place_end; k++) {
        num place = k - league->place_ptr, width = league->most + 1;
        num *teams_at = f->histogram + f->histogram_ptr[l] + place * width;
        num *played = f->played + f->played_ptr[l] + place * league->teams + s->team[team].place;
        for (num sign = -1; sign <= 1; sign += 2) {
            num least = 0, most = league->most;
            while (!teams_at[least]) least++;
            while (!teams_at[most]) most--;
            num beyond = most - least - s->n->played_free;
            if (beyond > 0) worse += (int64_t)sign * beyond;
            if (sign > 0) break;
            teams_at[*played]--;
            *played += change;
            teams_at[*played]++;
        }
    }
    return worse * s->n->w_played;
}

static inline void note(fixtures_t *f, num m) {
    if (f->touched[m] == f->journal_stamp) return;
    f->touched[m] = f->journal_stamp;
    num at = f->journal_size++;
    f->journal_match[at] = m;
    f->journal_slot[at] = f->slot[m];
    f->journal_flipped[at] = f->flipped[m];
    f->journal_price[at] = f->price[m];
}

static inline void turn(fixtures_t *f, num m, num flipped) {
    if (f->flipped[m] == flipped) return;
    if (f->season->match[m].counts_sides) {
        f->home_count[home_of(f, m)]--;
        f->home_count[away_of(f, m)]++;
    }
    f->flipped[m] = flipped;
}

/* Plans an unplanned match; whether it may be there has been asked before. */
static inline void put(fixtures_t *f, num m, num slot, num flipped, num price) {
    const season_t *s = f->season;
    const match_t *match = &s->match[m];
    const slot_t *at = &s->slot[slot];
    note(f, m);
    turn(f, m, flipped);
    f->cost += price + sides_cost(f, m, slot, flipped) - s->n->w_unplanned;
    f->slot[m] = slot;
    f->price[m] = price;
    for (num c = at->cell; c < at->cell_end; c++)
        f->cell_match[s->cell_ptr[c] + f->cell_used[c]++] = m;
    num last_coach = NOBODY;
    for (num side = 0; side < SIDES; side++) {
        num team = match->team[side];
        if (team == NOBODY) continue;
        list_in(f, f->team_list + s->team[team].match_ptr, &f->team_planned[team], m);
        f->day_count[(int64_t)team * s->n->days + at->day]++;
        f->cost += count_played(f, match->league, team, at->day, 1);
        num coach = s->team[team].coach;
        if (coach != NOBODY && coach != last_coach)
            list_in(f, f->coach_list + f->coach_ptr[coach], &f->coach_planned[coach], m);
        last_coach = coach;
    }
}

static inline void take(fixtures_t *f, num m) {
    const season_t *s = f->season;
    const match_t *match = &s->match[m];
    num slot = f->slot[m];
    if (slot < 0) return;
    const slot_t *at = &s->slot[slot];
    note(f, m);
    for (num c = at->cell; c < at->cell_end; c++)
        list_out(f->cell_match + s->cell_ptr[c], &f->cell_used[c], m);
    num last_coach = NOBODY;
    for (num side = 0; side < SIDES; side++) {
        num team = match->team[side];
        if (team == NOBODY) continue;
        list_out(f->team_list + s->team[team].match_ptr, &f->team_planned[team], m);
        f->day_count[(int64_t)team * s->n->days + at->day]--;
        f->cost += count_played(f, match->league, team, at->day, -1);
        num coach = s->team[team].coach;
        if (coach != NOBODY && coach != last_coach)
            list_out(f->coach_list + f->coach_ptr[coach], &f->coach_planned[coach], m);
        last_coach = coach;
    }
    f->slot[m] = -1;
    f->cost -= f->price[m] + sides_cost(f, m, slot, f->flipped[m]) - s->n->w_unplanned;
}

static inline void begin_move(fixtures_t *f) {
    f->journal_size = 0;
    f->journal_stamp++;
}

static inline void undo(fixtures_t *f) {
    for (num i = 0; i < f->journal_size; i++) take(f, f->journal_match[i]);
    for (num i = 0; i < f->journal_size; i++) {
        num m = f->journal_match[i];
        turn(f, m, f->journal_flipped[i]);
        if (f->journal_slot[i] >= 0)
            put(f, m, f->journal_slot[i], f->journal_flipped[i], f->journal_price[i]);
    }
}

#endif
