"""The same applications as files: a watched folder, whose files go to done/ or, with what is wrong, to rejected/.

A file is taken when it has not changed for a while; a kill between the cases and the move takes it again, and opens
nothing twice (D-03).
"""

from __future__ import annotations

import csv
import io
import json
import os
from collections.abc import Iterator, Mapping, Sequence
from itertools import count
from pathlib import Path
from typing import NamedTuple

from desktop.casework.desk import Desk
from desktop.casework.feed.keeping import reasons_of
from desktop.casework.feed.rows import CLERK, Page
from desktop.casework.feed.settings import FeedSettings
from desktop.exchange.carrier.contract import read_applications
from desktop.exchange.carrier.round import take_or_split
from desktop.exchange.headings import TITLES
from desktop.exchange.import_list import import_list
from desktop.exchange.reading import FILE_BYTES, ListUnreadable

DONE, REJECTED = "done", "rejected"
LINES, BOOKS = (".jsonl", ".ndjson"), (".xlsx", ".csv")
SETTLED_SECONDS = 5.0
_HEAD = ("行", "申请编号", "栏目", "原因")
_STRETCH = 500


class Fault(NamedTuple):
    """What is wrong with one row of a file: its number from 1, request number, column, reason."""

    row: int
    request_no: str
    column: str
    reason: str


class Dropped(NamedTuple):
    """What became of a file: where it lies now, how many cases it opened, what was wrong."""

    path: Path
    opened: int
    faults: tuple[Fault, ...]


class Watch:
    """A folder that is looked at now and then; any thread, one at a time."""

    patience = SETTLED_SECONDS

    def __init__(self, settings: FeedSettings) -> None:
        self._settings = settings
        self._folder = Path(settings.folder)
        self._seen: dict[str, tuple[tuple[int, int], float]] = {}

    def ready(self, clock: float) -> list[Path]:
        """The files that did not change for `patience` seconds between two looks; `clock` is monotonic, in seconds."""
        found = {path.name: _stamp(path) for path in sorted(self._folder.iterdir()) if _wanted(path)}
        before, self._seen = self._seen, {}
        for name, stamp in found.items():
            known = before.get(name)
            self._seen[name] = known if known and known[0] == stamp else (stamp, clock)
        return [self._folder / name for name, (_, since) in self._seen.items() if clock - since >= self.patience]

    def look(self, desk: Desk, clock: float) -> list[Dropped]:
        """Take every file that is ready; OSError when the folder cannot be read or written."""
        return [take_file(desk, path, self._settings) for path in self.ready(clock)]


def _wanted(path: Path) -> bool:
    return not path.name.startswith((".", "~")) and path.suffix.lower() in (*LINES, *BOOKS) and path.is_file()


def _stamp(path: Path) -> tuple[int, int]:
    try:
        found = path.stat()
    except FileNotFoundError:
        return (0, 0)
    return found.st_size, found.st_mtime_ns


def take_file(desk: Desk, path: Path, settings: FeedSettings) -> Dropped:
    """Take one file in and move it away; faulty rows are named beside it, the good ones have their cases."""
    taken = _take_lines if path.suffix.lower() in LINES else _take_book
    try:
        opened, faults = taken(desk, path, settings)
    except (ListUnreadable, UnicodeDecodeError) as fault:
        sentence = fault.sentence if isinstance(fault, ListUnreadable) else "不是 UTF-8 文本，读不出来"
        opened, faults = 0, [Fault(0, "", "", sentence)]
    target = _free(path.parent / (REJECTED if faults else DONE), path.name)
    target.parent.mkdir(exist_ok=True)
    if faults:
        target.with_name(f"{target.name}.错误.csv").write_bytes(_error_file(faults))
    os.replace(path, target)
    return Dropped(target, opened, tuple(faults))


def _free(folder: Path, name: str) -> Path:
    """A name of its own: what came before under the same name is kept."""
    stem, dot, suffix = name.rpartition(".")
    names = (f"{stem}{'' if number == 1 else f'-{number}'}{dot}{suffix}" for number in count(1))
    return next(found for each in names if not (found := folder / each).exists())


def _take_lines(desk: Desk, path: Path, settings: FeedSettings) -> tuple[int, list[Fault]]:
    if path.stat().st_size > FILE_BYTES:
        raise ListUnreadable(f"「{path.name}」超过 {FILE_BYTES >> 20} MB；请分批放入。")
    faults: list[Fault] = []
    found: dict[int, object] = {}
    for number, line in enumerate(path.read_bytes().decode("utf-8-sig").split("\n"), start=1):
        if line.strip():
            try:
                found[number] = json.loads(line)
            except (ValueError, RecursionError):
                faults.append(Fault(number, "", "", "这一行不是 JSON"))
    opened = 0
    for stretch in _stretches(found):
        page = Page(
            settings.carrier, read_applications(stretch.values(), desk.clock()),
            answers=bool(settings.url), source=path.name,
        )  # fmt: skip
        opened += take_or_split(desk, page).opened
        faults += _refused(desk, page, stretch)
    return opened, sorted(faults)


def _stretches(found: Mapping[int, object]) -> Iterator[dict[int, object]]:
    numbers = list(found)
    for start in range(0, len(numbers), _STRETCH):
        yield {number: found[number] for number in numbers[start : start + _STRETCH]}


def _refused(desk: Desk, page: Page, stretch: Mapping[int, object]) -> Iterator[Fault]:
    """What the desk keeps as refused or waiting of this page, by line."""
    kept = reasons_of(desk, page)
    for number, arrival in zip(stretch, page.arrivals, strict=True):
        for reason in kept.get(arrival.sha256, ()):
            yield Fault(number, arrival.request_no, TITLES.get(reason.field, ""), reason.sentence)


def _take_book(desk: Desk, path: Path, settings: FeedSettings) -> tuple[int, list[Fault]]:
    report = import_list(desk, path, person=CLERK, carrier=settings.carrier)
    return report.opened, [Fault(each.row, each.request_no, each.column, each.message) for each in report.problems]


def _error_file(faults: Sequence[Fault]) -> bytes:
    """As Excel opens it: with a mark of its encoding, and no cell that could be taken for a formula."""
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(_HEAD)
    writer.writerows((each.row or "", _inert(each.request_no), each.column, _inert(each.reason)) for each in faults)
    return out.getvalue().encode("utf-8-sig")


def _inert(text: str) -> str:
    return f"'{text}" if text.startswith(("=", "+", "-", "@", "\t", "\r")) else text
