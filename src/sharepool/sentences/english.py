"""English sentences."""

from sharepool.sentences.language import Language

ENGLISH = Language(
    sentences={
        "H00.staff": "{demand}, {day}, {slot}: there is nobody with the staff_id {person}.",
        "H00.demand": "{person}, {day}, {slot}: there is no demand with the demand_id {demand}.",
        "H01.missing": "{person} may not take {demand}: it needs {name} at level {limit} or "
        "above, and {person} does not hold {name}.",
        "H01.expired": "{person} may not take {demand}: no {name} of theirs is valid on all seven "
        "days of the week.",
        "H01.level": "{person} may not take {demand}: it needs {name} at level {limit} or above, "
        "and {person} holds level {amount}.",
        "H02.window": "{person} is not available on {day} from {start} to {end}, the time of "
        "{demand}.",
        "H02.absence": "{person} is absent on {day} during {demand}, {start} to {end}.",
        "H03.closed": "{demand} cannot take place: the site is not open all week.",
        "H03.season": "{demand} cannot take place: the week is not wholly within its season.",
        "H03.bell": "{demand} cannot start on {day} at {slot}: the site lacks those slots then.",
        "H03.part": "{demand} cannot start on {day} at {slot}: that part of the day is not "
        "allowed for it.",
        "H03.noon": "{demand} cannot start on {day} at {slot}: the session would straddle noon.",
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
        "H13.minimum": "{demand} gets {amount:session} in the week; at least {limit} must take "
        "place.",
        "H14": "{demand} is shared by {amount} different people; the limit is {limit}.",
        "H15.capacity": "{site} hosts {amount:session} at once on {day} from {start} to {end}; it "
        "has room for {limit}.",
        "H15.cohort": "Cohort {name} of {site} has {amount:session} at once on {day} from {start} "
        "to {end}.",
        "H16.require": "No session of the plan is as a pin requires it: {cells}.",
        "H16.forbid": "The plan has a session that a pin forbids: {cells}.",
        "H16.strict_pair": "{site} receives {amount:session} from people of {name}; at least "
        "{limit} must take place.",
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
        "diagnosis.feasible": "A plan exists: all that must take place can.",
        "diagnosis.unknown": "Whether a plan exists was not proven in time.",
        "clash.alone": "No plan exists: this cannot hold.",
        "clash.together": "No plan exists: these cannot all hold together.",
        "clash.thinned": "Not all of them may be needed for that: time was up.",
        "enough.minimum": "With {enough:session} the conflict would be gone.",
        "enough.without": "Without it the conflict would be gone.",
        "enough.value": "{enough} would be enough.",
        "enough.unknown": "Easing it alone was not found to be enough.",
        "limit.day.lunch_min": "Lunch takes at least {value} (lunch_min).",
        "limit.day.earliest_departure": "Nobody leaves home before {value} (earliest_departure).",
        "limit.day.latest_return": "Everybody is home by {value} (latest_return).",
        "limit.sites.capacity": "At {site} there is room for {value:session} at a time (capacity).",
        "limit.demands.min_gap_days": "Days of {demand} differ by at least {value} (min_gap_days).",
        "limit.demands.max_per_day": "{demand} has {value:session} a day at most (max_per_day).",
        "limit.demands.max_staff": "{demand} is shared by {value} at most (max_staff).",
        "limit.demands.sessions": "{demand} wants {value:session} a week (sessions).",
        "limit.employers.max_hours_week": "The people of {name} work {value} a week at most "
        "(max_hours_week).",
        "limit.staff.max_sites_day": "{person} goes to {value:site} a day at most (max_sites_day).",
        "limit.staff.max_sites_week": "{person} goes to {value:site} a week at most "
        "(max_sites_week).",
        "limit.staff.max_days_week": "{person} works on {value:day} a week at most "
        "(max_days_week).",
        "limit.staff.max_sessions_day": "{person} takes {value:session} a day at most "
        "(max_sessions_day).",
        "limit.staff.max_sessions_week": "{person} takes {value:session} a week at most "
        "(max_sessions_week).",
        "limit.staff.max_leg_min": "{person} drives {value} in one go at most (max_leg_min).",
        "limit.staff.max_travel_min_day": "{person} is on the road {value} a day at most "
        "(max_travel_min_day).",
        "limit.staff.max_hours_week": "{person} works {value} a week at most (max_hours_week).",
        "limit.pins": "A pin forbids it: {cells}.",
        "limit.availability": "{person} can come at certain times only (availability).",
        "limit.absences": "{person} is absent (absences).",
        "relaxation.cheapest": "A plan exists once this comes down, and there is no cheaper way:",
        "relaxation.found": "A plan exists once this comes down (a cheaper way is not ruled out):",
        "relaxation.less": "{need} Ask for {left} instead of {needed}.",
        "relaxation.none": "{need} Give it up.",
        "reason.got": "{demand} gets {delivered} of {wanted:session}:",
        "reason.impossible": "no legal plan holds more than {most}.",
        "reason.displaces": "one more needs the place of another. {person} could take it on {day} "
        "at {slot} if this session goes: {dropped}. The objective would rise by {change}.",
        "reason.dear": "{person} could take one more on {day} at {slot}, but it earns no more than "
        "it costs: the objective would rise by {change}.",
        "reason.missed.addition": "the search missed one. {person} can take it on {day} at {slot}, "
        "and the objective falls by {gain}.",
        "reason.missed.exchange": "the search missed one. {person} can take it on {day} at {slot} "
        "if this session goes: {dropped}. The objective falls by {gain}.",
        "reason.several": "no single addition or exchange was found that gives it one more; "
        "several moves at once would be needed.",
        "reason.several.bounded": "no single addition or exchange was found that gives it one "
        "more; several moves at once would be needed. All changes of the whole plan together can "
        "gain {reserve} at most (the bound).",
        "reason.several.closed": "no single addition or exchange was found that gives it one more; "
        "several moves at once would be needed, and they cannot pay (the bound).",
        "verdict.impossible": "no legal plan holds more.",
        "verdict.displaces": "one more needs the place of another session that weighs as much.",
        "verdict.dear": "one more is possible, but costs as much as it earns, or more.",
        "verdict.missed": "one more is possible and would pay; the search missed it.",
        "verdict.several": "several changes at once would be needed for one more.",
        "verdict.untried": "the reason was not looked for in time.",
        "reason.untried": "time was up before the reason was looked for; sharepool explain tells "
        "it.",
        "ease.H01.missing": "It needs somebody in reach who holds {name} at level {limit} or "
        "above; the nearest who could come, {person}, does not.",
        "ease.H01.expired": "It needs somebody in reach whose {name} is valid all week; that of "
        "the nearest who could come, {person}, is not.",
        "ease.H01.level": "It needs somebody in reach who holds {name} at level {limit} or above; "
        "the nearest who could come, {person}, holds level {amount}.",
        "ease.H03.start": "Its site has bells at none of its allowed starts.",
        "ease.H03.part": "In the parts of the day allowed for it, its site does not have as many "
        "adjacent slots as its sessions take.",
        "ease.H03.bell": "Its site does not have as many adjacent slots as its sessions take.",
        "ease.H08.long": "Whoever holds the skills is too far away: even of the nearest who could "
        "come, {person}, a drive takes {amount:minute}, and {limit} are allowed.",
        "ease.H13.gap": "Its days must be at least {limit} apart (min_gap_days); one fewer would "
        "allow more.",
        "ease.H13.per_day": "A day may hold {limit:session} of it (max_per_day); one more a day "
        "would allow more.",
        "ease.H14": "The people on it may be {limit} at most (max_staff); one more would allow "
        "more.",
        "ease.other": "A single rule stands in the way, even in an otherwise empty week: "
        "{obstacle}",
        "ease.none": "No single rule was found that would allow more if it were eased.",
        "candidate.way": "{person}, {minutes:minute} away",
        "candidate.no_way": "{person}, way not known",
        "candidate.open": "{head}: legal on {day} at {slot}; the objective would change by "
        "{change}.",
        "candidate.blocked": "{head}: on {day} at {slot}, {obstacles}",
        "candidate.no_time": "{head}: the bells have no time for it.",
        "candidate.others": "further away: {others} more who hold the skills.",
        "compare.totals": "Delivered: {delivered} of {wanted:session} (before: "
        "{delivered_before}). On the road: {travel} (before: {travel_before}). Objective: "
        "{objective} (before: {objective_before}).",
        "compare.same": "Both plans hold the same sessions.",
        "compare.fates": "{kept:session} stay as they are; {other_time} are at another time, "
        "{other_person} with another person, {other_both} both, {gone} gone, {new} new.",
        "compare.reach": "Affected: {people:person}, {sites:site}; days: {days}.",
        "compare.person": "{person}: {gained:session} gained, {lost} given up, {moved} at another "
        "time.",
        "compare.load": "Sessions {work} (before: {work_before}), road {travel} (before: "
        "{travel_before}).",
        "compare.site": "{site}: {sessions:session} (before: {sessions_before}).",
        "compare.sites.joined": "Newly at {names}.",
        "compare.sites.left": "No longer at {names}.",
        "compare.people.joined": "New there: {names}.",
        "compare.people.left": "No longer there: {names}.",
        "compare.days.joined": "Newly on {names}.",
        "compare.days.left": "No longer on {names}.",
        "compare.regular.replaced": "Regular person for {skill}: {after}, no longer {before}.",
        "compare.regular.lost": "Nobody is regular for {skill} any more; it was {before}.",
        "compare.regular.gained": "Regular person for {skill}, for the first time: {after}.",
        "compare.session.other_time": "{demand}: {new_person} on {new_day} at {new_slot}, no "
        "longer on {old_day} at {old_slot}.",
        "compare.session.other_person": "{demand}: on {new_day} at {new_slot}, {new_person} for "
        "{old_person}.",
        "compare.session.other_both": "{demand}: {new_person} on {new_day} at {new_slot}, for "
        "{old_person} on {old_day} at {old_slot}.",
        "compare.session.gone": "{demand}: gone on {old_day} at {old_slot} ({old_person}).",
        "compare.session.new": "{demand}: new on {new_day} at {new_slot} ({new_person}).",
        "remedy.none": "No change was found that wins anything.",
        "remedy.before": "As it is: objective {objective}, {missing:missing session}.",
        "remedy.covers": "{change} covers {gained} of the {missing:missing session} and lowers the "
        "objective by {win} (price {price}).",
        "remedy.lowers": "{change} covers no more sessions, but lowers the objective by {win} "
        "(price {price}).",
        "remedy.proven": "At least {proven} of that no plan as things are can reach (the bound).",
        "remedy.certain": "No plan as things are can reach that (the bound).",
        "remedy.dear": "It costs more than it wins.",
        "remedy.more": "More sessions: {demands}.",
        "remedy.fewer": "Given up elsewhere: {fewer:session}.",
        "remedy.count": "{demand} ({count})",
        "remedy.others": "{named} and {others} more",
        "remedy.skill": "{skill} level {level}",
        "remedy.recruit": "One more person based at {site} who holds {skills}",
        "remedy.certificate.granted": "A certificate of {skill} for {person}",
        "remedy.certificate.raised": "Raising {person} to {skill}",
        "remedy.certificate.renewed": "Renewing {skill} of {person}",
        "remedy.hours": "Giving {person} {hours:more hour} a week",
        "remedy.budget": "Giving the people of {name} {hours:more hour} a week together",
        "remedy.mode": "Sending {person} by {mode} instead of {own}",
        "remedy.limit": "Allowing {person} {limits}",
        "remedy.limit.max_leg_min": "drives of {amount:minute}",
        "remedy.limit.max_travel_min_day": "{amount:minute} on the road a day",
        "remedy.limit.max_sessions_day": "{amount:session} a day",
        "remedy.limit.max_sessions_week": "{amount:session} a week",
        "remedy.limit.max_sites_day": "{amount:site} a day",
        "remedy.limit.max_sites_week": "{amount:site} a week",
        "remedy.limit.max_days_week": "{amount:day} a week",
        "remedy.day": "Having {person} available all {day}",
        "remedy.part": "Allowing the part of the day {part} to {demands}",
        "remedy.start": "Allowing any start to {demands}",
        "remedy.room": "Room for {capacity:session} at once at {site}",
        "remedy.max_staff": "Allowing one more person (max_staff) on {demands}",
        "remedy.max_per_day": "Allowing one more session a day (max_per_day) to {demands}",
        "remedy.min_gap_days": "Allowing a day less between sessions (min_gap_days) of {demands}",
        "pairing.far": "No hub is within {limit:minute} of {site}.",
        "pairing.unknown": "It is not known how long the way from any hub to {site} takes: give it "
        "coordinates.",
        "pairing.large": "{site} wants more than any hub in reach can take on.",
        "pairing.sites": "{amount:school} in all want support; the hubs that may be used can take "
        "on {limit}.",
        "pairing.hours": "All schools together want {amount:hour} a week; the hubs that may be "
        "used can take on {limit}.",
        "pairing.together": "Each school fits a hub, but they do not fit all together (proven).",
        "chain.short": "{chain}: {amount} of {limit:school} at the stage {stage}.",
        "chain.far": "{chain}: from {site} the next stage is {amount:minute} away; the limit is "
        "{limit}.",
        "chain.far.unknown": "{chain}: it is not known how long the way from {site} to the next "
        "stage takes.",
        "chain.closed": "{chain}: {site} is not open this week.",
        "chain.no_demand": "{chain}: no demand of {site} asks for {skill}, so no plan can serve "
        "it.",
        "chain.unserved": "{chain}: {site} gets {amount:session} of {skill}; it should get "
        "{limit}.",
        "answer.placed": "{athlete} ({skill}, {score}) goes to {site}, their choice {choice}.",
        "answer.unplaced": "{athlete} ({skill}, {score}) has no place.",
        "refusal.lot": "{site}: the last place went to the same score, {limit}, by lot {lot}; "
        "theirs is {own_lot}.",
        "refusal.full": "{site}: the last place went to a score of {limit}.",
        "refusal.below_min": "{site} asks for a score of {limit}.",
        "refusal.no_offer": "{site} has no place for {skill}.",
        "refusal.no_choice": "No school was chosen.",
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
