"""Whole numbers as sentences have them."""


class Number(int):
    """A whole number that can be written with a noun: ``{amount:session}`` is "2 sessions"."""

    def __format__(self, noun: str) -> str:
        if not noun[:1].isalpha():
            return format(int(self), noun)
        return f"{int(self)} {noun}" if self == 1 else f"{int(self)} {noun}s"
