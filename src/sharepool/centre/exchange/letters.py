"""The notices of an exchange, one a page, ready to print."""

from __future__ import annotations

from html import escape

from sharepool.centre.exchange.types import Exchange
from sharepool.centre.exchange.words import wording

STYLE = (
    "body{font:16px/1.7 'Noto Serif CJK SC','Songti SC',SimSun,serif;margin:0}"
    "section{padding:3cm 2.5cm;break-after:page}h1{font-size:24px;text-align:center}"
    ".sign{margin-top:4cm;text-align:right}"
)


def write_letters(exchange: Exchange, lang: str) -> str:
    """Return a page of HTML with a notice for each teacher who moves.

    Parameters
    ----------
    exchange : Exchange
    lang : str
        ``"en"`` or ``"zh"``.
    """
    say = wording(exchange, lang)
    parts = [_letter(say.of_letter(move)) for move in exchange.moves]
    code = "zh-CN" if lang == "zh" else "en"
    return (
        f'<!doctype html>\n<html lang="{code}"><head><meta charset="utf-8">'
        f"<title></title><style>{STYLE}</style></head>\n<body>\n"
        + "".join(parts)
        + "</body></html>\n"
    )


def _letter(lines: list[str]) -> str:
    title, *text, sign = (escape(line) for line in lines)
    body = "".join(f"<p>{line}</p>" for line in text)
    return f'<section><h1>{title}</h1>{body}<p class="sign">{sign}</p></section>\n'
