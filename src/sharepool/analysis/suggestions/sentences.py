"""What this feature says, in English and Chinese side by side."""

WORDS: dict[str, tuple[str, str]] = {
    "suggestion.line": (
        "{rows}: the objective changes by {change}{terms}. {loads}",
        "{rows}：目标值变化{change}{terms}。{loads}",
    ),
    "suggestion.blocked": ("{line} It would break: {obstacles}", "{line}但会违反：{obstacles}"),
    "suggestion.terms": (" ({terms})", "（{terms}）"),
    "suggestion.row": ("{person} on {day} at {slot}", "{person}，{day}{slot}"),
    "suggestion.part": ("{person} as {role} on {day} at {slot}", "{person}任{role}，{day}{slot}"),
    "suggestion.load": (
        "{person} then has {sessions:session} this week and {road:minute} on the road.",
        "{person}本周共{sessions}次课，路上{road}分钟。",
    ),
    "suggestion.term": (
        "{person} then has {sessions:session} this term and {road:minute} on the road.",
        "{person}本学期共{sessions}次课，路上{road}分钟。",
    ),
}
"""Sentences by code, in English and Chinese."""
