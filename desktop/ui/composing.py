"""Puts the whole window together: shell, inspector, case page, registration, import, and who takes each step."""

from __future__ import annotations

from functools import partial
from typing import Any

from PySide6.QtCore import QObject, Slot

from desktop.casework.rows import CaseView, Done, QueueRow, Step
from desktop.ui.action import Where
from desktop.ui.attachments.material_files import join_material_files
from desktop.ui.attachments.room import join_attachments
from desktop.ui.calendar.joining import join_calendar
from desktop.ui.case.case_page import CasePage
from desktop.ui.case.inspector import Inspector
from desktop.ui.case.new_case_page import NewCasePage
from desktop.ui.case.runner import StepRunner
from desktop.ui.case.taking_back import TakingBack
from desktop.ui.case_finder import join_finder
from desktop.ui.escort_joining import join_escort_pages
from desktop.ui.experts.joining import join_experts
from desktop.ui.feed.joining import join_feed
from desktop.ui.focus_keeping import FocusKeeper
from desktop.ui.green_pages import GreenPages
from desktop.ui.import_page import ImportPage
from desktop.ui.list_door import ListDoor
from desktop.ui.mdt.joining import join_consultation, join_print
from desktop.ui.nodule.joining import join_reading
from desktop.ui.online.joining import join_online
from desktop.ui.partners.joining import join_partners
from desktop.ui.people.joining import join_people
from desktop.ui.phone.joining import join_phone
from desktop.ui.reminders.board_room import join_board
from desktop.ui.shell import Shell
from desktop.ui.signatures.joining import join_signatures
from desktop.ui.texts.gateway_post import join_gateways
from desktop.ui.texts.text_room import TextRoom
from desktop.ui.working_days.joining import join_working_days


def _follow_row(whole: Composition, view: CaseView) -> None:
    """The list's case was read; while a page covers the list, its case is not the one in front."""
    if whole.shell.book.over is None:
        whole.runner.case_changed(view)


def _back(whole: Composition) -> None:
    """Esc, wherever the keyboard is: an open form goes first, then files being taken in are broken off."""
    if not whole.runner.sheet.isHidden():
        whole.runner.sheet.dismiss()
    elif whole.attachments is None or not whole.attachments.shelf.stop():
        whole.shell.back()


def make_shell(source: Any, role: str = "健康管家") -> Shell:
    """The complete window over a desk, not yet shown; `source` is a Source, a CaseSource and a ListImporter in one."""
    shell = Shell(source, source.person, role)
    shell.nav.set_link(source.connection)
    whole = Composition(shell, source)
    calendar = join_calendar(shell, source, whole.open_case)
    join_escort_pages(shell, source, calendar)
    join_experts(shell, source)
    join_print(shell, calendar)
    join_board(shell, source, whole.runner, whole.open_case)
    join_feed(shell, source)
    join_people(shell, source)
    join_gateways(shell, source)
    join_finder(shell, source, whole.open_case)
    join_signatures(shell, source)
    join_partners(shell, source)
    join_working_days(shell, source, whole.open_case)
    return shell


class Composition(QObject):
    """Knows every page of a window and leads what a person does on one to the others."""

    def __init__(self, shell: Shell, source: Any) -> None:
        super().__init__(shell)
        self.shell, self.source = shell, source
        self.inspector = Inspector(source)
        self.case_page = CasePage(source, shell.desk)
        self.new_case = NewCasePage(source, shell.worker, shell.desk)
        self.importing = ImportPage(source, shell.worker, shell.desk)
        shell.body.keep(self.case_page, self.new_case, self.importing)
        self.door = ListDoor(shell, self.importing)
        self.runner = StepRunner(source, shell.worker, shell.body)
        self.taking_back = TakingBack(self)
        self.focus_keeper = FocusKeeper(shell)
        self.green = GreenPages(self)
        self.texts = TextRoom(self)
        self.attachments = join_attachments(self)
        self.consultation, self.reading = join_consultation(self), join_reading(self)
        self.phone = join_phone(self)
        join_material_files(self)
        shell.body.inspector.set_content(self.inspector)
        self._connect_steps()
        self._connect_pages()
        self.online = join_online(self)

    def _connect_steps(self) -> None:
        desk, runner = self.shell.desk, self.runner
        desk.perform_with(self.take_step)
        for place in (self.inspector, self.case_page):
            place.step_wanted.connect(self.take_verb)
            place.barred.connect(self.explain)
            place.call_logged.connect(self.log_call)
            place.note_logged.connect(self.log_note)
        self.case_page.void_wanted.connect(self.void)
        desk.handle("why", self.why)
        runner.undoable.connect(desk.offer_undo)
        runner.done.connect(self.after_step)
        runner.composed.connect(self.inspector.composer.clear)
        runner.composed.connect(self.case_page.timeline.composer.clear)
        runner.told.connect(partial(self.shell.toast.tell, undoable=False))
        runner.faulted.connect(self.shell.errors.take)
        runner.composer_wanted.connect(self.begin_composer)

    def _connect_pages(self) -> None:
        shell = self.shell
        shell.case_opened.connect(self.open_row)
        shell.case.shown.connect(partial(_follow_row, self))
        shell.body.pages.currentChanged.connect(self.runner.page_turned)
        shell.desk.handle("back", partial(_back, self))
        shell.closing.connect(self.runner.outbox.send_all)
        shell.closing.connect(self.new_case.keep)
        self.inspector.open_wanted.connect(self.open_current)
        self.inspector.why_wanted.connect(self.show_why)
        self.inspector.left.connect(shell.focus_page)
        self.case_page.back_wanted.connect(shell.back)
        self.case_page.next_wanted.connect(partial(shell.step_case, 1))
        self.case_page.previous_wanted.connect(partial(shell.step_case, -1))
        self.new_case.back_wanted.connect(shell.back)
        self.new_case.registered.connect(self.after_registration)
        self.new_case.open_wanted.connect(self.open_case)
        self.new_case.told.connect(partial(shell.toast.tell, undoable=False))
        self.new_case.faulted.connect(shell.errors.take)
        shell.book.adopt(self.importing)
        self.importing.left.connect(shell.back)
        self.importing.finished.connect(self.after_import)
        shell.desk.handle("new", self.begin_registration)
        shell.desk.bind(self.case_page, Where.CASE)
        shell.desk.bind(self.new_case, Where.FORM)

    @property
    def view(self) -> CaseView | None:
        """The case in front of the person: that of the page, else that of the inspector."""
        return self.case_page.view if self.case_page.isVisible() else self.shell.view

    def take_step(self, step: Step) -> None:
        """Take a step of the case in front."""
        self.take_verb(step.verb)

    @Slot(str)
    def take_verb(self, verb: str) -> None:
        """Take a verb on the case in front."""
        if self.view is not None and not (self.green.takes(verb, self.view) or self.texts.takes(verb, self.view)):
            self.runner.begin(verb, self.view)

    @Slot(object)
    def explain(self, step: Step) -> None:
        """Say why a step is refused now."""
        if self.view is not None:
            self.runner.explain(step.verb, self.view, step.findings)

    @Slot(str, str, bool)
    def log_call(self, outcome: str, words: str, request: bool) -> None:
        """Record a call from the composer; `request` when the wish for a consultation was taken down (MD-06)."""
        if self.view is not None:
            self.runner.log_call(self.view, outcome, words, request)

    @Slot(str)
    def log_note(self, words: str) -> None:
        """Record a note from the composer."""
        if self.view is not None:
            self.runner.log_note(self.view, words)

    @Slot(object)
    def void(self, entry: Any) -> None:
        """Void a record of the case on the page."""
        if self.case_page.view is not None:
            self.runner.void(self.case_page.view, entry)

    @Slot(str)
    def begin_composer(self, mode: str) -> None:
        """Take a call or a note down where the case is shown."""
        (self.case_page if self.case_page.isVisible() else self.inspector).begin(mode)

    @Slot(object)
    def after_step(self, done: Done) -> None:
        """Show what changed."""
        if self.green.after_step(done):
            self.shell.look_again(done.changed)
            return
        self.show_changed(done.changed)

    @Slot(object)
    def show_changed(self, changed: tuple[int, ...]) -> None:
        """Read again what is shown of these cases."""
        self.shell.look_again(changed)
        if self.case_page.view is not None and self.case_page.view.id in changed:
            self.open_case(self.case_page.view.id, turn=False)

    @Slot(object)
    def open_row(self, row: QueueRow) -> None:
        """Open a row of the queue on its page."""
        self.open_case(row.id)

    def open_current(self) -> None:
        """Open the case of the inspector."""
        if self.shell.view is not None:
            self.open_case(self.shell.view.id)

    @Slot(int)
    def open_case(self, case_id: int, turn: bool = True) -> None:
        """Read a case and show it on its page; without `turn` only when the page is on already."""
        answer = self.show_case if turn else self.renew_case
        self.shell.worker.run(
            partial(self.source.case_view, case_id, self.source.now()), answer, self.shell.errors.take, lane="case page"
        )

    @Slot(object)
    def show_case(self, view: CaseView) -> None:
        """Show a case where its work is done: consultation and reading on their workspace, others on the case page."""
        if not any(room is not None and room.takes(view) for room in (self.consultation, self.reading)):
            self.renew_case(view)
            self.shell.show_over(self.case_page)

    @Slot(object)
    def renew_case(self, view: CaseView) -> None:
        """Show the case as it is now."""
        self.case_page.show_case(view)
        self.runner.case_changed(view)
        self.shell.desk.look(self.shell.row, view.steps)
        self.shell.desk.stand(stage=view.stage)

    @Slot(int)
    def show_why(self, place: int) -> None:
        """The reason of a clock: the popover for the current one, the case page for the others."""
        view = self.shell.view
        if view is not None and place != view.current:
            self.open_case(view.id)
        else:
            self.shell.keys.why()

    def why(self) -> None:
        """W: the reason of the next clock on the case page, of the current row in the list."""
        if self.case_page.isVisible():
            self.case_page.explain_next()
        else:
            self.shell.keys.why()

    def begin_registration(self) -> None:
        """Open the registration form."""
        self.new_case.begin()
        self.shell.show_over(self.new_case)

    @Slot(object, bool)
    def after_registration(self, done: Done, another: bool) -> None:
        """Go on with the next form, or to the new case."""
        self.shell.refresh(done.changed)
        if self.shell.book.name in self.shell.queues:
            self.shell.queues[self.shell.book.name].stand_on(done.case_id)
        if not another:
            self.open_case(done.case_id)

    @Slot(int)
    def after_import(self, opened: int) -> None:
        """New cases are in the queues now."""
        if opened:
            self.shell.refresh()
