"""What this feature says, in English and Chinese side by side."""

from sharepool.messages.faults import register_faults

WORDS: dict[str, tuple[str, str]] = {
    "F00": (
        "{matches}: this is no match of the season, or has other sides or no ground.",
        "{matches}：赛季中没有这场比赛，或双方、场地不符。",
    ),
    "F01": ("{matches} is there more than once.", "{matches}重复安排。"),
    "F02": (
        "{matches}: {subject} is not open for it then, or the date is none of the competition's.",
        "{matches}：{subject}当时未开放，或该日期不是比赛日。",
    ),
    "F03": (
        "{matches} is not on the ground of the home team {subject}.",
        "{matches}不在主队{subject}的场地。",
    ),
    "F04": (
        "{matches} is at a time at which {subject} cannot.",
        "{matches}安排在{subject}不可赛的时间。",
    ),
    "F05": (
        "{subject} has more matches at once than pitches: {matches}.",
        "{subject}同一时间的比赛多于片数：{matches}。",
    ),
    "F06": (
        "{subject} has too little rest between {matches}.",
        "{subject}在{matches}之间休息不足。",
    ),
    "F07": (
        "{subject} has too many matches in few days: {matches}.",
        "{subject}短期内比赛过多：{matches}。",
    ),
    "F08": (
        "{subject} leads teams in two places at once: {matches}.",
        "{subject}同时带队参加两场：{matches}。",
    ),
    "F09": (
        "{subject} is much oftener at home than away, or the other way round.",
        "{subject}主客场次数相差过大。",
    ),
    "F10": (
        "{matches}: the two matches of the pair are too near each other.",
        "{matches}：同一对手的两回合间隔过短。",
    ),
    "F11": (
        "{matches}: the later match begins before the other allows it.",
        "{matches}：后一场开始过早，前一场尚未结束或休息不足。",
    ),
    "F12": (
        "{matches} is not where or when it is fixed to be.",
        "{matches}与指定的时间或场地不符。",
    ),
    "F13": (
        "{subject} is settled and has been moved or turned round.",
        "{subject}已确定，却被改动或主客互换。",
    ),
    "unplanned.no_ground": (
        "{match}: no ground for the sport is open on any date of the competition.",
        "{match}：比赛日期内没有任何可用场地开放。",
    ),
    "unplanned.blackout": (
        "{match}: on every date one of the teams, a coach, a school or a ground cannot.",
        "{match}：每个比赛日双方、领队、学校或场地中总有一方不可赛。",
    ),
    "unplanned.fixed": (
        "{match}: what is fixed leaves no date.",
        "{match}：指定条件下没有可用日期。",
    ),
    "unplanned.order": (
        "{match}: what must be played before or after leaves no date.",
        "{match}：前后场次的先后顺序不留任何日期。",
    ),
    "unplanned.ground": (
        "{match}: the grounds are taken at most of its {total:start}.",
        "{match}：{total}个可选时间中，多数场地已被占用。",
    ),
    "unplanned.rest": (
        "{match}: at most of its {total:start} a team plays or rests.",
        "{match}：{total}个可选时间中，多数时候有一队正在比赛或休息。",
    ),
    "unplanned.coach": (
        "{match}: at most of its {total:start} a coach leads another team.",
        "{match}：{total}个可选时间中，多数时候领队在带另一支队。",
    ),
    "unplanned.return": (
        "{match}: most of its {total:start} are too near the other match of the two.",
        "{match}：{total}个可选时间中，多数离两队的另一回合过近。",
    ),
    "unplanned.impossible": (
        "This holds whatever the other matches do.",
        "无论其他场次如何安排都是如此。",
    ),
    "match": ("{home} v {away} ({match_id})", "{home} — {away}（{match_id}）"),
    "side.rank": ("no. {rank} of group {group}", "{group}组第{rank}名"),
    "side.winner": ("winner of {match}", "{match}胜者"),
    "side.loser": ("loser of {match}", "{match}负者"),
    "places.1-2": ("Final", "决赛"),
    "places.1-4": ("Semi-final", "半决赛"),
    "places.1-8": ("Quarter-final", "四分之一决赛"),
    "places.3-4": ("Match for third place", "三四名决赛"),
    "places": ("Places {places}", "第{places}名排位赛"),
    "round.group": ("Group {group}, round {round}", "{group}组第{round}轮"),
    "round.league": ("Round {round}", "第{round}轮"),
    "group.final": ("final places", "最终名次"),
    "title.fixtures": ("Fixtures", "赛程"),
    "title.draw": ("Groups and numbers", "分组与签号"),
    "title.competitions": ("Competitions", "赛事"),
    "title.standings": ("Standings", "积分榜"),
    "title.fairness": ("Fairness between teams", "各队公平性"),
    "title.unplanned": ("Matches without a date", "未排场次"),
    "title.order_book": ("Order book", "秩序册"),
    "column.competition": ("Competition", "赛事"),
    "column.competition_id": ("Competition no.", "赛事编号"),
    "column.match_id": ("Match no.", "场次编号"),
    "column.date": ("Date", "日期"),
    "column.weekday": ("Day", "星期"),
    "column.start": ("Start", "开始"),
    "column.end": ("End", "结束"),
    "column.venue_id": ("Ground no.", "场地编号"),
    "column.venue": ("Ground", "场地"),
    "column.pitch": ("Pitch", "片"),
    "column.home": ("Home", "主队"),
    "column.away": ("Away", "客队"),
    "column.home_name": ("Home team", "主队名称"),
    "column.away_name": ("Away team", "客队名称"),
    "column.group": ("Group", "组别"),
    "column.round": ("Round", "轮次"),
    "column.team_id": ("Team no.", "队号"),
    "column.team": ("Team", "参赛队"),
    "column.school": ("School", "学校"),
    "column.position": ("Number", "签号"),
    "column.rank": ("Rank", "名次"),
    "column.played": ("Played", "赛"),
    "column.won": ("Won", "胜"),
    "column.drawn": ("Drawn", "平"),
    "column.lost": ("Lost", "负"),
    "column.scored": ("For", "得分"),
    "column.conceded": ("Against", "失分"),
    "column.points": ("Points", "积分"),
    "column.decided_by": ("Decided by", "排名依据"),
    "column.advances": ("Advances", "出线"),
    "column.feeds": ("Goes up to", "晋级赛事"),
    "column.matches": ("Matches", "场次"),
    "column.least_rest_days": ("Least rest (days)", "最短休息(天)"),
    "column.road_min": ("Road (min)", "路程(分钟)"),
    "column.at_home": ("At home", "主场"),
    "column.at_away": ("Away", "客场"),
    "column.breaks": ("Breaks", "连续主/客场"),
    "column.idle_min": ("Waiting (min)", "等候(分钟)"),
    "column.late_starts": ("Late starts", "晚开场"),
    "column.verdict": ("Verdict", "结论"),
    "column.impossible": ("Impossible", "不可能"),
    "column.reason": ("Reason", "原因"),
    "column.format": ("Format", "赛制"),
    "column.teams": ("Teams", "队数"),
    "column.planned": ("With a date", "已排"),
    "column.from": ("From", "起"),
    "column.until": ("Until", "止"),
    "format.league1": ("single round robin", "单循环"),
    "format.league2": ("double round robin", "双循环"),
    "format.groups": ("groups, then knock-out", "分组循环加淘汰"),
    "format.knockout": ("knock-out", "淘汰赛"),
    "format.festival": ("festival", "赛会制"),
    "yes": ("yes", "是"),
    "no": ("no", "否"),
    "criterion.points": ("points", "积分"),
    "criterion.h2h": ("mutual matches", "相互胜负"),
    "criterion.h2h_diff": ("goals of mutual matches", "相互净胜球"),
    "criterion.goal_diff": ("goal difference", "净胜球"),
    "criterion.goals": ("goals", "总进球"),
    "criterion.wins": ("wins", "胜场"),
    "criterion.lot": ("lot", "抽签"),
    "criterion.tied": ("level: to be drawn", "并列，待抽签"),
    "status.optimal": (
        "{planned} of {total} matches have a date; no other fixtures cost less (proven). Objective {objective}.",
        "{total}场中已排{planned}场；没有代价更低的赛程（已证明）。目标值{objective}。",
    ),
    "status.bound": (
        "{planned} of {total} matches have a date. Objective {objective}; none can be below {bound} (proven), gap {gap}.",
        "{total}场中已排{planned}场。目标值{objective}；任何赛程都不低于{bound}（已证明），差距{gap}。",
    ),
    "status.none": (
        "{planned} of {total} matches have a date. Objective {objective}; how much better others could be is not proven.",
        "{total}场中已排{planned}场。目标值{objective}；尚未证明还能好多少。",
    ),
    "officials.week": (
        "Week of {date}: {staffed} of {matches} matches have their officials.",
        "{date}起一周：{matches}场比赛中{staffed}场裁判已齐。",
    ),
    "officials.bound": (
        "Objective {objective}; none can be below {bound} (proven).",
        "目标值{objective}；任何安排都不低于{bound}（已证明）。",
    ),
    "officials.missing": (
        "{match}: {count} missing as {role}.",
        "{match}：{role}缺{count}人。",
    ),
    "officials.infeasible": (
        "Those who have accepted cannot all come: look at their absences and at matches at one time.",
        "已接受者无法全部到场，请核对其请假和同时进行的比赛。",
    ),
    "officials.repeats": (
        "Officials meet the same team more than {most} times in the season: {count} matches too many.",
        "同一裁判一个赛季执裁同一队超过{most}场，共多出{count}场。",
    ),
    "officials.more": ("… and {count} more in missing.csv", "……另有{count}条见missing.csv"),
    "officials.none": ("No match of these weeks needs officials.", "这些周没有需要裁判的比赛。"),
    "state.proposed": ("proposed", "拟派"),
    "state.accepted": ("accepted", "接受"),
    "draw.done": (
        "{teams:team} drawn by {by}, seed {seed}.",
        "{teams}支参赛队，{by}，种子数{seed}。",
    ),
    "draw.lot": ("lot", "抽签"),
    "draw.road": ("the shortest roads", "按路程最短"),
    "draw.clashes": (
        "{competition}: {pairs:pair} of one school meet early; no draw has fewer.",
        "{competition}：有{pairs}对同校队相遇，任何抽签都不会更少。",
    ),
    "draw.road_min": (
        "{competition}: {minutes:minute} on the road within groups, at least {bound} (proven).",
        "{competition}：组内路程合计{minutes}分钟，不低于{bound}（已证明）。",
    ),
    "event.match": ("{home} v {away}", "{home} — {away}"),
}
"""Sentences and headings by code, in English and Chinese."""

HEADINGS: dict[str, str] = {
    **{
        code.removeprefix("column."): chinese
        for code, (_, chinese) in WORDS.items()
        if code.startswith("column.")
    },
    "role": "角色",
    "staff_id": "工号",
    "name": "姓名",
    "state": "状态",
    "missing": "缺人数",
    "optional": "可缺",
    "match_days": "执裁天数",
    "minutes": "分钟",
    "teams_met": "执裁队数",
    "most_met": "同队最多场次",
    "most_met_team": "最多的队",
    "beyond_limit": "超出场次",
}
"""Chinese headings of the columns of this feature's tables."""

FAULTS: dict[str, tuple[str, str]] = {
    "bad_value.points": (
        "write points for a win, a draw and a defeat, as in 3;1;0",
        "请填写胜、平、负的积分，如 3;1;0",
    ),
    "bad_value.criteria": (
        "write criteria out of {words:list}, separated by ;",
        "请从{words:list}中选择排名依据，用分号隔开",
    ),
    "bad_value.lot": ("the lot comes last: after it nobody is level", "抽签应放在最后"),
    "bad_value.end": ("write an end after the start", "结束应晚于开始"),
    "missing_table.season": ("a season needs this table; add it", "赛季需要此表，请补上"),
    "duplicate_key.season": (
        "row {first} sets this already; keep one",
        "第{first}行已设置此项，请只保留一行",
    ),
    "no_fixtures": (
        "the season has no published fixtures: put fixtures.csv of sharepool fixtures into it",
        "赛季尚无已公布的赛程，请将sharepool fixtures写出的fixtures.csv放入其中",
    ),
    "missing_value.both": (
        "give both --problem and --plan, or neither",
        "--problem和--plan应同时给出，或都不给",
    ),
    "missing_value.blackout": (
        "say whom this concerns: a team, a school, a person or a competition",
        "请填写涉及的队伍、学校、人员或赛事",
    ),
    "missing_value.score": (
        "write both scores; of a walkover, what the regulations award",
        "请填写双方得分；弃权场次按规程填写判定比分",
    ),
    "bad_value.level": (
        "somebody goes on from a knock-out: count the decider (penalties, extra time) in the score",
        "淘汰赛须分出胜负，请把点球或加时计入比分",
    ),
    "unknown_id.match": (
        "the season has no such match; take its number from the fixtures of the present draw",
        "赛季中没有这场比赛，请使用当前抽签所得赛程中的场次编号",
    ),
    "contradiction.seat": (
        "row {first} has this place already; draw again",
        "第{first}行已占用此签号，请重新抽签",
    ),
    "contradiction.groups": (
        "the draw made another number of groups, {count}; draw again",
        "抽签结果为{count}组，与此不符，请重新抽签",
    ),
    "contradiction.never": (
        "the two teams are not in one competition, so they never meet",
        "两队不在同一赛事中，不会交手",
    ),
    "missing_value.match": ("name the match, or both its teams", "请填写比赛编号，或填写双方队伍"),
    "backward": (
        "this is before its beginning, {first}; swap the two",
        "早于开始日期{first}，请对调",
    ),
    "few_teams": (
        "a competition needs two teams or more; add rows to teams, or take it out",
        "一项赛事至少需要两支队伍，请补充队伍或删除该赛事",
    ),
    "group_of_one": (
        "{count:team} make a group of one; write at most {most}",
        "{count}支队伍会使某组只有一队，请填写不大于{most}的数",
    ),
    "out_of_range.promote": (
        "there are {most:team}; write at most that",
        "共有{most}支队伍，请填写不大于此的数",
    ),
    "out_of_range.group": (
        "the smallest group has {most:team}; write at most that",
        "最小的组只有{most}支队伍，请填写不大于此的数",
    ),
    "bye": (
        "{count:team}: in each round one of them has no match",
        "共{count}支队伍，每轮有一队轮空",
    ),
    "circle": (
        "the competitions feed each other in a circle; take one of the cells out",
        "各赛事的晋级关系形成循环，请删去其中一处",
    ),
    "few_dates": (
        "a team has {matches} matches, and the dates take {room} of them: more days, less rest or another format",
        "每队有{matches}场比赛，而比赛日只能安排{room}场：请增加天数、减少休息或更改赛制",
    ),
    "sex": ("the competition is for {sex:sex}", "该赛事的性别组别为{sex:sex}"),
    "stage": (
        "the school is {stage:stage}, the competition for {wanted:stage}",
        "该校为{stage:stage}，而赛事面向{wanted:stage}",
    ),
    "no_ground": ("no ground takes this sport", "没有任何场地可用于此项目"),
    "no_ground.home": (
        "teams play at home, and the school has no ground for {sport}; name one",
        "采用主客场制，而该校没有{sport}场地，请指定一处",
    ),
    "no_ground.own": ("this ground does not take {sport}", "此场地不能用于{sport}"),
    "contradiction.draw": (
        "this team plays in {other}; draw again",
        "该队参加的是{other}，请重新抽签",
    ),
    "contradiction.lacking": (
        "the draw of {other} lacks this team; draw again",
        "{other}的抽签结果中没有该队，请重新抽签",
    ),
    "clash.team": (
        "this team has played the match of row {first} at that time; mend the time of one",
        "该队当时已在第{first}行的比赛中，请更正其中一场的时间",
    ),
    "clash.coach": (
        "this coach leads a team in the match of row {first} then; move one",
        "该教练同时要带第{first}行的比赛，请调整其一",
    ),
    "no_draw": (
        "draw its groups or seats first (sharepool draw), and put draws.csv into the season",
        "请先抽签（sharepool draw），并把draws.csv放入赛季",
    ),
}
"""What is said of faults, by code (and kind)."""

register_faults(FAULTS)
