"""What goes with a parcel: the cover letter and the posting label (MD-10, ND-05, ND-07). No illness is named."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from desktop.casework.documents.papers_common import Rich
from desktop.casework.documents.papers_guidance import Contact
from desktop.casework.papers import Provider

POSTAGE_OURS = "往返快递费由我们承担，请勿向快递员付款。"


class ParcelItem(NamedTuple):
    """A thing in the parcel: what, in which form, how many, and whether it is 新出具 or 退回."""

    title: str
    form: str
    copies: int
    nature: str


class Address(NamedTuple):
    """Where a parcel goes or comes from; masked on screen, whole for the real print."""

    name: str
    address: str
    phone: str


@dataclass(frozen=True, slots=True)
class ParcelPaper:
    """The letter and label of one parcel. Its texts tell no illness: whoever opens the parcel may read them.

    `number` is the parcel's, `PX-260922-018`. `to.name` with form of address, `陈建华　先生`. `tracking` as it is
    read, `顺丰 SF1402 8830 5567　已保价`; empty prints a line to write on. `online` is what the QR code holds and
    `online_words` how to use it. `signature` is the manager's signature as PNG.
    """

    provider: Provider
    number: str
    program: str
    made_at_day: date
    to: Address
    sender: Address
    greeting: str
    items: tuple[ParcelItem, ...]
    tracking: str
    next_steps: Rich
    contact: Contact
    heading: str = "随信寄上您的报告与资料原件"
    items_note: str = ""
    postage: str = POSTAGE_OURS
    online: str = ""
    online_words: str = ""
    wish: str = "祝早日康复"
    signature: bytes = b""
    fragile: bool = False
