/* What Python and the kernels have in common. Written by `make abi` from sharepool.engine.abi:
 * change it there. */
#ifndef SHAREPOOL_ABI_H
#define SHAREPOOL_ABI_H
/* clang-format off */

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* What Python calls; everything else is hidden. */
#ifdef _WIN32
#define EXPORT __declspec(dllexport)
#else
#define EXPORT __attribute__((visibility("default")))
#endif

/* A whole number: a row, a count, minutes or a weight. */
typedef int64_t num;

enum {
    WEEK = 7,           /* days of a week, counted from 0 */
    NEAR = 16,          /* sites that count as near a site, itself first */
    MULTIPLIERS = 4,    /* multipliers of a person's week besides those of tasks: weekly_t */
    MOST_DAY = 24,      /* sessions of one day that pricing can look at */
    MOST_FOUND = 8,     /* weeks that pricing hands over at once */
    MOST_ROUTES = 32,   /* likewise, where weeks are routes */
    MOST_SUBSETS = 512, /* subset rows that routes can be priced with */
};

typedef enum {
    DONE = 0,          /* all went well */
    OUT_OF_MEMORY = 1, /* there is not enough memory */
} status_t;

/* A person of the pool; limits are those of the contract. */
typedef struct {
    num home;              /* place where the days begin and end */
    num mode;              /* way of travelling: which of the travel tables */
    num group;             /* as in link_t.group */
    num employer;          /* whose minutes the person works */
    num min_work;          /* minutes a week; fewer are paid for */
    num max_work;          /* minutes a week */
    num max_sessions_day;  /* sessions */
    num max_sessions_week; /* sessions */
    num max_sites_day;     /* places */
    num max_sites_week;    /* places */
    num max_days_week;     /* days */
    num max_travel_day;    /* minutes on the road */
    num max_leg;           /* minutes from one place to the next */
    num fair_road;         /* minutes a week on the road that nobody minds */
} person_t;

/* A demand that is awake this week; where several people make up its sessions, the event, or one of
 * the roles that follow it. */
typedef struct {
    num site;         /* whose pupils they are */
    num ground;       /* place of its sessions */
    num remote;       /* 1 if they are held from home */
    num sessions;     /* sessions wanted */
    num min_sessions; /* sessions that there must be */
    num max_staff;    /* people */
    num max_per_day;  /* sessions of one day */
    num min_gap;      /* days from one day with sessions to the next */
    num unmet;        /* weight of a missing session */
    num start_set;    /* when sessions can begin: which set of starts */
    num event;        /* task whose role it is; -1: none */
    num roles;        /* tasks that follow and are its roles, required ones first */
    num seats;        /* people whom a session has in the role */
    num optional;     /* 1 if sessions can do with fewer */
    num apart;        /* 1 if no two sessions may have the same start */
    num unstaffed;    /* cost of a session as long as its optional roles are empty */
    num shortest;     /* minutes of the shortest session */
    num first_unit;   /* first of its units, the sessions it may have */
    num units;        /* sessions, of a role people in them, that any plan can hold at most */
} task_t;

/* A class that sessions of a task are for. */
typedef struct {
    num site;   /* its school */
    num cohort; /* learners who can be in one session at a time; -1: none */
    num ground; /* whose room it takes: mostly its school's */
    num ride;   /* minutes from school to ground, and back, in which it is busy */
} host_t;

/* A time at which a session can take place. */
typedef struct {
    num day;       /* weekday */
    num slot;      /* lesson of the timetable */
    num begin;     /* minute of the day */
    num end;       /* minute of the day */
    num afternoon; /* 1 if it begins at noon or later */
} start_t;

/* A site, or a home. */
typedef struct {
    num capacity; /* sessions at once */
    num wanted;   /* sessions wanted there */
    num floor;    /* sessions; fewer are paid for */
    num watched;  /* 1 if two sessions at once can be one too many, or of one cohort */
} place_t;

/* Room of a site that a closure takes on a day. */
typedef struct {
    num begin;    /* minute of the day */
    num end;      /* minute of the day */
    num sessions; /* sessions at once that there is no room for */
} taken_t;

/* A pair of a group and a site. */
typedef struct {
    num group;  /* group of people */
    num needed; /* sessions */
    num strict; /* 1 if there must be as many; else fewer are paid for */
} link_t;

/* A required pin: at least one session matches it. -1 matches everything. */
typedef struct {
    num person; /* person */
    num task;   /* task */
    num site;   /* place */
    num day;    /* weekday */
    num slot;   /* lesson of the timetable */
} pin_t;

/* How many of each there are, the rules of a day, and the weights. */
typedef struct {
    num people;            /* rows of data_t.person */
    num tasks;             /* rows of data_t.task */
    num places;            /* rows of data_t.place */
    num starts;            /* rows of data_t.start */
    num units;             /* units of all tasks */
    num pairs;             /* (task, person) that go together */
    num links;             /* rows of data_t.link */
    num members;           /* chain members */
    num pins;              /* rows of data_t.pin */
    num employers;         /* employers */
    num most_sessions_day; /* sessions that anybody can have in one day */
    num most_team;         /* people that anybody can be in a session with, and himself */
    num departure;         /* minute of the day: nobody leaves home earlier */
    num latest_return;     /* minute of the day: everybody is home again */
    num lunch;             /* minutes between morning and afternoon, besides the way */
    num count_travel;      /* 1 if minutes on the road are minutes of work */
    num w_below_floor;     /* weight of a session below a site's floor */
    num w_travel;          /* weight of a minute on the road */
    num w_site_link;       /* weight of a (person, place) other than home */
    num w_extra_staff;     /* weight of each person on a task but the first */
    num w_short_minute;    /* weight of a minute below person_t.min_work */
    num w_long_road;       /* weight of a minute above person_t.fair_road */
    num w_pair_short;      /* weight of a session missing to a link */
    num w_chain_gap;       /* weight of a session missing to a chain member */
    num w_hard;            /* what the search pays for a hard minimum missed by one session */
    num empty_cost;        /* objective of the plan without sessions */
    num empty_shortfall;   /* hard minimums, in sessions, that this plan misses */
} numbers_t;

/* The instance. x_ptr cuts a flat list into rows: row i is x[x_ptr[i] .. x_ptr[i + 1]). */
typedef struct {
    numbers_t n;                  /* sizes, rules and weights */
    const person_t *person;       /* [people] people */
    const task_t *task;           /* [tasks] tasks */
    const host_t *host;           /* [...] who has sessions of a task, its own site first */
    const num *host_ptr;          /* [tasks + 1] rows of host; none of a role */
    const start_t *start;         /* [starts] by start set, day and begin */
    const num *set_day_ptr;       /* [start sets * WEEK + 1] rows of start */
    const num *set_even;          /* [start sets] 1 if its sessions are equally long */
    const place_t *place;         /* [places] sites and homes */
    const int32_t *travel;        /* [modes][places][places] minutes */
    const uint8_t *fits;          /* [people][starts] 1: in a window, in no absence */
    const int32_t *pair_of;       /* [people][tasks] row of pairs; -1: none */
    const num *people_ptr;        /* [tasks + 1] rows of people */
    const num *people;            /* [pairs] who can take the task */
    const num *tasks_ptr;         /* [people + 1] rows of tasks */
    const num *tasks;             /* [pairs] what the person can take */
    const uint8_t *pair_days;     /* [pairs] bits of days with a suitable start */
    const num *pair_extra;        /* [pairs] row of extra_*; -1: none; may be shared */
    const uint8_t *pair_required; /* [pairs] 1 if a pin matches some start */
    const uint8_t *extra_allowed; /* [extras] 0: a pin forbids the start */
    const num *extra_cost;        /* [extras] what the start adds */
    const link_t *link;           /* [links] by site */
    const num *link_ptr;          /* [places + 1] rows of link */
    const num *member_needed;     /* [members] sessions */
    const num *member_ptr;        /* [tasks + 1] rows of member */
    const num *member;            /* [...] chain members that the task counts for */
    const pin_t *pin;             /* [pins] required pins */
    const num *employer_work;     /* [employers] minutes a week */
    const num *near;              /* [places][NEAR] sites with tasks, nearest first, then -1 */
    const num *site_ptr;          /* [2 * places * WEEK + 1] units by ground; by school if away */
    const taken_t *taken;         /* [closures] by site and day */
    const num *taken_ptr;         /* [places * WEEK + 1] rows of taken: site, day */
} data_t;

/* The duals of the master program, as costs of what a week may hold. */
typedef struct {
    const double *task;        /* [tasks] of a session; below 0: it earns */
    const double *extra;       /* [extras] what pins and the previous plan add */
    const double *link;        /* [links] of a session that counts for a pair */
    const double *staff;       /* [tasks] of one person more, at least 0 */
    const double *minute;      /* [employers] of a minute of work, at least 0 */
    const int32_t *shortest;   /* [modes][places][places] minutes, any way round */
    const double *subset;      /* [subsets] of two sessions of a subset, at least 0 */
    const int32_t *subsets_of; /* [...] subsets that have the task */
    const num *subsets_ptr;    /* [tasks + 1] rows of subsets_of */
} prices_t;

/* How hard one call of pricing tries. */
typedef struct {
    double upper;   /* no week that costs this or more is looked for */
    double growth;  /* steps in which weeks are put together; 0: they are not */
    num steps;      /* of the multipliers, over bounds of days */
    num list_steps; /* of the multipliers, over the days listed */
    num listed;     /* days kept of each weekday at most */
    double routes;  /* steps in which routes are looked for; 0: only the likely ones */
} effort_t;

/* The kernel search. */

typedef struct roster roster_t;

/* Make the roster of the empty plan; `data` must outlive it. */
EXPORT status_t roster_new(const data_t *data, uint64_t seed, roster_t **made);

/* Free a roster, or nothing if it is null. */
EXPORT void roster_free(roster_t *roster);

/* Put a session in if every rule allows it there; return whether it is in. */
EXPORT bool roster_add(roster_t *roster, num person, num task, num start);

/* Put a session of a team in with those of some people, rows [count][person, role], whom every rule
 * allows; return whether it is in, with everybody whom it needs. */
EXPORT bool roster_add_team(roster_t *roster, num event, num start, const num *seats, num count);

/* Put in sessions of tasks, in this order, where they cost least, while they gain. */
EXPORT void roster_fill(roster_t *roster, const num *tasks, num count);

/* Make moves of simulated annealing; `cooling` multiplies the temperature after each. */
EXPORT void roster_anneal(roster_t *roster, num moves, double temperature, double cooling);

/* Hold a person's week as it is: moves neither take out of it nor put into it. */
EXPORT void roster_hold(roster_t *roster, num person);

/* Of the best plan seen. */
EXPORT num roster_best_objective(const roster_t *roster);

/* Hard minimums, in sessions, that the best plan seen misses. */
EXPORT num roster_best_shortfall(const roster_t *roster);

/* Gaps looked at: the measure of work. */
EXPORT num roster_steps(const roster_t *roster);

/* Write the best plan seen, rows [units][person, task, start]; return their number. */
EXPORT num roster_best(const roster_t *roster, int32_t *rows);

/* The kernel pricing. */

typedef struct pricer pricer_t;

/* Make a pricer; `data` and `prices` must outlive it. */
EXPORT status_t pricer_new(const data_t *data, const prices_t *prices, pricer_t **made);

/* Free a pricer, or nothing if it is null. */
EXPORT void pricer_free(pricer_t *pricer);

/* Look for the cheapest weeks of a person; no week costs less than `bound`. */
EXPORT status_t pricer_price(pricer_t *pricer, num person, const effort_t *effort,
    double *multipliers, double *bound);

/* Bound a week at given multipliers; `usage` is what the cheapest days use of each. */
EXPORT status_t pricer_relax(pricer_t *pricer, num person, const double *multipliers, double *usage,
    double *bound);

/* List weeks below effort.upper, tasks aggregated; no other costs less than `bound`. */
EXPORT status_t pricer_list(pricer_t *pricer, num person, const effort_t *effort,
    double *multipliers, num most, double *bound);

/* Write what is listed and the class of each of the person's tasks, unless `rows` is null; return
 * how many numbers are listed. */
EXPORT num pricer_aggregated(const pricer_t *pricer, num *rows, num *task_class);

/* Write the first and the last begin of each session of the routes listed, and minutes to the next
 * one at least, unless `rows` is null; return how many numbers. */
EXPORT num pricer_times(const pricer_t *pricer, num *rows);

/* Write the weeks found, the cheapest last: sessions, then (task, start) of each; return how
 * many. */
EXPORT num pricer_weeks(const pricer_t *pricer, int32_t *rows);

/* Write what the week behind the last bound uses of what the multipliers price. */
EXPORT void pricer_usage(const pricer_t *pricer, double *usage);

/* Write the most sessions of each of the person's tasks in one week. */
EXPORT void pricer_caps(pricer_t *pricer, num person, double *caps);

/* Whether a person's week has one day, and is priced as a route. */
EXPORT bool pricer_is_route(pricer_t *pricer, num person);

/* Work done so far, in steps. */
EXPORT double pricer_steps(const pricer_t *pricer);

#define ABI_VERSION UINT64_C(0x9493B52117AAE6AA)

/* Of this description: Python refuses a kernel of another one. */
EXPORT uint64_t abi_version(void);

/* Write the numbers of ABI_LAYOUT, if there is where; return how many there are. */
EXPORT num abi_layout(num *numbers);

/* The size of each struct, and where each of its fields begins, in bytes. */
#define ABI_LAYOUT \
    sizeof(person_t), offsetof(person_t, home), offsetof(person_t, mode), \
    offsetof(person_t, group), offsetof(person_t, employer), offsetof(person_t, min_work), \
    offsetof(person_t, max_work), offsetof(person_t, max_sessions_day), \
    offsetof(person_t, max_sessions_week), offsetof(person_t, max_sites_day), \
    offsetof(person_t, max_sites_week), offsetof(person_t, max_days_week), \
    offsetof(person_t, max_travel_day), offsetof(person_t, max_leg), \
    offsetof(person_t, fair_road), \
    sizeof(task_t), offsetof(task_t, site), offsetof(task_t, ground), offsetof(task_t, remote), \
    offsetof(task_t, sessions), offsetof(task_t, min_sessions), offsetof(task_t, max_staff), \
    offsetof(task_t, max_per_day), offsetof(task_t, min_gap), offsetof(task_t, unmet), \
    offsetof(task_t, start_set), offsetof(task_t, event), offsetof(task_t, roles), \
    offsetof(task_t, seats), offsetof(task_t, optional), offsetof(task_t, apart), \
    offsetof(task_t, unstaffed), offsetof(task_t, shortest), offsetof(task_t, first_unit), \
    offsetof(task_t, units), \
    sizeof(host_t), offsetof(host_t, site), offsetof(host_t, cohort), offsetof(host_t, ground), \
    offsetof(host_t, ride), \
    sizeof(start_t), offsetof(start_t, day), offsetof(start_t, slot), offsetof(start_t, begin), \
    offsetof(start_t, end), offsetof(start_t, afternoon), \
    sizeof(place_t), offsetof(place_t, capacity), offsetof(place_t, wanted), \
    offsetof(place_t, floor), offsetof(place_t, watched), \
    sizeof(taken_t), offsetof(taken_t, begin), offsetof(taken_t, end), \
    offsetof(taken_t, sessions), \
    sizeof(link_t), offsetof(link_t, group), offsetof(link_t, needed), offsetof(link_t, strict), \
    sizeof(pin_t), offsetof(pin_t, person), offsetof(pin_t, task), offsetof(pin_t, site), \
    offsetof(pin_t, day), offsetof(pin_t, slot), \
    sizeof(numbers_t), offsetof(numbers_t, people), offsetof(numbers_t, tasks), \
    offsetof(numbers_t, places), offsetof(numbers_t, starts), offsetof(numbers_t, units), \
    offsetof(numbers_t, pairs), offsetof(numbers_t, links), offsetof(numbers_t, members), \
    offsetof(numbers_t, pins), offsetof(numbers_t, employers), \
    offsetof(numbers_t, most_sessions_day), offsetof(numbers_t, most_team), \
    offsetof(numbers_t, departure), offsetof(numbers_t, latest_return), \
    offsetof(numbers_t, lunch), offsetof(numbers_t, count_travel), \
    offsetof(numbers_t, w_below_floor), offsetof(numbers_t, w_travel), \
    offsetof(numbers_t, w_site_link), offsetof(numbers_t, w_extra_staff), \
    offsetof(numbers_t, w_short_minute), offsetof(numbers_t, w_long_road), \
    offsetof(numbers_t, w_pair_short), offsetof(numbers_t, w_chain_gap), \
    offsetof(numbers_t, w_hard), offsetof(numbers_t, empty_cost), \
    offsetof(numbers_t, empty_shortfall), \
    sizeof(data_t), offsetof(data_t, n), offsetof(data_t, person), offsetof(data_t, task), \
    offsetof(data_t, host), offsetof(data_t, host_ptr), offsetof(data_t, start), \
    offsetof(data_t, set_day_ptr), offsetof(data_t, set_even), offsetof(data_t, place), \
    offsetof(data_t, travel), offsetof(data_t, fits), offsetof(data_t, pair_of), \
    offsetof(data_t, people_ptr), offsetof(data_t, people), offsetof(data_t, tasks_ptr), \
    offsetof(data_t, tasks), offsetof(data_t, pair_days), offsetof(data_t, pair_extra), \
    offsetof(data_t, pair_required), offsetof(data_t, extra_allowed), \
    offsetof(data_t, extra_cost), offsetof(data_t, link), offsetof(data_t, link_ptr), \
    offsetof(data_t, member_needed), offsetof(data_t, member_ptr), offsetof(data_t, member), \
    offsetof(data_t, pin), offsetof(data_t, employer_work), offsetof(data_t, near), \
    offsetof(data_t, site_ptr), offsetof(data_t, taken), offsetof(data_t, taken_ptr), \
    sizeof(prices_t), offsetof(prices_t, task), offsetof(prices_t, extra), \
    offsetof(prices_t, link), offsetof(prices_t, staff), offsetof(prices_t, minute), \
    offsetof(prices_t, shortest), offsetof(prices_t, subset), offsetof(prices_t, subsets_of), \
    offsetof(prices_t, subsets_ptr), \
    sizeof(effort_t), offsetof(effort_t, upper), offsetof(effort_t, growth), \
    offsetof(effort_t, steps), offsetof(effort_t, list_steps), offsetof(effort_t, listed), \
    offsetof(effort_t, routes)

/* clang-format on */
#endif
