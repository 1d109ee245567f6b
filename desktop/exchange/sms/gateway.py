"""What a gateway for texts is, and the one that needs no contract: a person, or a platform fed with workbooks."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from desktop.casework import handing_over
from desktop.casework.desk import Desk
from desktop.casework.gateways.rows import Asked, Told
from desktop.casework.message_rows import Handed, OutgoingText
from desktop.faults import OutsideFault


class NotTaken(OutsideFault):
    """The gateway surely has not got the text; `passing` says that trying again in `wait` seconds may help.

    `alone`: it is about this one phone, and other texts may go.
    """

    def __init__(self, sentence: str, *, passing: bool = True, wait: float = 0, alone: bool = False) -> None:
        super().__init__(sentence)
        self.sentence, self.passing, self.wait, self.alone = sentence, passing, wait, alone


class Unclear(OutsideFault):
    """Whether the gateway has got the text is not known: it is asked for, and never sent again by itself."""

    def __init__(self, sentence: str) -> None:
        super().__init__(sentence)
        self.sentence = sentence


class Gateway(Protocol):
    """Takes texts and tells later what became of them; both may be called again after a fault."""

    name: str

    def submit(self, texts: Sequence[OutgoingText]) -> Sequence[Handed]:
        """Take texts; one `Handed` for each that was taken or refused. NotTaken and Unclear speak of the first one
        without an answer: partners are handed one text at a time. `out_id` is what its receipt is known by."""

    def states(self, asked: Sequence[Asked]) -> Sequence[Told]:
        """What is known now of texts; those of which nothing is known are left out. PartnerFault."""


class ManualGateway:
    """Hands every text to the people at the desk: they send it, or export it for a platform, and say so with proof."""

    name = "人工或平台"

    def submit(self, texts: Sequence[OutgoingText]) -> Sequence[Handed]:
        """Each is with the desk's people now; without a number of its own it can still be pulled back."""
        return [Handed(text.id, "submitted") for text in texts]

    def states(self, _asked: Sequence[Asked]) -> Sequence[Told]:
        """Nothing comes back by itself: people mark what they sent, or take the platform's receipts in."""
        return []


def dispatch(gateway: Gateway, desk: Desk, ids: Sequence[int]) -> None:
    """Hand queued texts to a gateway and keep what it did with them; texts that have become wrong are withdrawn."""
    texts = handing_over.outgoing(desk, ids)
    if texts:
        handing_over.handed(desk, gateway.submit(texts))
