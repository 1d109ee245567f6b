"""Reads the State Council's notice of a year's holidays from its text, and checks it against itself (T-05)."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import NamedTuple

from desktop.handbook.workdays import FIRST_YEAR, LAST_YEAR, WorkCalendar, span_of_days
from desktop.handbook.year_notice import FEASTS, WEEKDAYS, NamedDay, Trouble, YearNotice, checked, spell

SOURCE = "国务院办公厅关于 {year} 年部分节假日安排的通知"
_YEAR = re.compile(r"(\d{4})年(?!\d)[^。]{0,30}?(?:节假日|放假|元旦)")
_HEAD = re.compile(r"(?:[一二三四五六七八九十]+、|\d{1,2}[.、])([^:。\d]{1,40}):")
_BARE_HEAD = re.compile(r"((?:(?:元旦|春节|清明节?|劳动节|端午节?|中秋节?|国庆节)[、和]?)+):")
_FRAME = re.compile(
    r"鼓励|节假日期间|假日期间|放假期间|国务院|国办发|经国务院|现将|各省|\(?此件|附件|关于\d{4}年|\d{4}年\d{1,2}月\d{1,2}日$"
    r"|遇有|各地区"
)
_PREAMBLE = re.compile(r".*通\n?知\n?如\n?下[:。]?", re.DOTALL)
_END = re.compile(r"。|;$")
_TOKEN = re.compile(
    r"(?P<date>(?:\d{4}年)?(?:\d{1,2}月)?\d{1,2}日)|(?P<note>\([^()]*\))|(?P<to>至|到|[-~—–]+)|(?P<sep>[、和及,;:.])"
    r"|(?P<count>(?:共计?|放假)\d+天|(?:共计?|放假)[一二三四五六七八九十]+天)|(?P<off>放假|休息)|(?P<work>上班)"
    r"|(?P<known>不?调休|不?补休|(?:与|和)周末连休|照常|正常|公休日|(?:与|和)周末|连休|周[六日]|星期[六日])"
)
_DATE = re.compile(r"(?:(\d{4})年)?(?:(\d{1,2})月)?(\d{1,2})日")
_WEEKDAY = re.compile(r"(?:周|星期|礼拜)([一二三四五六日天])")
_NUMERALS = {numeral: value for value, numeral in enumerate("一二三四五六七八九十", 1)}
_LONGEST = 15


class _Sentence(NamedTuple):
    """A sentence without its full stop, and the line of each of its characters."""

    words: str
    lines: tuple[int, ...]

    def line(self, at: int = 0) -> int:
        return self.lines[min(at, len(self.lines) - 1)]


def read_notice(text: str, year: int | None = None, known: WorkCalendar | None = None) -> YearNotice:
    """The notice as its days and every trouble with them; `year` is taken when the text does not name one.

    Weekday names and numbers of days in the text are checked against the dates; a line that names dates and is not
    understood blocks, any other is only named. `known` adds the statutory days that must not be missing.
    """
    lines = [re.sub(r"\s+", "", unicodedata.normalize("NFKC", line)) for line in text.splitlines()]
    named = _YEAR.search("".join(lines))
    spoken = int(named[1]) if named else year
    if spoken is None:
        return YearNotice(0, (), (Trouble(0, "通知里没有写年份，请选定年份再粘贴"),))
    if not FIRST_YEAR <= spoken <= LAST_YEAR:
        return YearNotice(spoken, (), (Trouble(0, f"{spoken} 年不在工作日历的范围内"),))
    reader = _Reader(spoken)
    for sentence in _sentences(_body(lines)):
        reader.read(sentence)
    return checked(spoken, reader.days, (*reader.troubles, *_forgotten(reader)), SOURCE.format(year=spoken), known)


def _body(lines: Sequence[str]) -> Sequence[str]:
    """The lines without what stands before `通知如下`, which tells of principles and may name dates; none is lost."""
    return _PREAMBLE.sub(lambda before: "\n" * before.group().count("\n"), "\n".join(lines), count=1).split("\n")


def _forgotten(reader: _Reader) -> Iterator[Trouble]:
    """The holidays of the statute that the notice does not name: half a notice is none."""
    names = "".join(one.feast for one in reader.days)
    if not reader.days:
        return
    for feast in FEASTS:
        if feast not in names:
            yield Trouble(0, f"没有认出「{feast}」的放假安排")


def _sentences(lines: Sequence[str]) -> Iterator[_Sentence]:
    """Sentences over broken lines; a heading or a line of the letter's frame begins a new one."""
    words = ""
    numbers: list[int] = []
    for number, line in enumerate(lines, 1):
        if words and (not line or _HEAD.match(line) or _BARE_HEAD.match(line) or _FRAME.match(line)):
            yield _Sentence(words, tuple(numbers))
            words, numbers = "", []
        words, numbers = words + line, [*numbers, *[number] * len(line)]
        while (end := _END.search(words)) is not None:
            if end.start():
                yield _Sentence(words[: end.start()], tuple(numbers))
            words, numbers = words[end.end() :], numbers[end.end() :]
    if words:
        yield _Sentence(words, tuple(numbers))


@dataclass
class _Reader:
    """Goes through the sentences; knows whose holiday it is, and the month and year last named."""

    year: int
    feast: str = ""
    days: list[NamedDay] = field(default_factory=list)
    troubles: list[Trouble] = field(default_factory=list)

    def read(self, sentence: _Sentence) -> None:
        """Take one sentence in."""
        head = _HEAD.match(sentence.words) or _BARE_HEAD.match(sentence.words)
        if head is not None:
            self.feast = head[1].strip("、和").replace("和", "、")
            sentence = _Sentence(sentence.words[head.end() :], sentence.lines[head.end() :])
            if not sentence.words:
                return
        if _FRAME.match(sentence.words):
            return
        if not _DATE.search(sentence.words) or not self.feast:
            if not self._is_harmless(sentence):
                self.troubles.append(_unread(sentence, blocks=bool(_DATE.search(sentence.words))))
            return
        clause = _Clause(self.year, self.feast, sentence)
        clause.read()
        self.days.extend(clause.days)
        self.troubles.extend(clause.troubles)

    @staticmethod
    def _is_harmless(sentence: _Sentence) -> bool:
        return not _TOKEN.sub("", sentence.words)


def _unread(sentence: _Sentence, *, blocks: bool) -> Trouble:
    words = sentence.words if len(sentence.words) <= _LONGEST else f"{sentence.words[:_LONGEST]}…"
    return Trouble(sentence.line(), f"没有看懂「{words}」" + ("" if blocks else "，没有用到"), blocks)


class _Clause:
    """One sentence with dates: which of them are off, which are worked, and whether its own words agree."""

    def __init__(self, year: int, feast: str, sentence: _Sentence) -> None:
        self._year, self._feast, self._sentence = year, feast, sentence
        self._named, self._month = year, 0
        self._spans: list[tuple[date, date]] = []
        self._reaching = False
        self._off = 0
        self.days: list[NamedDay] = []
        self.troubles: list[Trouble] = []

    def read(self) -> None:
        """Go through the words; what no word of the notice's language explains is named."""
        words, at, strange = self._sentence.words, 0, ""
        while at < len(words):
            token = _TOKEN.match(words, at)
            if token is None:
                strange += words[at]
                at += 1
                continue
            self._take(token)
            at = token.end()
        if strange:
            self._trouble(0, f"没有看懂「{strange[:_LONGEST]}」")
        if self._spans:
            self._trouble(0, f"{spell(self._spans[0][0])} 没有写明放假还是上班")

    def _take(self, token: re.Match[str]) -> None:
        kind, words = token.lastgroup, token.group()
        if kind == "date":
            self._date(words, token.start())
        elif kind == "note":
            self._check_weekday(words, token.start())
        elif kind == "to":
            self._reaching = bool(self._spans)
        elif kind in ("off", "work"):
            self._settle(off=kind == "off", at=token.start())
        elif kind == "count":
            if words.startswith("放假"):
                self._settle(off=True, at=token.start())
            self._check_count(words, token.start())

    def _date(self, words: str, at: int) -> None:
        found = _DATE.fullmatch(words)
        assert found is not None
        self._named = int(found[1]) if found[1] else self._named
        self._month = int(found[2]) if found[2] else self._month
        try:
            day = date(self._named, self._month, int(found[3]))
        except ValueError:
            self._trouble(at, f"没有「{words}」这一天")
            return
        if self._reaching:
            self._reaching = False
            self._reach(day, at)
        else:
            self._spans.append((day, day))

    def _reach(self, last: date, at: int) -> None:
        """A span from the date before to this one; one that begins in December began the year before."""
        first = self._spans.pop()[0]
        if first > last and (first.month, last.month) == (12, 1) and first.year == self._year:
            first = first.replace(year=first.year - 1)
        if not timedelta(0) <= last - first <= timedelta(days=_LONGEST):
            self._trouble(at, f"{spell(first)} 至 {spell(last)} 不像一段假期")
            return
        self._spans.append((first, last))

    def _check_weekday(self, words: str, at: int) -> None:
        named = _WEEKDAY.search(words)
        if named is None or not self._spans:
            return
        day = self._spans[-1][1]
        if WEEKDAYS.index(named[1].replace("天", "日")) != day.weekday():
            self._trouble(at, f"通知写 {day.month}月{day.day}日（{named[0]}），实为周{WEEKDAYS[day.weekday()]}")

    def _settle(self, *, off: bool, at: int) -> None:
        line = self._sentence.line(at)
        days = [day for first, last in self._spans for day in span_of_days(first, last)]
        self.days.extend(NamedDay(day, off, self._feast, line) for day in days)
        self._off += len(days) if off else 0
        self._spans = []

    def _check_count(self, words: str, at: int) -> None:
        digits = re.sub(r"\D", "", words)
        said = int(digits) if digits else _numeral(words[:-1].lstrip("共计放假"))
        if said != self._off:
            self._trouble(at, f"通知写 {said} 天，数得 {self._off} 天")

    def _trouble(self, at: int, sentence: str) -> None:
        self.troubles.append(Trouble(self._sentence.line(at), sentence))


def _numeral(words: str) -> int:
    """十一 as 11."""
    if len(words) == 2 and words[0] == "十":
        return 10 + _NUMERALS[words[1]]
    return _NUMERALS.get(words, 0)
