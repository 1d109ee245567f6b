"""Cuts Chinese text into clusters: what must stay together, the gap before each, and where a line may break."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from enum import Enum
from functools import lru_cache
from typing import NamedTuple

from desktop.reports.fonts import EM, PROPORTIONAL, RAISED, Font, UnprintableText, glyph, is_ignorable, missing_glyphs
from desktop.reports.styles import Style

AUTOSPACE = 0.18
"""Between an ideograph and a Latin letter or figure, in em; a typed space there is dropped."""

HALF = 0.5
FORBIDDEN = 10_000.0
"""What a break costs where none may be; paid only where the column is too narrow for anything else."""

INSIDE_WORD = 5_000.0
RAISED_SIZE, RAISE = 0.62, 0.36

OPENING = frozenset("（《「『【〔〈“‘［｛")
CLOSING = frozenset("、，。；：！？）》」』】〕〉”’］｝")
NOT_FIRST = CLOSING | frozenset("…—％%‰℃°→·•～/)]},.;:!?*-–²³" + "".join(RAISED))
NOT_LAST = OPENING | frozenset("第￥¥$#№([{*≥≤±−~@")
JOINED = re.compile(r"[!-~\u00a1-\u00b6\u00b8-\u04ff\u1e00-\u1fff\u2010-\u2013\u2020-\u2023\u202f-\u2031\u2032-\u2044"
                    r"\u2070-\u20bf\u2212\u2248\u2260\u2264\u2265]")  # fmt: skip
"""Characters that run together into one word: letters, figures and their signs."""

TOKEN = re.compile(rf"(?P<blank>[\s\u00a0\u3000]+)|(?P<word>{JOINED.pattern}+)|(?P<single>.)")

_FIGURE = r"\d[\d.,]*"
_UNIT = r"(?:[cmkμµun]?m[²³]?|[mkμµn]?g|[mdμµ]?[Ll]|[mμµ]?mol|m?U|k?IU|c?Gy|Hz|k?Pa|mmHg|HU|kcal|[kMGT]B|min|h|s|°C)"
_COUNTER = "[个周天日月年次岁点时分秒小工处枚级层号期项名位条页版例片张件元类种家份步段度倍成盒袋粒支人科]"
GLUED = tuple(
    re.compile(f"(?=({pattern}))")
    for pattern in (
        r"\d{4}\s*年\s*\d{1,2}\s*月(?:\s*\d{1,2}\s*[日号])?",
        r"\d{1,2}\s*月\s*\d{1,2}\s*[日号]",
        rf"{_FIGURE}\s*{_UNIT}(?:/{_UNIT})*(?![A-Za-z])",
        rf"\d\s*{_COUNTER}",
        r"第\s*\d+\s*.",
        r"[\d.]\s*[×±]\s*\d",
        r"(?:均值|长径|短径|宽径|前后径|最大径|体积|密度)\s*\d",
        r"[≥≤<>±~约−+＞＜]\s*\d",
    )
)
"""Spans that no line break may cut: dates, a figure with its unit, its counter or what it measures, 第 with its
number, comparisons."""


class Kind(Enum):
    """How a character behaves towards its neighbours."""

    WIDE = "ideograph"
    OPEN = "opening mark"
    CLOSE = "closing mark"
    LATIN = "letter or figure"
    SIGN = "dot or arrow"
    BARE = "other sign"


class Run(NamedTuple):
    """A stretch of text in one style. Text is never read as markup."""

    text: str
    style: Style


class Cluster(NamedTuple):
    """A piece that is never broken; widths in points.

    `gap` stands before it unless it opens a line, `stop` is the price of a break before it, `elastic` lets the gap
    grow, `blank` says a typed space was there. `trim_left` and `trim_right` fall away at the ends of a line. One that
    is `alone` has a place of its own and is never drawn together with its neighbours.
    """

    text: str
    style: Style
    font: Font
    width: float
    shift: float = 0
    gap: float = 0
    stop: float = 0
    elastic: bool = False
    blank: bool = False
    trim_left: float = 0
    trim_right: float = 0
    alone: bool = False


class _Token(NamedTuple):
    """A word or single character with where it lies in the text and the blanks before it."""

    start: int
    text: str
    style: Style
    blanks: str


class _Joint(NamedTuple):
    gap: float
    stop: float = 0
    elastic: bool = True
    blank: bool = False


@lru_cache(maxsize=8192)
def kind_of(char: str) -> Kind:
    """How a character behaves."""
    if char in OPENING:
        return Kind.OPEN
    if char in CLOSING:
        return Kind.CLOSE
    if char in "·•→←↑↓":
        return Kind.SIGN
    if JOINED.match(char):
        return Kind.LATIN if char.isalnum() or char in "%°$¥&@#+−±≥≤<>×≈≠℃" else Kind.BARE
    return Kind.BARE if char in "—…～" else Kind.WIDE


def stands_alone(char: str) -> bool:
    """Whether a character is set in another width or size than the face draws it."""
    return char in PROPORTIONAL or char in RAISED


def clusters(runs: Sequence[Run]) -> list[Cluster]:
    """The clusters of one paragraph; UnprintableText names every character that no face has."""
    runs = [Run(_visible(run.text), run.style) for run in runs]
    text = "".join(run.text for run in runs)
    missing = missing_glyphs(text)
    if missing:
        raise UnprintableText(missing)
    glued = _glued(text)
    found: list[Cluster] = []
    before: _Token | None = None
    for token in _tokens(runs):
        joint = _joint(before, token, glued) if before else _Joint(0)
        found.extend(_shaped(token, joint))
        before = token
    return found


def split_word(cluster: Cluster) -> list[Cluster]:
    """A word too wide for its column, as single characters; a break after `/`, `-` or `_` is preferred."""
    unit = cluster.style.size / EM
    pieces = []
    for place, char in enumerate(cluster.text):
        stop = 0.0 if place and cluster.text[place - 1] in "/-_&?=" else INSIDE_WORD
        width = glyph(cluster.font, char).width * unit
        pieces.append(cluster._replace(text=char, width=width, gap=0, stop=stop, elastic=False, blank=False))
    head = pieces[0]._replace(gap=cluster.gap, stop=cluster.stop, elastic=cluster.elastic, blank=cluster.blank)
    return [head, *pieces[1:]]


def _visible(text: str) -> str:
    return text if text.isascii() else "".join(char for char in text if not is_ignorable(char))


def _glued(text: str) -> set[int]:
    """The places in the text where no break may be; every such span has a figure in it."""
    places: set[int] = set()
    if not any(map(str.isdigit, text)):
        return places
    for pattern in GLUED:
        for match in pattern.finditer(text):
            places.update(range(match.start(1) + 1, match.end(1)))
    return places


def _tokens(runs: Iterable[Run]) -> Iterator[_Token]:
    start, blanks = 0, ""
    for run in runs:
        for match in TOKEN.finditer(run.text):
            if match.lastgroup == "blank":
                blanks += match.group()
            else:
                yield _Token(start + match.start(), match.group(), run.style, blanks)
                blanks = ""
        start += len(run.text)


def _joint(before: _Token, token: _Token, glued: set[int]) -> _Joint:
    """The gap between two neighbours and what breaking there costs."""
    last, first = before.text[-1], token.text[0]
    joint = _spacing(last, first, token.blanks, token.style)
    tied = token.start in glued or last in NOT_LAST or first in NOT_FIRST
    torn = not token.blanks and JOINED.match(last) and JOINED.match(first)
    if tied and not (token.blanks and _opens_anew(last, first)):
        return joint._replace(stop=FORBIDDEN)
    return joint._replace(stop=INSIDE_WORD, elastic=False) if torn else joint


def _opens_anew(last: str, first: str) -> bool:
    """Whether a typed space frees a sign that would otherwise cling: `a -b`, `* c`, but never punctuation."""
    return (last in "*#~@$" or first in "*-/.") and first not in CLOSING and last not in OPENING


def _spacing(last: str, first: str, blanks: str, style: Style) -> _Joint:
    left, right, em = kind_of(last), kind_of(first), style.size
    if "\u3000" in blanks:
        beside_mark = (left is Kind.CLOSE) + (right is Kind.OPEN)
        return _Joint(em * max(HALF, blanks.count("\u3000") - HALF * beside_mark))
    if {left, right} & {Kind.OPEN, Kind.CLOSE}:
        squeezed = (left is Kind.CLOSE and right in (Kind.OPEN, Kind.CLOSE)) or left is right is Kind.OPEN
        return _Joint(-HALF * em if squeezed else 0, elastic=right is not Kind.CLOSE and left is not Kind.OPEN)
    if Kind.SIGN in (left, right) or {left, right} == {Kind.WIDE, Kind.LATIN}:
        return _Joint(AUTOSPACE * em)
    if blanks:
        return _Joint(glyph(style.font, " ").width * em / EM, blank=True)
    return _Joint(0, elastic=Kind.BARE not in (left, right) or "—" in (last, first))


def _shaped(token: _Token, joint: _Joint) -> Iterator[Cluster]:
    """A token as clusters: one, or several where a sign needs its own place or another face takes over."""
    for place, (text, font) in enumerate(_pieces(token)):
        char, em = text[0], token.style.size
        size = em * RAISED_SIZE if char in RAISED else em
        glyphs = [glyph(font, one) for one in text]
        yield Cluster(
            text, token.style, font, sum(one.width for one in glyphs) * size / EM, glyphs[0].shift * size / EM,
            joint.gap if not place else 0, joint.stop if not place else FORBIDDEN,
            joint.elastic and not place, joint.blank and not place,
            HALF * em if char in OPENING else 0, HALF * em if char in CLOSING else 0, stands_alone(char),
        )  # fmt: skip


def _pieces(token: _Token) -> Iterator[tuple[str, Font]]:
    held, font = "", token.style.font
    for char in token.text:
        own = glyph(token.style.font, char).font
        single = stands_alone(char)
        if held and (single or own is not font):
            yield held, font
            held = ""
        font = own
        if single:
            yield char, own
        else:
            held += char
    if held:
        yield held, font
