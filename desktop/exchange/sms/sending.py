"""One round with a gateway: what waits is sent once, what was sent is asked for, and both are kept as they come."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from random import Random

from desktop.casework import handing_over
from desktop.casework.desk import Desk
from desktop.casework.gateways import claiming, templates
from desktop.casework.gateways.rows import Claimed, TextTurn, Told
from desktop.casework.message_rows import Handed, OutgoingText, Receipt
from desktop.exchange.http_door import PartnerFault
from desktop.exchange.patience import wait_before
from desktop.exchange.sms.gateway import Gateway, NotTaken, Unclear

PERSON = "短信网关"
"""Who failures and receipts are entered by."""

_TEMPLATE_FAULTS = ("SMS_TEMPLATE_ILLEGAL", "TemplateIncorrectOrUnapproved")


class Sender:
    """A desk's way to one gateway; `registered` says whether its templates have to be approved there.

    `stopped` is asked between texts: true ends the round, as when the window closes.
    """

    def __init__(
        self, desk: Desk, kind: str, gateway: Gateway, chance: Random, *, registered: bool = True,
        stopped: Callable[[], bool] = lambda: False,
    ) -> None:  # fmt: skip
        self.desk, self.kind, self.gateway = desk, kind, gateway
        self._chance, self._registered, self._stopped = chance, registered, stopped

    def turn(self) -> TextTurn:
        """Everything that is due now; a fault ends it and is told in `failure`, what was done before it stays."""
        changed = claiming.tidy(self.desk, self.kind, PERSON)
        sent = self.send()
        heard = self.receipts() if not sent.failure else TextTurn()
        return TextTurn(
            sent.sent, sent.refused, heard.delivered, heard.failed, heard.strangers,
            (*changed, *heard.changed), sent.failure or heard.failure,
        )  # fmt: skip

    def send(self) -> TextTurn:
        """Hand over what waits, each text once."""
        sent, refused = 0, 0
        for text in claiming.outgoing(self.desk, PERSON):
            if self._stopped():
                break
            template = templates.template_of(self.desk, self.kind, text.template)
            if self._registered and template.problem:
                claiming.refused(self.desk, text.id, PERSON, template.problem)
                refused += 1
                continue
            claimed = claiming.claim(self.desk, self.kind, text._replace(provider_template=template.provider_id))
            if claimed is None:
                continue
            try:
                handed = self._hand(claimed)
            except NotTaken as fault:
                if fault.alone:
                    continue
                return TextTurn(sent, refused, failure=fault.sentence)
            sent, refused = sent + (handed == "submitted"), refused + (handed == "failed")
        return TextTurn(sent, refused)

    def _hand(self, claimed: Claimed) -> str:
        out_id = claimed.text.out_id
        try:
            handed = self._submit(claimed.text)
        except NotTaken as fault:
            first, most = (2.0, 600.0) if fault.passing else (120.0, 3600.0)
            wait = wait_before(claimed.tries, self._chance, first=first, most=most, asked=fault.wait)
            claiming.not_taken(self.desk, out_id, wait, fault.sentence)
            raise
        except Unclear as fault:
            claiming.unknown(self.desk, out_id, fault.sentence)
            return "unknown"
        if handed.state == "submitted":
            claiming.accepted(self.desk, out_id, handed.number)
        else:
            self._refuse(claimed.text, handed.reason)
        return handed.state

    def _submit(self, text: OutgoingText) -> Handed:
        found = self.gateway.submit([text])
        if not found:
            raise Unclear("网关没有回答。")
        return found[0]

    def _refuse(self, text: OutgoingText, reason: str) -> None:
        if any(word in reason for word in _TEMPLATE_FAULTS):
            templates.refuse_template(self.desk, self.kind, text.template, reason)
        claiming.refused(self.desk, text.id, PERSON, reason)

    def approvals(self, numbers: Sequence[str]) -> Mapping[str, templates.Approval]:
        """How templates stand there, by its own numbers; a gateway without templates knows none. PartnerFault."""
        ask = getattr(self.gateway, "approvals", None)
        return {} if ask is None else ask(numbers)

    def receipts(self) -> TextTurn:
        """Ask for what was handed over; a receipt of a text that nobody here sent changes nothing."""
        asked = claiming.to_ask(self.desk, self.kind)
        if not asked:
            return TextTurn()
        try:
            found = self.gateway.states(asked)
        except PartnerFault as fault:
            return TextTurn(failure=fault.sentence)
        return self.take(found)

    def take(self, found: Sequence[Told]) -> TextTurn:
        """Keep what was heard, in whatever order and however often it is told."""
        own = claiming.messages_of(self.desk, [one.out_id for one in found])
        known = [one for one in found if one.out_id in own]
        for one in known:
            claiming.accepted(self.desk, one.out_id, one.number)
        settled = [Receipt(own[one.out_id], one.state, one.at, one.reason) for one in _last_word(known)]
        heard = handing_over.collect(self.desk, settled, PERSON)
        return TextTurn(0, 0, heard.delivered, heard.failed, len(found) - len(known), heard.changed)


def _last_word(found: Sequence[Told]) -> list[Told]:
    """One answer a text: that it arrived outweighs whatever else is told of it."""
    best: dict[str, Told] = {}
    for one in found:
        before = best.get(one.out_id)
        if one.state != "accepted" and (before is None or before.state != "delivered"):
            best[one.out_id] = one
    return list(best.values())
