"""The nodules of the reading on the screen: chosen, changed, added and taken away, each change judged at once."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

from PySide6.QtCore import QObject, Signal

from desktop.handbook.documents.nodule_check import rechecked, scene_of, with_verdict
from desktop.handbook.nodules.comparing import Agreement
from desktop.handbook.nodules.cross_check import Judged, judge
from desktop.handbook.nodules.systems import System, categories, systems_of
from desktop.handbook.nodules.vocabulary import Table
from desktop.nodule_tables import nodule_rules
from desktop.ui.documents.writing import Writing
from desktop.ui.nodule.specs import measured_names, place_words

Row = dict[str, Any]
_AROUND = ("nodules", "prior", "prior_on", "examined_on")
_CONFIRMED = ("confirmed_by", "confirmed_at")


class NoduleBook(QObject):
    """`changed` after anything changed, `moved` when another nodule is the current one, `undoable` words for Ctrl+Z."""

    changed = Signal()
    moved = Signal()
    undoable = Signal(str)

    def __init__(self, writing: Writing, now: Callable[[], datetime], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._writing, self._now = writing, now
        self.at, self.frozen = 0, False
        self.rows: list[Row] = []
        self.judged: list[Judged] = []
        self._dropped: tuple[int, Row] | None = None
        self._quiet = False
        writing.changed.connect(self._written)
        writing.refreshed.connect(self._read)
        writing.shown.connect(self._open)

    @property
    def kind(self) -> str:
        """The kind of nodule that the case is about."""
        return str(self._writing.content.get("kind") or "lung")

    @property
    def content(self) -> Mapping[str, Any]:
        """What the document says."""
        return self._writing.content

    @property
    def editable(self) -> bool:
        """Whether anything can be written."""
        return self._writing.editable and not self.frozen

    @property
    def current(self) -> Row | None:
        """The current nodule."""
        return self.rows[self.at] if self.at < len(self.rows) else None

    @property
    def system(self) -> System:
        """The system of the reading: that of its first nodule, else the usual one."""
        chosen = next((one.system for one in self.judged if one.system is not None), None)
        return chosen or systems_of(self.kind)[0]

    @property
    def table(self) -> Table:
        """The system's table."""
        return nodule_rules().tables[self.system.key]

    def _open(self, _row: object) -> None:
        self.at, self._dropped = 0, None
        self.undoable.emit("")
        self._read(())

    def _read(self, _names: object) -> None:
        if self._quiet:
            return
        self.rows = [dict(row) for row in self._writing.content.get("nodules") or ()]
        self.at = max(0, min(self.at, len(self.rows) - 1))
        self._judge()

    def _judge(self) -> None:
        scene = scene_of(self._writing.content)
        self.judged = [judge(nodule_rules(), row, scene) for row in self.rows]
        self.changed.emit()

    def _written(self, name: str) -> None:
        """A date or a row was written elsewhere: everything that was computed from it is computed anew."""
        if name not in _AROUND or self._quiet or self._writing.row is None:
            return
        before = self._writing.content.get("nodules") or []
        fresh = rechecked(self._writing.row.form, self._writing.content, nodule_rules()).get("nodules", [])
        if list(before) != list(fresh):
            self._put(fresh)
        self._read(())

    def _put(self, rows: list[Row]) -> None:
        was = self._overall_words()
        self.rows = [dict(row) for row in rows]
        scene = scene_of({**self._writing.content, "nodules": self.rows})
        self.judged = [judge(nodule_rules(), row, scene) for row in self.rows]
        self.rows = [with_verdict(row, one) for row, one in zip(self.rows, self.judged, strict=True)]
        self._quiet = True
        self._writing.put("nodules", self.rows)
        if self._writing.content.get("overall") in (None, "", was) and self._overall_words():
            self._writing.put("overall", self._overall_words())
        self._writing.refreshed.emit(("nodules", "overall"))
        self._quiet = False
        self.at = max(0, min(self.at, len(self.rows) - 1))
        self.changed.emit()

    def _overall_words(self) -> str:
        highest = self.highest("category")
        return f"{highest} 类" if highest and len(highest) < 5 else highest

    def highest(self, name: str) -> str:
        """The highest category of all nodules: the experts' (`category`) or the computed ones; "" without any."""
        known = categories(self.table)
        said = [str(row[name]) for row in self.rows if row.get(name) in known]
        return max(said, key=known.index, default="")

    def go(self, place: int) -> None:
        """Make a nodule the current one."""
        if 0 <= place < len(self.rows) and place != self.at:
            self.at = place
            self.moved.emit()

    def set_value(self, part: str, name: str, value: Any) -> None:
        """Write one field of the current nodule; what was confirmed of it is open again."""
        if self.current is None or not self.editable:
            return
        row = {key: kept for key, kept in self.current.items() if key not in _CONFIRMED}
        if part == "row":
            row = _written_in(row, name, value)
        else:
            row[part] = _written_in(row.get(part) or {}, name, value)
            if part == "findings":
                row = self._placed(row, name)
        self._put([row if place == self.at else one for place, one in enumerate(self.rows)])

    def _placed(self, row: Row, name: str) -> Row:
        if name == "lobe" and self.kind == "lung":
            row["findings"] = {**row["findings"], "side": str(row["findings"].get("lobe", "")).split("_")[0]}
            row["findings"].pop("segment", None)
        place = place_words(self.kind, row["findings"])
        return {**row, "place": place} if place else {key: one for key, one in row.items() if key != "place"}

    def take_sizes(self, long_mm: float, short_mm: float, place: int) -> None:
        """Both diameters of the current nodule as they were measured, with the slice of a CT."""
        names = measured_names(self.kind)
        self.set_value("findings", names[1], None)
        self.set_value("findings", names[0], long_mm)
        self.set_value("findings", names[1], short_mm)
        if self.kind == "lung":
            self.set_value("findings", "slice", place)

    def set_system(self, system: System) -> None:
        """Another system for every nodule: all is computed anew, the experts' categories stay."""
        if self.editable:
            named = {"system": system.name, "version": system.version}
            self._put([{**row, **named} for row in self.rows])

    def add(self) -> None:
        """Insert: another nodule, the current one from now on."""
        if self.editable:
            number = max((int(row.get("number", 0)) for row in self.rows), default=0) + 1
            system = self.system
            fresh: Row = {"number": number, "kind": self.kind, "findings": {"number": number},
                          "system": system.name, "version": system.version}  # fmt: skip
            self.at = len(self.rows)
            self._put([*self.rows, fresh])
            self.moved.emit()

    def remove(self) -> None:
        """Delete: the current nodule goes; Ctrl+Z brings it back."""
        if self.current is not None and self.editable:
            self._dropped = self.at, self.current
            self._put([row for place, row in enumerate(self.rows) if place != self.at])
            self.undoable.emit(f"删去结节 {self._dropped[1].get('number', '')}")
            self.moved.emit()

    def put_back(self) -> None:
        """Ctrl+Z: the nodule that was taken away last."""
        if self._dropped is not None and self.editable:
            place, row = self._dropped
            self._dropped = None
            self.at = place
            self._put([*self.rows[:place], row, *self.rows[place:]])
            self.undoable.emit("")
            self.moved.emit()

    def confirm(self) -> bool:
        """The expert's category stands; False where a word on it, or the category itself, is still wanted."""
        row = self.current
        if row is None or not self.editable or not row.get("category"):
            return False
        if self.judged[self.at].agreement is Agreement.DIFFERS and not row.get("word"):
            return False
        said = {"confirmed_by": str(self.content.get("reader", "")), "confirmed_at": f"{self._now():%Y-%m-%d %H:%M}"}
        self._put([{**one, **said} if place == self.at else one for place, one in enumerate(self.rows)])
        return True


def _written_in(values: Mapping[str, Any], name: str, value: Any) -> Row:
    kept = {key: one for key, one in values.items() if key != name}
    return kept if value in (None, "", []) else {**kept, name: value}
