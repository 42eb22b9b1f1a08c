"""What this feature says, in English and Chinese side by side."""

WORDS: dict[str, tuple[str, str]] = {
    "without.away": ("away at every run that is left", "其余各期均请假"),
    "without.busy": ("in another course at every run that is left", "其余各期均与其他培训冲突"),
    "without.full": ("every run is full", "各期名额已满"),
    "training.places": (
        "{placed} of {people} people have a place; {lost:session} fall out.",
        "{people}人中{placed}人已安排班次，共影响{lost}次课。",
    ),
    "training.proven": (
        "No other choice of runs costs less (proven).",
        "班次安排的代价已证明为最小。",
    ),
    "training.gap": (
        "No choice of runs costs less than {bound}; this one costs {value}.",
        "班次安排的代价为{value}，任何安排都不会低于{bound}。",
    ),
    "training.shadows": (
        "{weeks:week} of shadowing are granted, {wanted} were wished; {lessons:lesson} fall out, {covered} of which the mentors' groups can cover.",
        "安排跟班学习{weeks}周（申请{wanted}周），影响{lessons}课时，其中{covered}课时可由导师所在学区顶岗。",
    ),
    "training.meeting": (
        "{meeting}: {day} at {time}, {site}; {able} of {people} can come.",
        "{meeting}：{day}{time}，{site}；{people}人中{able}人可参加。",
    ),
    "training.online": ("online", "线上"),
    "training.week": (
        "Week of {date}: {lapsed} sessions of the plan cannot take place as they are; planned anew, {delivered} of {wanted} take place, {cover} of {covers} for people who are away.",
        "{date}起一周：原方案有{lapsed}次课无法照常进行；重新安排后{wanted}次课中可上{delivered}次，代课{covers}次中可上{cover}次。",
    ),
}
"""Sentences by code, in English and Chinese."""
