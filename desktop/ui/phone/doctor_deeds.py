"""What is done to the doctors of the roster: entered, changed, and how many must answer at least."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from typing import Any

from PySide6.QtCore import QObject, Slot

from desktop.casework.phone.rows import Changed, DoctorCard
from desktop.handbook.duty import Minimum
from desktop.handbook.duty_least import read_least, spell_least
from desktop.handbook.phone import DEPARTMENTS
from desktop.handbook.vocabulary import Refusal
from desktop.ui.phone.duty_fields import doctor_fields, doctor_of, doctor_values, least_fields
from desktop.ui.phone.form_popover import FormPopover
from desktop.ui.phone.source import PhoneSource
from desktop.ui.worker import Worker

_LEAST_NOTE = "写每时每刻至少几人：2 是全天，分时段写 8-20 2，20-8 1；空着表示不设。少于它的时段标为缺人。"


class DoctorDeeds(QObject):
    """Acts for the roster's page with two floating forms."""

    def __init__(self, page: Any, source: PhoneSource, worker: Worker) -> None:
        super().__init__(page)
        self._page, self._source, self._worker = page, source, worker
        self._seen: DoctorCard | None = None
        self.form = FormPopover(page, doctor_fields())
        self.least_form = FormPopover(page, least_fields())
        self.form.submitted.connect(self._save)
        self.least_form.submitted.connect(self._save_least)

    def add(self) -> None:
        """N: enter a doctor."""
        self._seen = None
        self.form.ask("新医生", {"public": True, "general_practitioner": True, "active": True})

    def edit(self, card: DoctorCard) -> None:
        """Enter on a doctor: change qualification, telephone, departments, or whether they are in service."""
        self._seen = card
        self.form.ask(f"修改 {card.name}", doctor_values(card))
        self.form.say(card.unfit)

    @Slot(object)
    def _save(self, values: Mapping[str, Any]) -> None:
        job = partial(self._source.save_doctor, doctor_of(values), self._seen)
        self._worker.run(job, self._saved, self._failed, command=True)

    @Slot(object)
    def _saved(self, changed: Changed) -> None:
        if isinstance(changed.outcome, Refusal):
            self.form.say(changed.outcome.sentence)
            return
        self.form.dismiss()
        if changed.undoable:
            self._page.tell("已保存", changed)
        else:
            self._page.told.emit("已登记医生；缺任何一项资质的不能排班", False)
            self._page.load()

    def ask_least(self) -> None:
        """M: how many must answer at least, by department."""
        self._worker.run(self._source.minimum, self._show_least, self._page.lose, lane="phone least")

    @Slot(object)
    def _show_least(self, least: tuple[Minimum, ...]) -> None:
        values = {department: spell_least(least, department) for department in DEPARTMENTS}
        self.least_form.ask("值班最低人数", values, _LEAST_NOTE)

    @Slot(object)
    def _save_least(self, values: Mapping[str, str]) -> None:
        read: list[Minimum] = []
        for department, words in values.items():
            try:
                read += read_least(department, words)
            except ValueError as fault:
                self.least_form.fields[department].set_fault("看不懂")
                self.least_form.fields[department].setFocus()
                self.least_form.say(str(fault))
                return
        self._worker.run(partial(self._source.set_minimum, read), self._least_saved, self._failed, command=True)

    @Slot(object)
    def _least_saved(self, changed: Changed) -> None:
        self.least_form.dismiss()
        self._page.tell("已保存", changed)

    @Slot(object)
    def _failed(self, fault: BaseException) -> None:
        self._page.fail(fault, (self.form, self.least_form))
