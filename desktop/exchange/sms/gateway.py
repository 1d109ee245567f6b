"""What a gateway for texts is, and the one that needs no contract: a person, or a platform fed with workbooks."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from desktop.casework import handing_over
from desktop.casework.desk import Desk
from desktop.casework.message_rows import Handed, OutgoingText, Receipt


class Gateway(Protocol):
    """Takes texts and tells later what became of them; both may be called again after a fault."""

    name: str

    def submit(self, texts: Sequence[OutgoingText]) -> Sequence[Handed]:
        """Take texts; one `Handed` for each that was taken or refused. The id is the key against sending twice."""

    def states(self, numbers: Sequence[str]) -> Sequence[Receipt]:
        """What is known now of texts by the gateway's own numbers; those not settled yet are left out."""


class ManualGateway:
    """Hands every text to the people at the desk: they send it, or export it for a platform, and say so with proof."""

    name = "人工或平台"

    def submit(self, texts: Sequence[OutgoingText]) -> Sequence[Handed]:
        """Each is with the desk's people now; without a number of its own it can still be pulled back."""
        return [Handed(text.id, "submitted") for text in texts]

    def states(self, _numbers: Sequence[str]) -> Sequence[Receipt]:
        """Nothing comes back by itself: people mark what they sent, or take the platform's receipts in."""
        return []


def dispatch(gateway: Gateway, desk: Desk, ids: Sequence[int]) -> None:
    """Hand queued texts to a gateway and keep what it did with them; texts that have become wrong are withdrawn."""
    texts = handing_over.outgoing(desk, ids)
    if texts:
        handing_over.handed(desk, gateway.submit(texts))
