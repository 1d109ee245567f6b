"""The frozen rows of online consultation: conversations in a list, and one of them with what was said."""

from __future__ import annotations

from datetime import datetime
from typing import NamedTuple

from desktop.casework.attachment_rows import AttachmentEntry
from desktop.casework.rows import CaseView

TURNS = {"first": "首答", "again": "续答", "customer": "等客户"}
"""Whose turn it is: the desk's first answer, its next one, or the customer's."""


class TalkRow(NamedTuple):
    """One conversation in the list.

    `since` is since when the present turn lasts, `due` when the first answer is due (None once it is given),
    `answered_in_time` whether it was, `last_at` the newest words, `snippet` their beginning, `flagged` words of an
    emergency that nobody has settled.
    """

    case_id: int
    name: str
    person: str
    turn: str
    since: datetime
    due: datetime | None
    answered_in_time: bool | None
    last_at: datetime
    snippet: str
    flagged: tuple[str, ...]
    owner: str
    asked: str = ""


class Utterance(NamedTuple):
    """What was said at once, or what the program notes between.

    side: customer, desk, or middle (a line of the program). `notice` is what the program added to an answer.
    """

    seq: int
    side: str
    text: str
    at: datetime
    person: str = ""
    pictures: tuple[AttachmentEntry, ...] = ()
    notice: str = ""


class Alarm(NamedTuple):
    """Words of an emergency in the customer's messages that nobody has settled: what to say first, and the steps."""

    title: str
    words: tuple[str, ...]
    say: str
    steps: tuple[tuple[str, str], ...]


class Trigger(NamedTuple):
    """A word of a critical illness in the customer's messages, and the illness it stands for."""

    word: str
    illness: str


class Link(NamedTuple):
    """Another case this one was turned into, or came from; `seq` is the record that says so."""

    case_id: int
    number: str
    item: str
    seq: int
    to: bool


class Talk(NamedTuple):
    """A conversation as its page shows it; personal data masked."""

    row: TalkRow
    view: CaseView
    said: tuple[Utterance, ...]
    files: tuple[AttachmentEntry, ...]
    alarms: tuple[Alarm, ...]
    trigger: Trigger | None
    links: tuple[Link, ...]
    doctor: str


class Talks(NamedTuple):
    """Open conversations in the order they wait, and the median of today's first answers in minutes (or None).

    `more` while some are still to be read: asking again goes on.
    """

    rows: tuple[TalkRow, ...]
    median: float | None
    now: datetime
    more: bool = False


class HandOver(NamedTuple):
    """What a conversation would become: the item and its wish, the attachments (ids) that go with it, and a remark."""

    item: str
    hospital: str = ""
    department: str = ""
    city: str = ""
    illness: str = ""
    nodule: str = ""
    files: tuple[int, ...] = ()
    reason: str = ""


class CheckRow(NamedTuple):
    """A line of 能不能接: what was looked at, how it stands, and whether it may go on."""

    title: str
    words: str
    ok: bool


class HandOverCheck(NamedTuple):
    """What the desk would say to a hand-over now; `refusals` are sentences, empty when it may go on.

    `ahead` are what comes next, as (step, when); `reserves` what right would be reserved.
    """

    lines: tuple[CheckRow, ...]
    refusals: tuple[str, ...]
    ahead: tuple[tuple[str, str], ...]
    reserves: str = ""
    open_case: int = 0


class AnswerDraft(NamedTuple):
    """An answer that is not sent yet."""

    text: str = ""
    files: tuple[dict[str, object], ...] = ()
