#include "lists.h"

static int32_t *units_at(const roster_t *r, num row) {
    return &r->lists.site_units[r->data->site_ptr[row]];
}

static void append_held(roster_t *r, num row, num unit) {
    units_at(r, row)[r->lists.site_day_count[row] + r->lists.site_day_held[row]++] = (int32_t)unit;
}

static void append_free(roster_t *r, num row, num unit) {
    num free = r->lists.site_day_count[row]++;
    int32_t *there = units_at(r, row);
    there[free + r->lists.site_day_held[row]] = there[free];
    there[free] = (int32_t)unit;
}

static void drop_free(roster_t *r, num row, num unit) {
    num last = --r->lists.site_day_count[row], at = last;
    int32_t *there = units_at(r, row);
    while (there[at] != unit) at--;
    there[at] = there[last];
    there[last] = there[last + r->lists.site_day_held[row]];
}

/* Change each list in which a unit stands. */
static inline void for_each_list(roster_t *r, num unit, void (*change)(roster_t *, num, num)) {
    const data_t *d = r->data;
    const unit_t *one = &r->plan.unit[unit];
    for (num i = d->host_ptr[one->task]; i < d->host_ptr[one->task + 1]; i++) {
        const host_t *host = &d->host[i];
        change(r, host->ground * WEEK + one->day, unit);
        if (host->ground != host->site) change(r, away_row(d, host->site, one->day), unit);
    }
}

void list_held(roster_t *r, num unit) { for_each_list(r, unit, append_held); }

void list_free(roster_t *r, num unit) { for_each_list(r, unit, append_free); }

void unlist_free(roster_t *r, num unit) { for_each_list(r, unit, drop_free); }

void make_busy(roster_t *r, num unit) {
    r->lists.busy_at[unit] = r->lists.busy;
    r->lists.busy_list[r->lists.busy++] = unit;
}

void unmake_busy(roster_t *r, num unit) {
    num moved = r->lists.busy_list[--r->lists.busy];
    r->lists.busy_list[r->lists.busy_at[unit]] = moved;
    r->lists.busy_at[moved] = r->lists.busy_at[unit];
    r->lists.busy_at[unit] = -1;
}

void mark_open(roster_t *r, num task, bool open) {
    if (open) {
        r->lists.open_at[task] = r->lists.open;
        r->lists.open_list[r->lists.open++] = task;
    } else {
        num moved = r->lists.open_list[--r->lists.open];
        r->lists.open_list[r->lists.open_at[task]] = moved;
        r->lists.open_at[moved] = r->lists.open_at[task];
        r->lists.open_at[task] = -1;
    }
}
