"""Titles, headers and axes of what is shown in notebooks, in every language side by side."""

from __future__ import annotations

from sharepool.messages.numbers import Number

_ORDER = ("en", "zh")

CAPTIONS: dict[str, tuple[str, str]] = {
    # a problem
    "problem.title": ("{name}, week of {date}", "{name}（{date}起一周）"),
    "problem.sites": ("sites", "校点"),
    "problem.people": ("people", "人员"),
    "problem.demands": ("demands", "需求"),
    "problem.dormant": ("dormant demands", "本周休眠的需求"),
    "problem.wanted": ("sessions wanted", "需要的课次"),
    "problem.must": ("that must take place", "其中必须安排"),
    "problem.areas": ("By area", "按城乡类型"),
    "problem.skills": ("By skill", "按专项"),
    "problem.based": ("people based there", "驻点人员"),
    "problem.holders": ("people who hold it", "具备资质的人员"),
    "problem.warnings": ("{count:warning} about the tables", "表格中有{count}处可疑"),
    "area.urban": ("urban", "城区"),
    "area.township": ("township", "乡镇"),
    "area.rural": ("rural", "农村"),
    # a result, a score
    "result.optimal": ("Optimal: no plan can be better", "最优：没有更好的方案"),
    "result.feasible": ("A legal plan was found", "已找到可行方案"),
    "result.infeasible": ("No legal plan exists", "不存在可行方案"),
    "result.unknown": ("No legal plan was found in time", "限定时间内未找到可行方案"),
    "score.title": ("What the plan costs", "方案的目标值"),
    "fact.objective": ("objective", "目标值"),
    "fact.bound": ("proven bound", "已证明的下界"),
    "fact.gap": ("gap", "差距"),
    "fact.gap_rest": ("gap of what plans decide", "可改进部分的差距"),
    "fact.sessions": ("sessions", "课次"),
    "fact.of": ("{part:,} of {whole:,}", "{part:,}/{whole:,}"),
    "fact.travel": ("on the road", "路上时间"),
    "fact.hours": ("{hours:,.1f} h", "{hours:,.1f}小时"),
    "fact.seconds": ("seconds", "用时（秒）"),
    "fact.seed": ("seed", "随机种子"),
    "terms.caption": ("Terms of the objective", "目标值各项"),
    "terms.term": ("term", "项目"),
    "terms.value": ("value", "数值"),
    "terms.before": ("before", "原为"),
    "terms.after": ("after", "现为"),
    "terms.change": ("difference", "变化"),
    "steps.caption": ("Goals in order", "依次优化的目标"),
    "steps.cap": ("may grow to", "允许增至"),
    "steps.rest": ("the rest", "其余各项"),
    # a plan
    "plan.title": ("{sessions:session} of {people:person}", "{people}人，共{sessions}次课"),
    "plan.empty": ("A plan without sessions", "空方案"),
    "plan.person": ("person", "人员"),
    "plan.more": ("and {count} more: see to_frame()", "另有{count}行：见to_frame()"),
    "plan.cell": ("{demand}, slot {slot}", "{demand} 第{slot}节"),
    # violations, reasons
    "suggestions.title": ("What could be done with this session", "这次课可作的调整"),
    "suggestions.none": ("Nobody holds the skills for it.", "没有人具备所需资质。"),
    "violations.none": ("The plan keeps every hard rule", "方案符合全部硬性规则"),
    "violations.title": (
        "The plan breaks hard rules in {count:place}",
        "方案违反硬性规则，共{count}处",
    ),
    "violations.rule": ("rule", "规则"),
    "violations.what": ("what is wrong", "问题"),
    "reasons.none": ("No session is missing", "没有缺课"),
    "reasons.title": (
        "{missing:session} missing, of {demands:demand}",
        "{demands}项需求共缺{missing}次课",
    ),
    "verdict.impossible": ("impossible", "不可能"),
    "verdict.displaces": ("would displace another", "须替换其他课"),
    "verdict.dear": ("not worth it", "得不偿失"),
    "verdict.missed": ("missed by the search", "搜索遗漏"),
    "verdict.several": ("no single change does it", "单处调整不够"),
    "verdict.untried": ("not looked into", "尚未查找"),
    # diagnosis, comparison, replan
    "diagnosis.feasible": ("A plan exists", "存在可行方案"),
    "diagnosis.infeasible": ("No plan exists", "不存在可行方案"),
    "diagnosis.unknown": ("Not known whether a plan exists", "不知是否存在可行方案"),
    "comparison.title": ("What changes", "变化"),
    "comparison.people": ("{count:person} affected", "涉及{count}人"),
    "comparison.sites": ("{count:site} affected", "涉及{count}个校点"),
    "comparison.sessions": ("{count:session} changed", "{count}次课有变化"),
    "replan.title": ("The week of {date}, planned again", "{date}起一周的重新安排"),
    "replan.lapsed": (
        "{count:session} could not stay as planned",
        "{count}次课无法按原方案进行",
    ),
    # a trade-off
    "frontier.title": ("{first} against {second}", "{first}与{second}的权衡"),
    "frontier.ratio": ("weight of {second} ×", "{second}权重倍数"),
    "frontier.none": ("No plan was found", "没有找到方案"),
    "frontier.weighed": ("minimised", "所求最小值"),
    # chains
    "chains.none": ("There are no chains (table chains)", "没有梯队（表chains）"),
    "chains.title": (
        "{whole} of {chains:chain} without a gap",
        "{chains}个梯队中{whole}个没有缺口",
    ),
    "chains.chain": ("chain", "梯队"),
    "chains.skill": ("sport", "专项"),
    "chains.gaps": ("gaps", "缺口"),
    "chains.broken": ("{count:gap}", "{count}处缺口"),
    # plots
    "plot.load": ("Load of {people:person}", "{people}人的工作量"),
    "plot.load.more": (
        "Load: the busiest {people} of {pool}",
        "工作量：{pool}人中最忙的{people}人",
    ),
    "plot.hours": ("hours a week", "每周小时数"),
    "plot.teaching": ("in sessions", "上课"),
    "plot.road": ("on the road", "路上"),
    "plot.least": ("least in sessions", "周最少课时"),
    "plot.most": ("most in sessions", "周最多课时"),
    "plot.most.road": ("most, road included", "周最多工时（含路上）"),
    "plot.coverage": (
        "Sessions of {sites:site}: {delivered} of {wanted}",
        "{sites}个校点的课次：{delivered}/{wanted}",
    ),
    "plot.coverage.more": (
        "Sessions: the {sites} sites with least of {all}",
        "课次：{all}个校点中覆盖最低的{sites}个",
    ),
    "plot.sessions": ("sessions a week", "每周课次"),
    "plot.delivered": ("delivered", "已安排"),
    "plot.missing": ("missing", "缺"),
    "plot.floor": ("floor ({share})", "底线（{share}）"),
    "plot.equity": ("Town and country", "城乡之间"),
    "plot.share": ("share of wanted sessions that take place", "课次落实率"),
    "plot.total": ("all sites", "全部校点"),
    "plot.group": (
        "{delivered:,} of {wanted:,}; {short} of {sites:site} below floor",
        "{delivered:,}/{wanted:,}；{sites}个校点中{short}个低于底线",
    ),
    "plot.map": ("Who drives where in the week", "一周行程图"),
    "plot.map.key": (
        "circles: sites, larger where more is wanted, coloured by share; lines: legs driven",
        "圆：校点，需要越多越大，颜色表示落实率；线：行程，越粗越频繁",
    ),
    "plot.map.none": ("nothing wanted", "无需求"),
    "plot.progress": ("How the solve went", "求解过程"),
    "plot.seconds": ("seconds", "秒"),
    "plot.objective": ("objective of the best plan", "最佳方案的目标值"),
    "plot.bound": ("proven bound", "已证明的下界"),
    "plot.trade_off": ("What {second} costs", "{second}的代价"),
    "plot.rest": ("all other terms", "其余各项之和"),
    "plot.point": ("plans found, weight of {second} ×", "已找到的方案（{second}权重倍数）"),
    "plot.impossible": ("no plan lies below (proven)", "下方没有方案（已证明）"),
    "plot.none": ("nothing to show", "没有可显示的内容"),
}
"""Caption by key: English, Chinese. Fields as in sentences."""


class Captions:
    """The captions of one language.

    Parameters
    ----------
    lang : str
        ``"en"`` or ``"zh"``.

    Raises
    ------
    ValueError
        If the language is not known.
    """

    def __init__(self, lang: str = "en") -> None:
        if lang not in _ORDER:
            raise ValueError(f"unknown language {lang!r}: write one of {', '.join(_ORDER)}")
        self.lang = lang
        self._column = _ORDER.index(lang)

    def __call__(self, key: str, **fields: object) -> str:
        """Return a caption with its fields filled in."""
        return CAPTIONS[key][self._column].format_map(fields)

    def count(self, key: str, **counts: int) -> str:
        """Return a caption whose numbers stand with their nouns."""
        return self(key, **{name: Number(count) for name, count in counts.items()})

    def number(self, count: int) -> Number:
        """Return a number that a caption can write with its noun."""
        return Number(count)

    def area(self, area: str) -> str:
        """Return what a kind of area is called."""
        return self(f"area.{area}")
