#include <stdlib.h>

#include "layout.h"

static int by_place(const void *a, const void *b) {
    const sort_key_t *x = a, *y = b;
    if (x->place != y->place) return x->place < y->place ? -1 : 1;
    if (x->extra != y->extra) return x->extra < y->extra ? -1 : 1;
    if (x->set != y->set) return x->set < y->set ? -1 : 1;
    return (x->local > y->local) - (x->local < y->local);
}

/* Whether the person could be in any session of a task on a weekday. */
static bool has_time(const pricer_t *p, num task, num weekday) {
    const data_t *d = p->data;
    num key = d->task[task].start_set * WEEK + weekday;
    for (num row = d->set_day_ptr[key]; row < d->set_day_ptr[key + 1]; row++)
        if (d->fits[p->person.number * d->n.starts + row]) return true;
    return false;
}

num most_sessions(const pricer_t *p, num task) {
    const task_t *t = &p->data->task[task];
    num days = 0, last = -WEEK;
    for (num day = 0; day < WEEK; day++) {
        if (day - last < t->min_gap || !has_time(p, task, day)) continue;
        days++;
        last = day;
    }
    num most = t->max_per_day * days;
    return most < t->units ? most : t->units;
}

/* Tasks that one person takes are classes of their own if they are no more than these: what the
 * person costs is then known as soon as one session is taken. */
enum { MOST_LONE = 3 };

/* How many of the sorted tasks from one on make one symmetry class. */
static num size_of_class(const pricer_t *p, num first) {
    const sort_key_t *one = &p->symmetry.sort[first];
    num count = 0, lone = 0;
    for (; first + count < p->person.tasks; count++) {
        const sort_key_t *next = &one[count];
        if (next->place != one->place || next->extra != one->extra || next->set != one->set) break;
        lone += p->data->task[p->person.task[next->local]].max_staff == 1;
    }
    return lone == count && count <= MOST_LONE ? 1 : count;
}

/* Make a symmetry class of so many of the sorted tasks. */
MUST_USE static bool add_task_class(pricer_t *p, num first, num count) {
    symmetry_t *symmetry = &p->symmetry;
    if (!RESERVE(symmetry->classes, symmetry->classes.count + 1)) return false;
    task_class_t *klass = &symmetry->classes.row[symmetry->classes.count++];
    *klass = (task_class_t){.place = symmetry->sort[first].place,
                            .first = first,
                            .count = count,
                            .item = symmetry->items.count,
                            .staff = NEVER};
    num least = WEEK * MOST_DAY;
    for (num i = first; i < first + count; i++) {
        num local = symmetry->order[i] = symmetry->sort[i].local, task = p->person.task[local];
        num per_day = p->data->task[task].max_per_day, cap = p->person.cap[local];
        klass->staff = fmin(klass->staff, p->prices->staff[task]);
        if (cap > klass->cap) klass->cap = cap;
        if (per_day > klass->per_day) klass->per_day = per_day;
        if (per_day < least) least = per_day;
        for (num copy = 0; copy < per_day && copy < cap; copy++) {
            if (!RESERVE(symmetry->items, symmetry->items.count + 1)) return false;
            symmetry->items.row[symmetry->items.count++] = (item_t){.task = local};
            klass->items++;
        }
    }
    klass->is_even = least == klass->per_day;
    if (!klass->is_even) klass->staff = 0;
    return true;
}

/* Sort the person's tasks into symmetry classes. */
MUST_USE static bool add_task_classes(pricer_t *p) {
    symmetry_t *symmetry = &p->symmetry;
    qsort(symmetry->sort, (size_t)p->person.tasks, sizeof *symmetry->sort, by_place);
    symmetry->classes.count = symmetry->items.count = 0;
    for (num first = 0; first < p->person.tasks;) {
        num count = size_of_class(p, first);
        if (!add_task_class(p, first, count)) return false;
        first += count;
    }
    return true;
}

void set_person(pricer_t *p, num number) {
    const data_t *d = p->data;
    const person_t *who = &d->person[number];
    priced_person_t *person = &p->person;
    person->number = number;
    person->home = who->home;
    person->most = who->max_sessions_day < d->n.most_sessions_day ? who->max_sessions_day
                                                                  : d->n.most_sessions_day;
    person->task = &d->tasks[d->tasks_ptr[number]];
    person->tasks = d->tasks_ptr[number + 1] - d->tasks_ptr[number];
    for (num i = 0; i < person->tasks; i++) {
        num task = person->task[i], site = d->task[task].site;
        person->cap[i] = most_sessions(p, task);
        person->fixed[i] = p->prices->task[task];
        for (num j = d->link_ptr[site]; j < d->link_ptr[site + 1]; j++)
            if (d->link[j].group == who->group) person->fixed[i] += p->prices->link[j];
        person->place[i] = place_of(d, number, task);
        p->symmetry.sort[i] = (sort_key_t){
            .place = person->place[i],
            .extra = extra_of(p, task),
            .set = d->task[task].start_set,
            .local = i,
        };
    }
}

/* Lay out the weekdays; those that look alike share one day. */
MUST_USE static bool lay_out_days(pricer_t *p) {
    calendar_t *week = &p->week;
    week->days = 0;
    for (num weekday = 0; weekday < WEEK; weekday++) {
        day_t *day = &week->day[week->days];
        week->of_weekday[weekday] = -1;
        if (!lay_out_day(p, day, weekday)) return false;
        if (day->stops.count == 0) continue;
        num same = 0;
        while (week->day[same].key != day->key) same++;
        week->of_weekday[weekday] = same;
        if (same < week->days) continue;
        day->copies = 0;
        week->days++;
    }
    set_states(p);
    for (num i = 0; i < week->days; i++)
        if (!lay_out_times(p, &week->day[i])) return false;
    for (num weekday = 0; weekday < WEEK; weekday++)
        if (week->of_weekday[weekday] >= 0) week->day[week->of_weekday[weekday]].copies++;
    return true;
}

bool lay_out_week(pricer_t *p) { return add_task_classes(p) && lay_out_days(p); }
