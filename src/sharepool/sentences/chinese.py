"""Chinese sentences (中文语句)."""

from sharepool.sentences.language import Language

CHINESE = Language(
    sentences={
        "H00.staff": "{demand}，{day}{slot}：人员表中没有工号{person}。",
        "H00.demand": "{person}，{day}{slot}：需求表中没有编号{demand}。",
        "H01.missing": "{person}不能承担{demand}：需要{name}{limit}级及以上，此人没有该资质。",
        "H01.expired": "{person}不能承担{demand}：此人的{name}资质没有一项全周有效。",
        "H01.level": "{person}不能承担{demand}：需要{name}{limit}级及以上，此人为{amount}级。",
        "H02.window": "{person}在{day}{start}—{end}（{demand}）不在可用时段内。",
        "H02.absence": "{person}在{day}{start}—{end}（{demand}）请假或另有安排。",
        "H03.closed": "{demand}本周不能开课：该校点本周并非全周开放。",
        "H03.season": "{demand}本周不能开课：本周不完全在其季节之内。",
        "H03.bell": "{demand}不能从{day}{slot}开始：该校当天作息表中没有所需节次。",
        "H03.part": "{demand}不能从{day}{slot}开始：该时段不在允许范围内。",
        "H03.noon": "{demand}不能从{day}{slot}开始：连堂跨越了中午。",
        "H03.start": "{demand}不能从{day}{slot}开始：不在其允许的开始节次之内。",
        "H04": "{person}在{day}的课时间冲突："
        "{demand}于{start}开始，而{other_demand}到{limit_clock}才结束。",
        "H05": "{person}在{day}来不及从{site}赶到{other_site}："
        "{start}到{end}之间只有{amount}分钟，路上需要{limit}分钟。",
        "H06.departure": "{person}在{day}无法于{start}前到达{site}：最早{limit_clock}从家出发，"
        "路上需要{amount}分钟。",
        "H06.return": "{person}在{day}无法于{limit_clock}前返回：在{site}的最后一次课{end}结束，"
        "返程需要{amount}分钟。",
        "H07": "{person}在{day}午休不足：{start}离开{site}、{end}在{other_site}上课，"
        "除去路程只剩{amount}分钟，至少应有{limit}分钟。",
        "H08.long": "{person}在{day}单程过长："
        "{site}到{other_site}需{amount}分钟，上限{limit}分钟。",
        "H08.unknown": "{person}在{day}无法安排从{site}到{other_site}：不知道路上需要多长时间。",
        "H09": "{person}在{day}路上时间过长：共{amount}分钟，上限为{limit}分钟。",
        "H10.day": "{person}在{day}有{amount}次课，每天最多{limit}次。",
        "H10.week": "{person}本周有{amount}次课，每周最多{limit}次。",
        "H11.sites_day": "{person}在{day}要去{amount}个校点，每天最多{limit}个。",
        "H11.sites_week": "{person}本周要去{amount}个校点，每周最多{limit}个。",
        "H11.days_week": "{person}本周有{amount}天上课，每周最多{limit}天。",
        "H12.person": "{person}本周工作{amount_hours}，上限为{limit_hours}。",
        "H12.employer": "{name}的人员本周共工作{amount_hours}，上限为{limit_hours}。",
        "H13.sessions": "{demand}本周安排了{amount}次课，只需要{limit}次。",
        "H13.per_day": "{demand}在{day}安排了{amount}次课，每天最多{limit}次。",
        "H13.gap": "{demand}在{day}的课距上一次只有{amount}天，至少应间隔{limit}天。",
        "H13.minimum": "{demand}本周只安排了{amount}次课，至少必须有{limit}次。",
        "H14": "{demand}由{amount}人承担，最多{limit}人。",
        "H15.capacity": "{site}在{day}{start}—{end}同时有{amount}次课，场地最多容纳{limit}次。",
        "H15.cohort": "{site}的{name}在{day}{start}—{end}同时有{amount}次课。",
        "H16.require": "方案中没有符合“必须”要求的课：{cells}。",
        "H16.forbid": "方案中有被禁止的课：{cells}。",
        "H16.strict_pair": "{site}只得到{name}人员的{amount}次课，至少须有{limit}次（对口支援）。",
        "need.min_sessions": "{demand}本周至少必须有{limit}次课（最少次数）。",
        "need.require": "至少必须有{limit}次课符合“必须”要求：{cells}。",
        "need.strict_pair": "{site}至少必须得到{name}人员的{limit}次课（对口支援）。",
        "conflict.proven.several": "不存在可行方案：以下要求不能同时满足。",
        "conflict.proven.one": "不存在可行方案：以下要求无法满足。",
        "conflict.proven.none": "不存在可行方案。",
        "conflict.unproven.several": "在限定时间内没有找到同时满足以下要求的方案；尚未证明不存在。",
        "conflict.unproven.one": "在限定时间内没有找到满足以下要求的方案；尚未证明不存在。",
        "conflict.unproven.none": "在限定时间内没有找到方案；尚未证明不存在。",
        "reason.got": "{demand}需要{wanted}次课，已安排{delivered}次：",
        "reason.impossible": "任何可行方案都不能超过{most}次。",
        "reason.displaces": "再加一次必须替换另一次课：{person}可在{day}{slot}承担，"
        "但须取消{dropped}；目标值将增加{change}。",
        "reason.dear": "{person}可在{day}{slot}再上一次，但得不偿失：目标值将增加{change}。",
        "reason.missed.addition": "搜索遗漏了一次：{person}可在{day}{slot}承担，目标值减少{gain}。",
        "reason.missed.exchange": "搜索遗漏了一次：{person}可在{day}{slot}承担，"
        "但须取消{dropped}；目标值减少{gain}。",
        "reason.several": "没有找到只增加或只替换一次课就能满足的办法，需要同时作多处调整。",
        "reason.several.bounded": "没有找到只增加或只替换一次课就能满足的办法，需要同时作多处调整；"
        "按下界，整个方案的全部调整最多只能使目标值减少{reserve}。",
        "reason.several.closed": "没有找到只增加或只替换一次课就能满足的办法，需要同时作多处调整；"
        "按下界，这样做不会使目标值减少。",
        "reason.untried": "时间已到，尚未查找原因；可用sharepool explain查看。",
        "ease.H01.missing": "需要一位到得了、具备{name}{limit}级及以上的人员；"
        "到得了的人中最近的{person}没有该资质。",
        "ease.H01.expired": "需要一位到得了、{name}资质全周有效的人员；"
        "到得了的人中最近的{person}的资质并非全周有效。",
        "ease.H01.level": "需要一位到得了、具备{name}{limit}级及以上的人员；"
        "到得了的人中最近的{person}为{amount}级。",
        "ease.H03.start": "该校点作息表中没有其允许的开始节次。",
        "ease.H03.part": "该校点在其允许的时段内没有足够的连续节次。",
        "ease.H03.bell": "该校点没有足够的连续节次。",
        "ease.H08.long": "具备资质的人员都太远：即使是其中能来的最近的{person}，"
        "单程也需{amount}分钟，上限{limit}分钟。",
        "ease.H13.gap": "上课日至少应间隔{limit}天（min_gap_days），减少一天即可增加。",
        "ease.H13.per_day": "每天最多{limit}次（max_per_day），增加一次即可增加。",
        "ease.H14": "最多由{limit}人承担（max_staff），增加一人即可增加。",
        "ease.other": "即使全周没有其他课，也只有一条规则不允许：{obstacle}",
        "ease.none": "没有找到只放宽一条规则就能增加的办法。",
        "candidate.way": "{person}，路程{minutes}分钟",
        "candidate.no_way": "{person}，路程不详",
        "candidate.open": "{head}：{day}{slot}可行；目标值变化{change}。",
        "candidate.blocked": "{head}：若在{day}{slot}，{obstacles}",
        "candidate.no_time": "{head}：作息表中没有合适的时间。",
        "candidate.others": "更远处还有{others}人具备资质。",
        "compare.totals": "{wanted}次课中安排了{delivered}次（原为{delivered_before}次），"
        "路上共{travel}（原为{travel_before}）；目标值{objective}（原为{objective_before}）。",
        "compare.same": "两个方案的课完全相同。",
        "compare.fates": "{kept}次课不变；{other_time}次换时间，{other_person}次换人，"
        "{other_both}次人和时间都换，{gone}次取消，{new}次新增。",
        "compare.reach": "涉及{people}人、{sites}个校点；变动日：{days}。",
        "compare.person": "{person}：增加{gained}次课，减少{lost}次，{moved}次换时间。",
        "compare.load": "上课{work}（原为{work_before}），路上{travel}（原为{travel_before}）。",
        "compare.site": "{site}：{sessions}次课（原为{sessions_before}次）。",
        "compare.sites.joined": "新去{names}。",
        "compare.sites.left": "不再去{names}。",
        "compare.people.joined": "新来：{names}。",
        "compare.people.left": "不再来：{names}。",
        "compare.days.joined": "新增{names}。",
        "compare.days.left": "不再有{names}。",
        "compare.regular.replaced": "{skill}的固定人员由{before}换为{after}。",
        "compare.regular.lost": "{skill}不再有固定人员，原为{before}。",
        "compare.regular.gained": "{skill}首次有了固定人员：{after}。",
        "compare.session.other_time": "{demand}：{new_person}改在{new_day}{new_slot}，"
        "原在{old_day}{old_slot}。",
        "compare.session.other_person": "{demand}：{new_day}{new_slot}由{old_person}"
        "换为{new_person}。",
        "compare.session.other_both": "{demand}：改为{new_person}在{new_day}{new_slot}，"
        "原为{old_person}在{old_day}{old_slot}。",
        "compare.session.gone": "{demand}：取消{old_day}{old_slot}的课（{old_person}）。",
        "compare.session.new": "{demand}：新增{new_day}{new_slot}的课（{new_person}）。",
    },
    weekdays=("星期一", "星期二", "星期三", "星期四", "星期五", "星期六", "星期日"),
    day="第{number}天",
    slot="第{number}节",
    titled="{title}（{id}）",
    located="{site}的{demand}",
    hours="{hours}小时",
    minutes="{minutes}分钟",
    space="",
    comma="，",
    anything="任何课",
)
