"""The structs that Python fills in and the kernels read, and the constants that both rely on."""

from __future__ import annotations

from sharepool.engine.abi.description import Field, Struct

CONSTANTS: dict[str, tuple[int, str]] = {
    "WEEK": (7, "days of a week, counted from 0"),
    "NEAR": (16, "sites that count as near a site, itself first"),
    "MULTIPLIERS": (4, "multipliers of a person's week besides those of tasks: weekly_t"),
    "MOST_DAY": (24, "sessions of one day that pricing can look at"),
    "MOST_FOUND": (8, "weeks that pricing hands over at once"),
    "MOST_ROUTES": (32, "likewise, where weeks are routes"),
    "MOST_SUBSETS": (512, "subset rows that routes can be priced with"),
}
"""Numbers that stand in arrays' shapes: name to value and comment."""

STATUS: dict[str, tuple[int, str]] = {
    "DONE": (0, "all went well"),
    "OUT_OF_MEMORY": (1, "there is not enough memory"),
}
"""How a function that may fail ends (``status_t``)."""

PERSON = Struct(
    "person_t",
    "A person of the pool; limits are those of the contract.",
    (
        Field("home", "num", "place where the days begin and end"),
        Field("mode", "num", "way of travelling: which of the travel tables"),
        Field("group", "num", "as in link_t.group"),
        Field("employer", "num", "whose minutes the person works"),
        Field("min_work", "num", "minutes a week; fewer are paid for"),
        Field("max_work", "num", "minutes a week"),
        Field("max_sessions_day", "num", "sessions"),
        Field("max_sessions_week", "num", "sessions"),
        Field("max_sites_day", "num", "places"),
        Field("max_sites_week", "num", "places"),
        Field("max_days_week", "num", "days"),
        Field("max_travel_day", "num", "minutes on the road"),
        Field("max_leg", "num", "minutes from one place to the next"),
        Field("fair_road", "num", "minutes a week on the road that nobody minds"),
    ),
)

TASK = Struct(
    "task_t",
    "A demand that is awake this week; where several people make up its sessions, the event, or one"
    " of the roles that follow it.",
    (
        Field("site", "num", "whose pupils they are"),
        Field("ground", "num", "place of its sessions"),
        Field("remote", "num", "1 if they are held from home"),
        Field("sessions", "num", "sessions wanted"),
        Field("min_sessions", "num", "sessions that there must be"),
        Field("max_staff", "num", "people"),
        Field("max_per_day", "num", "sessions of one day"),
        Field("min_gap", "num", "days from one day with sessions to the next"),
        Field("unmet", "num", "weight of a missing session"),
        Field("start_set", "num", "when sessions can begin: which set of starts"),
        Field("event", "num", "task whose role it is; -1: none"),
        Field("roles", "num", "tasks that follow and are its roles, required ones first"),
        Field("seats", "num", "people whom a session has in the role"),
        Field("optional", "num", "1 if sessions can do with fewer"),
        Field("apart", "num", "1 if no two sessions may have the same start"),
        Field("unstaffed", "num", "cost of a session as long as its optional roles are empty"),
        Field("shortest", "num", "minutes of the shortest session"),
        Field("first_unit", "num", "first of its units, the sessions it may have"),
        Field("units", "num", "sessions, of a role people in them, that any plan can hold at most"),
    ),
)

HOST = Struct(
    "host_t",
    "A class that sessions of a task are for.",
    (
        Field("site", "num", "its school"),
        Field("cohort", "num", "learners who can be in one session at a time; -1: none"),
        Field("ground", "num", "whose room it takes: mostly its school's"),
        Field("ride", "num", "minutes from school to ground, and back, in which it is busy"),
    ),
)

START = Struct(
    "start_t",
    "A time at which a session can take place.",
    (
        Field("day", "num", "weekday"),
        Field("slot", "num", "lesson of the timetable"),
        Field("begin", "num", "minute of the day"),
        Field("end", "num", "minute of the day"),
        Field("afternoon", "num", "1 if it begins at noon or later"),
    ),
)

PLACE = Struct(
    "place_t",
    "A site, or a home.",
    (
        Field("capacity", "num", "sessions at once"),
        Field("wanted", "num", "sessions wanted there"),
        Field("floor", "num", "sessions; fewer are paid for"),
        Field("watched", "num", "1 if two sessions at once can be one too many, or of one cohort"),
    ),
)

TAKEN = Struct(
    "taken_t",
    "Room of a site that a closure takes on a day.",
    (
        Field("begin", "num", "minute of the day"),
        Field("end", "num", "minute of the day"),
        Field("sessions", "num", "sessions at once that there is no room for"),
    ),
)

LINK = Struct(
    "link_t",
    "A pair of a group and a site.",
    (
        Field("group", "num", "group of people"),
        Field("needed", "num", "sessions"),
        Field("strict", "num", "1 if there must be as many; else fewer are paid for"),
    ),
)

PIN = Struct(
    "pin_t",
    "A required pin: at least one session matches it. -1 matches everything.",
    (
        Field("person", "num", "person"),
        Field("task", "num", "task"),
        Field("site", "num", "place"),
        Field("day", "num", "weekday"),
        Field("slot", "num", "lesson of the timetable"),
    ),
)

NUMBERS = Struct(
    "numbers_t",
    "How many of each there are, the rules of a day, and the weights.",
    (
        Field("people", "num", "rows of data_t.person"),
        Field("tasks", "num", "rows of data_t.task"),
        Field("places", "num", "rows of data_t.place"),
        Field("starts", "num", "rows of data_t.start"),
        Field("units", "num", "units of all tasks"),
        Field("pairs", "num", "(task, person) that go together"),
        Field("links", "num", "rows of data_t.link"),
        Field("members", "num", "chain members"),
        Field("pins", "num", "rows of data_t.pin"),
        Field("employers", "num", "employers"),
        Field("most_sessions_day", "num", "sessions that anybody can have in one day"),
        Field("most_team", "num", "people that anybody can be in a session with, and himself"),
        Field("departure", "num", "minute of the day: nobody leaves home earlier"),
        Field("latest_return", "num", "minute of the day: everybody is home again"),
        Field("lunch", "num", "minutes between morning and afternoon, besides the way"),
        Field("count_travel", "num", "1 if minutes on the road are minutes of work"),
        Field("w_below_floor", "num", "weight of a session below a site's floor"),
        Field("w_travel", "num", "weight of a minute on the road"),
        Field("w_site_link", "num", "weight of a (person, place) other than home"),
        Field("w_extra_staff", "num", "weight of each person on a task but the first"),
        Field("w_short_minute", "num", "weight of a minute below person_t.min_work"),
        Field("w_long_road", "num", "weight of a minute above person_t.fair_road"),
        Field("w_pair_short", "num", "weight of a session missing to a link"),
        Field("w_chain_gap", "num", "weight of a session missing to a chain member"),
        Field("w_hard", "num", "what the search pays for a hard minimum missed by one session"),
        Field("empty_cost", "num", "objective of the plan without sessions"),
        Field("empty_shortfall", "num", "hard minimums, in sessions, that this plan misses"),
    ),
)

DATA = Struct(
    "data_t",
    "The instance. x_ptr cuts a flat list into rows: row i is x[x_ptr[i] .. x_ptr[i + 1]).",
    (
        Field("n", NUMBERS, "sizes, rules and weights"),
        Field("person", "const person_t *", "people", "[people]", PERSON),
        Field("task", "const task_t *", "tasks", "[tasks]", TASK),
        Field(
            "host",
            "const host_t *",
            "who has sessions of a task, its own site first",
            "[...]",
            HOST,
        ),
        Field("host_ptr", "const num *", "rows of host; none of a role", "[tasks + 1]"),
        Field("start", "const start_t *", "by start set, day and begin", "[starts]", START),
        Field("set_day_ptr", "const num *", "rows of start", "[start sets * WEEK + 1]"),
        Field("set_even", "const num *", "1 if its sessions are equally long", "[start sets]"),
        Field("place", "const place_t *", "sites and homes", "[places]", PLACE),
        Field("travel", "const int32_t *", "minutes", "[modes][places][places]"),
        Field("fits", "const uint8_t *", "1: in a window, in no absence", "[people][starts]"),
        Field("pair_of", "const int32_t *", "row of pairs; -1: none", "[people][tasks]"),
        Field("people_ptr", "const num *", "rows of people", "[tasks + 1]"),
        Field("people", "const num *", "who can take the task", "[pairs]"),
        Field("tasks_ptr", "const num *", "rows of tasks", "[people + 1]"),
        Field("tasks", "const num *", "what the person can take", "[pairs]"),
        Field("pair_days", "const uint8_t *", "bits of days with a suitable start", "[pairs]"),
        Field("pair_extra", "const num *", "row of extra_*; -1: none; may be shared", "[pairs]"),
        Field("pair_required", "const uint8_t *", "1 if a pin matches some start", "[pairs]"),
        Field("extra_allowed", "const uint8_t *", "0: a pin forbids the start", "[extras]"),
        Field("extra_cost", "const num *", "what the start adds", "[extras]"),
        Field("link", "const link_t *", "by site", "[links]", LINK),
        Field("link_ptr", "const num *", "rows of link", "[places + 1]"),
        Field("member_needed", "const num *", "sessions", "[members]"),
        Field("member_ptr", "const num *", "rows of member", "[tasks + 1]"),
        Field("member", "const num *", "chain members that the task counts for", "[...]"),
        Field("pin", "const pin_t *", "required pins", "[pins]", PIN),
        Field("employer_work", "const num *", "minutes a week", "[employers]"),
        Field("near", "const num *", "sites with tasks, nearest first, then -1", "[places][NEAR]"),
        Field(
            "site_ptr",
            "const num *",
            "units by ground; by school if away",
            "[2 * places * WEEK + 1]",
        ),
        Field("taken", "const taken_t *", "by site and day", "[closures]", TAKEN),
        Field("taken_ptr", "const num *", "rows of taken: site, day", "[places * WEEK + 1]"),
    ),
)

PRICES = Struct(
    "prices_t",
    "The duals of the master program, as costs of what a week may hold.",
    (
        Field("task", "const double *", "of a session; below 0: it earns", "[tasks]"),
        Field("extra", "const double *", "what pins and the previous plan add", "[extras]"),
        Field("link", "const double *", "of a session that counts for a pair", "[links]"),
        Field("staff", "const double *", "of one person more, at least 0", "[tasks]"),
        Field("minute", "const double *", "of a minute of work, at least 0", "[employers]"),
        Field("shortest", "const int32_t *", "minutes, any way round", "[modes][places][places]"),
        Field("subset", "const double *", "of two sessions of a subset, at least 0", "[subsets]"),
        Field("subsets_of", "const int32_t *", "subsets that have the task", "[...]"),
        Field("subsets_ptr", "const num *", "rows of subsets_of", "[tasks + 1]"),
    ),
)

EFFORT = Struct(
    "effort_t",
    "How hard one call of pricing tries.",
    (
        Field("upper", "double", "no week that costs this or more is looked for"),
        Field("growth", "double", "steps in which weeks are put together; 0: they are not"),
        Field("steps", "num", "of the multipliers, over bounds of days"),
        Field("list_steps", "num", "of the multipliers, over the days listed"),
        Field("listed", "num", "days kept of each weekday at most"),
        Field("routes", "double", "steps in which routes are looked for; 0: only the likely ones"),
    ),
)

STRUCTS = (PERSON, TASK, HOST, START, PLACE, TAKEN, LINK, PIN, NUMBERS, DATA, PRICES, EFFORT)
"""In the order in which C declares them."""
