"""A year's days off and make-up days as somebody hands them in, checked before they become a calendar (T-01, T-05)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple

from desktop.handbook.workdays import CalendarInputError, WorkCalendar, YearTable

WEEKDAYS = "一二三四五六日"
SHORT_NAMES: Mapping[str, str] = {"清明节": "清明", "端午节": "端午", "中秋节": "中秋", "国庆节": "国庆"}
FEASTS = ("元旦", "春节", "清明", "劳动", "端午", "中秋", "国庆")
"""What every notice since 2008 names: the seven holidays of the statute."""


class NamedDay(NamedTuple):
    """One day that is off, or worked to make up for it, with its holiday and the line (from 1) that says so."""

    day: date
    off: bool
    feast: str
    line: int = 0


class Trouble(NamedTuple):
    """What is wrong, or was not understood, in line `line` (0: in the whole); `blocks` keeps it from taking effect."""

    line: int
    sentence: str
    blocks: bool = True

    def __str__(self) -> str:
        return f"第 {self.line} 行：{self.sentence}" if self.line else self.sentence


class Feast(NamedTuple):
    """One holiday: its days off in order, and the days worked for it."""

    name: str
    days: tuple[date, ...]
    workdays: tuple[date, ...]


@dataclass(frozen=True)
class YearNotice:
    """A year's days as handed in, and what is wrong with them; `source` is where they come from."""

    year: int
    days: tuple[NamedDay, ...]
    troubles: tuple[Trouble, ...]
    source: str = ""

    @property
    def sound(self) -> bool:
        """Whether it may take effect."""
        return bool(self.days) and not any(trouble.blocks for trouble in self.troubles)

    @property
    def feasts(self) -> tuple[Feast, ...]:
        """The holidays in the order they are named."""
        names = dict.fromkeys(one.feast for one in self.days)
        return tuple(Feast(name, self._of(name, off=True), self._of(name, off=False)) for name in names)

    def _of(self, name: str, *, off: bool) -> tuple[date, ...]:
        return tuple(sorted(one.day for one in self.days if one.feast == name and one.off is off))

    def tables(self, known: WorkCalendar) -> tuple[YearTable, ...]:
        """The tables of the years it changes: its own, and of a neighbour into which a holiday reaches.

        Raises `CalendarInputError` when a day is both, or the neighbour's own notice is not known yet.
        """
        own = YearTable(self.year, self._named(self.year, off=True), self._named(self.year, off=False),
                        source=self.source)  # fmt: skip
        return (own, *self._neighbours(known))

    def _named(self, year: int, *, off: bool) -> dict[date, str]:
        return {one.day: one.feast for one in self.days if one.day.year == year and one.off is off}

    def _neighbours(self, known: WorkCalendar) -> Iterator[YearTable]:
        for year in sorted({one.day.year for one in self.days} - {self.year}):
            before = known.tables.get(year)
            off, work = self._named(year, off=True), self._named(year, off=False)
            if before is None or (off.keys() <= before.holidays.keys() and work.keys() <= before.workdays.keys()):
                continue
            if not before.published:
                raise CalendarInputError(f"{min({*off, *work})} 属于 {year} 年，那一年的通知还没有录入，请先录入它。")
            holidays = {day: name for day, name in before.holidays.items() if day not in work}
            workdays = {day: name for day, name in before.workdays.items() if day not in off}
            yield YearTable(year, {**holidays, **off}, {**workdays, **work}, source=before.source)


def checked(
    year: int, days: Sequence[NamedDay], troubles: Iterable[Trouble], source: str, known: WorkCalendar | None = None
) -> YearNotice:
    """The notice with every contradiction of its days named; `known` is what the desk has of the year by now."""
    found = [*troubles, *_contradictions(days), *(_out_of_year(year, one) for one in days if _is_strange(year, one))]
    if not days:
        found.append(Trouble(0, "没有认出任何放假或上班的日期"))
    elif known is not None:
        found.extend(_lacking(year, days, known))
    return YearNotice(year, tuple(days), tuple(sorted(set(found), key=lambda one: (one.line, one.sentence))), source)


def _contradictions(days: Sequence[NamedDay]) -> Iterator[Trouble]:
    """A day that is both, that is named twice, or that is worked anyway."""
    seen: dict[date, NamedDay] = {}
    for one in days:
        before = seen.setdefault(one.day, one)
        if before.off is not one.off:
            yield Trouble(one.line, f"{spell(one.day)} 同时列为放假和上班（另见第 {before.line} 行），请只保留一项")
        elif before is not one:
            yield Trouble(one.line, f"{spell(one.day)} 列了两次（另见第 {before.line} 行）")
        if not one.off and one.day.weekday() < 5:
            yield Trouble(one.line, f"{spell(one.day)} 本来就是工作日，不能写作补班")


def _is_strange(year: int, one: NamedDay) -> bool:
    return one.day.year != year and (one.day.year, one.day.month) not in ((year - 1, 12), (year + 1, 1))


def _out_of_year(year: int, one: NamedDay) -> Trouble:
    return Trouble(one.line, f"{one.day} 不是 {year} 年的日子")


def _lacking(year: int, days: Sequence[NamedDay], known: WorkCalendar) -> Iterator[Trouble]:
    """The statutory days that a notice would forget, where they are known from the statute (T-05)."""
    table = known.tables.get(year)
    if table is None or table.published:
        return
    off = {one.day for one in days if one.off}
    for day, name in sorted(table.holidays.items()):
        if day not in off:
            yield Trouble(0, f"法定假日 {spell(day)}（{name}）没有列为放假")


def spell(day: date) -> str:
    """`2月14日 周日`."""
    return f"{day.month}月{day.day}日 周{WEEKDAYS[day.weekday()]}"


def short_name(feast: str) -> str:
    """A holiday as the desk calls it in a narrow place: 清明, 国庆、中秋."""
    return "、".join(SHORT_NAMES.get(part, part) for part in feast.split("、"))


def notice_of_document(document: Mapping[str, Any], known: WorkCalendar | None = None) -> YearNotice:
    """A year from a JSON object: {year, holidays [{date, name}], workdays [{date, for}]} as the program keeps them.

    Also {year, days [{date, name, isOffDay}]}. Raises `CalendarInputError` when a key or a date cannot be read.
    """
    try:
        year = int(document["year"])
        days = tuple(_document_days(document))
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise CalendarInputError(f"工作日历的内容无法识别：{error}。") from error
    return checked(year, days, (), str(document.get("source") or ""), known)


def _document_days(document: Mapping[str, Any]) -> Iterator[NamedDay]:
    if "days" in document:
        for line, row in enumerate(document["days"], 1):
            yield NamedDay(date.fromisoformat(row["date"]), bool(row["isOffDay"]), str(row["name"]), line)
        return
    line = 0
    for key, off, name in (("holidays", True, "name"), ("workdays", False, "for")):
        for row in document[key]:
            line += 1
            yield NamedDay(date.fromisoformat(row["date"]), off, str(row[name]), line)
