"""Why a person of the pool has no session, in English and Chinese."""

from __future__ import annotations

IDLE = {
    "en": {
        "expired": "a certificate is not valid this week: with it, {demands} demands would be open",
        "not_qualified": "no demand of this week asks for what this person holds",
        "not_free": "not available or away at every start of the {demands} demands that fit",
        "too_far": "none of the {demands} demands that fit can be reached from home in time",
        "not_wanted": "all {demands} demands that this person could serve have their sessions",
        "not_chosen": "{demands} demands that this person could serve lack sessions: "
        "see sharepool explain",
    },
    "zh": {
        "expired": "证件本周无效（已过期或尚未生效）：如有效，可承担{demands}项需求",
        "not_qualified": "本周没有需求用到其所持专项",
        "not_free": "符合条件的{demands}项需求，其各时段本人都不可用或请假",
        "too_far": "符合条件的{demands}项需求，从驻地都无法按时到达",
        "not_wanted": "可承担的{demands}项需求都已安排",
        "not_chosen": "可承担的{demands}项需求仍有缺口：见 sharepool explain",
    },
}
"""Sentences by language and code."""


def idle_sentence(code: str, demands: int, lang: str = "en") -> str:
    """Return why a person has no session, as a sentence.

    Raises
    ------
    ValueError
        If the language is not known.
    """
    if lang not in IDLE:
        raise ValueError(f"unknown language {lang!r}: write one of {', '.join(IDLE)}")
    return IDLE[lang][code].format(demands=demands)
