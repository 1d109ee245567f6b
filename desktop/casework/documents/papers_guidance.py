"""What the guidance after a consultation 诊后指导 says, in words for the customer and the family."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from desktop.casework.documents.papers_common import Issue, KeyFact, Rich, Station
from desktop.casework.papers import Provider


class NextStep(NamedTuple):
    """A line of where to go next: `9 月 28 日 周一`, `上午 9:00`, the places and what is done, what to bring."""

    when: str
    where: tuple[str, ...]
    bring: tuple[str, ...]
    at: str = ""
    fixed: bool = True


class Daily(NamedTuple):
    """A piece of daily advice under one character: 吃, 动, 药, 心."""

    label: str
    text: Rich


class Contact(NamedTuple):
    """Whom to call: name, telephone, hours, and when they will call themselves."""

    name: str
    phone: str
    hours: str = ""
    call_back: str = ""


@dataclass(frozen=True, slots=True)
class GuidancePaper:
    """The five blocks every guidance has: explained, next steps, the illness, daily life with red flags, long term.

    `to` is a form of address, `陈建华先生`; `addressed` what stands below the title, `写给陈建华先生和家人`. `three`
    are the three things to remember (value and note are printed). `costs` says who pays. `refers` names the opinion
    it belongs to, `对应会诊意见书 MD-260911-004 第 1 版`. `online` is what the QR code holds, without personal data;
    empty for none.
    """

    provider: Provider
    issue: Issue
    day: date
    to: str
    addressed: str
    three: tuple[KeyFact, ...]
    explained: tuple[Rich, ...]
    steps: tuple[NextStep, ...]
    costs: str
    illness: tuple[Rich, ...]
    daily: tuple[Daily, ...]
    red_flags: tuple[str, ...]
    long_term: tuple[Rich, ...]
    calendar: tuple[Station, ...]
    contact: Contact
    refers: str = ""
    online: str = ""
