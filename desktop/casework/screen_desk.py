"""The desk as one person's screens see it: queues, cases, forms and verbs, each in one database session."""

from __future__ import annotations

from array import array
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import select

from desktop.casework import certificates, drafting, queues, registering
from desktop.casework.aftercare_fields import filled
from desktop.casework.board_desk import BoardDesk
from desktop.casework.calendar_desk import CalendarDesk
from desktop.casework.consulting.consulting_desk import ConsultingDesk
from desktop.casework.consulting.expert_files import ExpertFiles
from desktop.casework.day_results import ResultDesk
from desktop.casework.desk import Desk, Entry
from desktop.casework.directory_desk import DirectoryDesk
from desktop.casework.documents.document_desk import DocumentDesk
from desktop.casework.drafts import ApplicationCheck, ApplicationDraft
from desktop.casework.escort_preset import suggested
from desktop.casework.forms import FORMS
from desktop.casework.green_desk import GreenDesk
from desktop.casework.online.online_desk import OnlineDesk
from desktop.casework.people.people_desk import PeopleDesk
from desktop.casework.performing import cautioned, perform, prefilled
from desktop.casework.phone.phone_desk import PhoneDesk
from desktop.casework.roster_desk import RosterDesk
from desktop.casework.rows import CaseView, Outcome, QueueCount, QueueQuery, QueueRow, VerbForm
from desktop.casework.text_desk import TextDesk
from desktop.casework.undo_desk import UndoDesk
from desktop.casework.views import case_view
from desktop.handbook.deskhours import DeskHours
from desktop.handbook.workdays import WorkCalendar
from desktop.models.tables import PlanVersion

Late = tuple[datetime | None, str]


class ScreenDesk:
    """What the window asks of the desk; every method but `now` runs in the database worker."""

    def __init__(self, desk: Desk, person: str, connection: str = "本机加密文件") -> None:
        self.desk = desk
        self.person = person
        self.connection = connection
        self.directory = DirectoryDesk(desk, person)
        self.calendar_desk = CalendarDesk(desk, person)
        self.green = GreenDesk(desk, person)
        self.board_desk = BoardDesk(desk, person)
        self.documents = DocumentDesk(desk, person)
        self.roster_desk = RosterDesk(desk, self.calendar_desk)
        self.result_desk = ResultDesk(desk, self.calendar_desk)
        self.consulting = ConsultingDesk(desk, person)
        self.undo_desk = UndoDesk(desk, person)
        self.phone_desk: PhoneDesk = PhoneDesk(desk, person)
        self.online = OnlineDesk(desk, person)
        self.expert_desk = ExpertFiles(self.consulting)
        self.people_desk = PeopleDesk(desk, person)

    @property
    def text_desk(self) -> TextDesk:
        """Texts to the customer of one case."""
        return TextDesk(self.board_desk)

    @property
    def calendar(self) -> WorkCalendar:
        """The working days as published."""
        return self.desk.office.calendar

    @property
    def hours(self) -> DeskHours:
        """The desk's business hours."""
        return self.desk.office.hours

    def now(self) -> datetime:
        """The desk's clock."""
        return self.desk.clock()

    def queue_ids(self, query: QueueQuery) -> array[int]:
        """The ids of a queue in its order."""
        with self.desk.reading() as session:
            return queues.queue_ids(session, query)

    def queue_rows(self, ids: Sequence[int]) -> list[QueueRow]:
        """The rows of these ids."""
        with self.desk.reading() as session:
            return queues.queue_rows(session, ids)

    def queue_counts(self, owner: str, now: datetime) -> Mapping[str, QueueCount]:
        """Open and overdue cases by page."""
        with self.desk.reading() as session:
            return queues.queue_counts(session, owner, now)

    def tab_counts(self, query: QueueQuery) -> Mapping[str, int]:
        """How many cases each tab holds."""
        with self.desk.reading() as session:
            return queues.tab_counts(session, query)

    def queue_choices(self, query: QueueQuery, field: str) -> Sequence[str]:
        """What a filter can be set to."""
        with self.desk.reading() as session:
            return queues.queue_choices(session, query, field)

    def case_view(self, case_id: int, now: datetime) -> CaseView:
        """One case with everything its screens show."""
        with self.desk.reading() as session:
            self.desk.keep_current(session)
            return case_view(session, self.desk, case_id, now, self.person)

    def form(self, verb: str, view: CaseView) -> VerbForm:
        """How the verb is asked for in this case."""
        now = self.now()
        form = cautioned(prefilled(FORMS[verb], view, now), view, now, self.calendar)
        form = filled(form, view.matters, now, self.calendar)
        if verb == "assign_escort":
            with self.desk.reading() as session:
                return suggested(session, self.desk, form, view)
        return certificates.with_known(self.desk, self.directory.preset(form), view)

    def perform(
        self, verb: str, case_id: int, values: Mapping[str, Any], late: Late | None, command_id: str = ""
    ) -> Outcome:
        """Do the verb as this person."""
        happened, reason = late if late else (None, "")
        return perform(self.desk, verb, case_id, Entry(self.person, happened, reason, command_id), values)

    def plans(self) -> Sequence[tuple[str, str]]:
        """The plans a new policy can have."""
        with self.desk.reading() as session:
            rows = session.execute(select(PlanVersion.name, PlanVersion.title).order_by(PlanVersion.id))
            return list(dict.fromkeys((row.name, row.title) for row in rows))

    def check_application(self, draft: ApplicationDraft) -> ApplicationCheck:
        """What would happen to the draft now."""
        with self.desk.reading() as session:
            return registering.check(session, self.desk, draft)

    def apply(self, draft: ApplicationDraft, command_id: str = "") -> Outcome:
        """Open the case of a draft."""
        return registering.register(self.desk, draft, Entry(self.person, draft.happened, draft.late_reason, command_id))

    def save_draft(self, draft: ApplicationDraft) -> None:
        """Keep a half-filled form."""
        with self.desk.store.writing() as session:
            drafting.save(session, self.person, draft)

    def load_draft(self) -> ApplicationDraft | None:
        """The form kept last."""
        with self.desk.reading() as session:
            return drafting.load(session, self.person)

    def drop_draft(self) -> None:
        """Forget it."""
        with self.desk.store.writing() as session:
            drafting.drop(session, self.person)

    def close(self) -> None:
        """Close the connections; the next question would open them again."""
        self.desk.store.engine.dispose()
