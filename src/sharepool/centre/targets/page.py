"""A page that says where each target stands, with the trend as a line."""

from __future__ import annotations

from html import escape

from sharepool.centre.targets.types import TargetProgress, TargetStanding
from sharepool.centre.targets.words import TargetWording, wording

WIDTH, HEIGHT, MARGIN = 160, 36, 4
"""Of the line of a trend, in pixels."""

COLORS = {
    "reached": "#2f7d4f",
    "on_track": "#1d5b79",
    "behind": "#b5651d",
    "overdue": "#a8322a",
    "unknown": "#6b7780",
}

STYLE = (
    "body{font:15px/1.6 'Noto Sans CJK SC','PingFang SC','Microsoft YaHei',sans-serif;"
    "margin:2em auto;max-width:70em;color:#1b2733}h1{font-size:1.5em}"
    "table{border-collapse:collapse;width:100%}td,th{padding:.35em .6em;text-align:left;"
    "border-bottom:1px solid #d8dee3}td.n{text-align:right;font-variant-numeric:tabular-nums}"
)


def write_page(progress: TargetProgress, lang: str) -> str:
    """Return a page of HTML that needs nothing else.

    Parameters
    ----------
    progress : TargetProgress
    lang : str
        ``"en"`` or ``"zh"``.
    """
    say = wording(lang)
    title = escape(say.say("page.title", date=progress.date))
    names = ("indicator", "county", "value", "target", "by", "needed", "trend", "state")
    head = "".join(f"<th>{escape(say.say(f'page.{name}'))}</th>" for name in names)
    rows = "".join(_row(say, one) for one in progress.standings)
    code = "zh-CN" if lang == "zh" else "en"
    return (
        f'<!doctype html>\n<html lang="{code}"><head><meta charset="utf-8"><title>{title}</title>'
        f"<style>{STYLE}</style></head>\n<body><h1>{title}</h1>\n"
        f"<table><thead><tr>{head}</tr></thead>\n<tbody>{rows}</tbody></table></body></html>\n"
    )


def _row(say: TargetWording, one: TargetStanding) -> str:
    name, color = one.target.indicator, COLORS[one.state]
    texts = (say.indicator(name), say.county(one.county))
    numbers = (
        say.number(name, one.value),
        say.number(name, one.target.value),
        str(one.target.by),
        say.change(name, one.needed_term),
    )
    cells = "".join(f"<td>{escape(text)}</td>" for text in texts)
    cells += "".join(f'<td class="n">{escape(text)}</td>' for text in numbers)
    state = escape(say.say(f"state.{one.state}"))
    cells += f'<td>{draw_trend(one)}</td><td style="color:{color}">{state}</td>'
    return f"<tr>{cells}</tr>\n"


def draw_trend(one: TargetStanding) -> str:
    """Return the measures as a line, and the target as a dashed one; empty without a measure."""
    if not one.trend:
        return ""
    first = one.trend[0].date.toordinal()
    last = max(one.target.by, one.trend[-1].date).toordinal()
    values = [float(measure.value) for measure in one.trend]
    goal = float(one.target.value)
    low, high = min(*values, goal), max(*values, goal)

    def point(day: int, value: float) -> str:
        x = MARGIN + (WIDTH - 2 * MARGIN) * (day - first) / max(1, last - first)
        y = HEIGHT - MARGIN - (HEIGHT - 2 * MARGIN) * (value - low) / ((high - low) or 1)
        return f"{x:.1f},{y:.1f}"

    days = [measure.date.toordinal() for measure in one.trend]
    line = " ".join(point(day, value) for day, value in zip(days, values, strict=True))
    x, y = point(days[-1], values[-1]).split(",")
    color = COLORS[one.state]
    return (
        f'<svg width="{WIDTH}" height="{HEIGHT}" role="img">'
        f'<polyline points="{point(first, goal)} {point(last, goal)}" fill="none" '
        f'stroke="#9aa5ad" stroke-dasharray="4 3"/>'
        f'<polyline points="{line}" fill="none" stroke="{color}" stroke-width="2"/>'
        f'<circle cx="{x}" cy="{y}" r="3" fill="{color}"/></svg>'
    )
