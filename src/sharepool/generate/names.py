"""Invented names of counties, townships, schools and people.

Composed from lists; a likeness to a real place or person is chance.
"""

from collections.abc import Iterator, Sequence

import numpy as np

COUNTIES = (
    "青澜县", "云汐县", "松岚县", "鹭川县", "霜溪县",
    "梧塘县", "澄浦县", "砚溪县", "枫渚县", "棠湾县",
)  # fmt: skip

URBAN_SCHOOLS = {
    "UP": (
        "实验小学", "第一小学", "第二小学", "育才小学",
        "育英小学", "朝阳小学", "滨河小学", "解放路小学",
    ),
    "UJ": ("实验初级中学", "育新初级中学", "城东初级中学", "城西初级中学"),
    "SE": ("第一高级中学", "第二高级中学"),
}  # fmt: skip
"""Schools in town, by kind; a county has no more of a kind than there are names."""

TOWNSHIP_SCHOOLS = {
    "TP": "中心小学",
    "TJ": "初级中学",
    "NY": "九年一贯制学校",
}

_TOWNSHIP_FIRST = "青白黑红黄石柳松杨桃梅云龙凤双三"
_TOWNSHIP_SECOND = "石河桥店岭坡湾泉沟川台塘"
_VILLAGE_FIRST = "上下前后东西南北大小"
_VILLAGE_SECOND = "庄洼营寨坪峪峡垣"

_SURNAMES = (
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何林高罗郑梁谢"
    "宋唐许韩冯邓曹彭曾田董袁潘于蒋蔡余杜叶程苏魏吕丁任沈姚"
)
_GIVEN_FIRST = "建国志文明晓雅海春秋俊思佳子宇嘉永玉淑振"
_GIVEN_SECOND = "华军强伟平波芳敏丽静涛超勇杰娟霞鹏飞磊亮宁辉莉燕"


def draw_names(
    rng: np.random.Generator, firsts: Sequence[str], seconds: Sequence[str], count: int
) -> list[str]:
    """Return `count` different names, each one of `firsts` followed by one of `seconds`."""
    picks = rng.choice(len(firsts) * len(seconds), size=count, replace=False)
    return [firsts[pick // len(seconds)] + seconds[pick % len(seconds)] for pick in picks]


def draw_townships(rng: np.random.Generator, count: int) -> list[str]:
    """Return the names of townships, such as 青石镇."""
    return [stem + "镇" for stem in draw_names(rng, _TOWNSHIP_FIRST, _TOWNSHIP_SECOND, count)]


def draw_villages(rng: np.random.Generator, count: int) -> list[str]:
    """Return the names of villages, such as 上庄村."""
    return [stem + "村" for stem in draw_names(rng, _VILLAGE_FIRST, _VILLAGE_SECOND, count)]


def stream_people(rng: np.random.Generator) -> Iterator[str]:
    """Yield the names of people, none twice."""
    givens = [first + second for first in _GIVEN_FIRST for second in _GIVEN_SECOND]
    yield from draw_names(rng, _SURNAMES, givens, len(_SURNAMES) * len(givens))
