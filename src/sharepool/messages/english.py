"""English sentences."""

from sharepool.messages.language import Language

ENGLISH = Language(
    code="en",
    sentences={
        "H00.staff": "{demand}, {day}, {slot}: there is nobody with the staff_id {person}.",
        "H00.demand": "{person}, {day}, {slot}: there is no demand with the demand_id {demand}.",
        "H00.role": "{person}, {day}, {slot}: {demand} has no role {role}.",
        "H01.missing": "{person} may not take {demand}: it needs {name} at level {limit} or "
        "above, and {person} does not hold {name}.",
        "H01.expired": "{person} may not take {demand}: no {name} of theirs is valid on all seven "
        "days of the week.",
        "H01.level": "{person} may not take {demand}: it needs {name} at level {limit} or above, "
        "and {person} holds level {amount}.",
        "H02.window": "{person} is not available on {day} from {start} to {end}, the time of "
        "{demand}.",
        "H02.absence": "{person} is absent{why} on {day} during {demand}, {start} to {end}.",
        "H03.closed": "{demand} cannot take place: {site} is not open all week.",
        "H03.season": "{demand} cannot take place: the week is not wholly within its season.",
        "H03.week": "{demand} cannot take place: this is not one of its weeks of the term.",
        "H03.day_off": "{demand} cannot start on {day}: the site has the day off.",
        "H03.bell": "{demand} cannot start on {day} at {slot}: the site lacks those slots then.",
        "H03.part": "{demand} cannot start on {day} at {slot}: that part of the day is not "
        "allowed for it.",
        "H03.noon": "{demand} cannot start on {day} at {slot}: the session would straddle noon.",
        "H03.listener": "{demand} cannot start on {day} at {slot}: a listening site has no slot "
        "that begins about then.",
        "H03.ride": "{demand} cannot start on {day} at {slot}: the class cannot ride to {site} "
        "after the first bell and be back by the end of the day.",
        "H03.start": "{demand} cannot start on {day} at {slot}: it is not one of its allowed "
        "starts.",
        "H04": "{person} has overlapping sessions on {day}: {demand} starts at {start}, before "
        "{other_demand} ends at {limit_clock}.",
        "H05": "{person} cannot get from {site} to {other_site} in time on {day}: there are "
        "{amount:minute} between {start} and {end}, and the way takes {limit}.",
        "H06.departure": "{person} cannot be at {site} by {start} on {day}: leaving home at "
        "{limit_clock} at the earliest, the way takes {amount:minute}.",
        "H06.return": "{person} cannot be home by {limit_clock} on {day}: the last session, at "
        "{site}, ends at {end} and the way home takes {amount:minute}.",
        "H07": "{person} has no proper lunch break on {day}: between {start} at {site} and {end} "
        "at {other_site}, {amount:minute} are left besides the road, and {limit} are due.",
        "H08.long": "{person} drives too far in one go on {day}: {site} to {other_site} takes "
        "{amount:minute}; the limit is {limit}.",
        "H08.unknown": "{person} cannot be sent from {site} to {other_site} on {day}: it is not "
        "known how long the way takes.",
        "H08.none": "{person} cannot go from {site} to {other_site} on {day}: there is no way.",
        "H09": "{person} is on the road too long on {day}: {amount:minute}; the limit is {limit}.",
        "H10.day": "{person} has {amount:session} on {day}; the limit is {limit}.",
        "H10.week": "{person} has {amount:session} in the week; the limit is {limit}.",
        "H11.sites_day": "{person} is at {amount:site} on {day}; the limit is {limit}.",
        "H11.sites_week": "{person} is at {amount:site} in the week; the limit is {limit}.",
        "H11.days_week": "{person} works on {amount:day} of the week; the limit is {limit}.",
        "H12.person": "{person} works {amount_hours} in the week; the limit is {limit_hours}.",
        "H12.employer": "The people of {name} work {amount_hours} in the week; the limit is "
        "{limit_hours}.",
        "H13.sessions": "{demand} gets {amount:session} in the week; only {limit} are wanted.",
        "H13.per_day": "{demand} gets {amount:session} on {day}; the limit is {limit}.",
        "H13.gap": "{demand} has a session on {day}, {amount:day} after the one before; the days "
        "must be at least {limit} apart.",
        "H13.per_day.any_day": "{demand} may have {limit:session} on a day.",
        "H13.gap.any_day": "The days of {demand} must be at least {limit} apart.",
        "H13.minimum": "{demand} gets {amount:session} in the week; at least {limit} must take "
        "place.",
        "H14": "{demand} is shared by {amount} different people; the limit is {limit}.",
        "H14.role": "{demand} is shared by {amount} different people as {role}; the limit is "
        "{limit}.",
        "H15.capacity": "{site} hosts {amount:session} at once on {day} from {start} to {end}; it "
        "has room for {limit}.",
        "H15.closure": "{person} cannot take {demand} on {day} from {start} to {end}: the grounds "
        "of {site} are taken then.",
        "H15.cohort": "Cohort {name} of {site} has {amount:session} at once on {day} from {start} "
        "to {end}.",
        "H15.ride": "Cohort {name} of {site} has {amount:session} at once on {day} from {start} "
        "to {end}, its rides to the venue and back included.",
        "H16.require": "No session of the plan is as a pin requires it: {cells}.",
        "H16.forbid": "The plan has a session that a pin forbids: {cells}.",
        "H16.strict_pair": "{site} receives {amount:session} from people of {name}; at least "
        "{limit} must take place.",
        "H17.few": "{demand} on {day} at {slot} has {amount} in the role {role}; {limit} are due.",
        "H17.many": "{demand} on {day} at {slot} has {amount} in the role {role}; it takes "
        "{limit}.",
        "H17.twice": "{person} has {amount:part} in one session of {demand}, on {day} at {slot}.",
        "H18": "{person} may not take {demand}: it needs somebody neutral, and {name} is not.",
        "need.min_sessions": "{demand} must get at least {limit:session} in the week "
        "(min_sessions).",
        "need.require": "At least {limit:session} must be as a pin requires: {cells}.",
        "need.strict_pair": "{site} must receive at least {limit:session} from people of {name} "
        "(strict pair).",
        "conflict.proven.several": "No plan exists: these requirements cannot all hold together.",
        "conflict.proven.one": "No plan exists: this requirement cannot hold.",
        "conflict.proven.none": "No plan exists.",
        "conflict.unproven.several": "No plan was found in time in which these requirements all "
        "hold; it is not proven that there is none.",
        "conflict.unproven.one": "No plan was found in time in which this requirement holds; it "
        "is not proven that there is none.",
        "conflict.unproven.none": "No plan was found in time; it is not proven that there is none.",
    },
    weekdays=("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"),
    day="day {number}",
    slot="slot {number}",
    titled="{title} ({id})",
    located="{demand} at {site}",
    hours="{hours} h",
    minutes="{minutes} min",
    space=" ",
    comma=", ",
    anything="any session",
)
