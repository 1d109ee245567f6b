"""What the house itself adds to its papers: its seal, the signatures experts left with it, its postal address."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NamedTuple

from sqlalchemy.orm import Session

from desktop.casework import audit
from desktop.casework.acting import BadInput
from desktop.casework.consulting.experts import expert_cards
from desktop.casework.desk import Desk, Entry
from desktop.casework.documents.kept_files import KeptFiles
from desktop.models.tables import Setting

KEY = "house_pictures"
"""The key of the setting: {"seal": SHA-256, "signatures": {"name|hospital": SHA-256}, "address": text}."""


class Signer(NamedTuple):
    """Somebody who signs: name, hospital, what they are, and the SHA-256 of their signature; "" without one."""

    name: str
    hospital: str
    title: str
    sha256: str


class HousePictures(NamedTuple):
    """The seal's SHA-256, "" without one, and who signs."""

    seal: str
    signers: tuple[Signer, ...]


def seal_of(session: Session) -> str:
    """The seal's picture by its SHA-256; "" without one."""
    return str(_setting(session).get("seal", ""))


def signature_of(session: Session, name: str, hospital: str) -> str:
    """An expert's signature by its SHA-256; "" when none was left here."""
    return str(_setting(session).get("signatures", {}).get(_key(name, hospital), ""))


def house_address(session: Session) -> str:
    """Where parcels come from; "" while nobody has said."""
    return str(_setting(session).get("address", ""))


def house_pictures(session: Session) -> HousePictures:
    """The seal, every expert in service and everybody else whose signature is kept, by name."""
    kept = _setting(session)
    signatures = dict(kept.get("signatures", {}))
    signers = [Signer(one.name, one.hospital, f"{one.specialty} {one.title}".strip(),
                      signatures.pop(_key(one.name, one.hospital), ""))
               for one in expert_cards(session, active_only=True)]  # fmt: skip
    named = ((*key.split("|", 1), sha256) for key, sha256 in signatures.items())
    others = (Signer(name, hospital, "不在专家名单", sha256) for name, hospital, sha256 in named)
    return HousePictures(str(kept.get("seal", "")), tuple(sorted((*signers, *others))))


def keep_address(desk: Desk, entry: Entry, address: str) -> None:
    """Parcels come from here."""
    _keep(desk, entry, "寄件地址", lambda kept: {**kept, "address": address.strip()})


def keep_seal(desk: Desk, entry: Entry, picture: bytes) -> None:
    """Use this picture (PNG or JPEG) as the seal of whatever is issued from now on."""
    set_seal(desk, entry, KeptFiles(desk).keep(picture))


def set_seal(desk: Desk, entry: Entry, sha256: str) -> None:
    """Use a picture that is kept as the seal of whatever is issued from now on; "" for none."""
    _keep(desk, entry, "印章", lambda kept: {**kept, "seal": sha256})


def keep_signature(desk: Desk, entry: Entry, name: str, hospital: str, picture: bytes) -> None:
    """Keep an expert's signature (PNG or JPEG); BadInput without a name or a hospital."""
    _check_named(name, hospital)
    set_signature(desk, entry, name, hospital, KeptFiles(desk).keep(picture))


def set_signature(desk: Desk, entry: Entry, name: str, hospital: str, sha256: str) -> None:
    """Use a picture that is kept as an expert's signature; "" for none. BadInput without a name or a hospital."""
    _check_named(name, hospital)

    def change(kept: dict[str, Any]) -> dict[str, Any]:
        signatures = {**kept.get("signatures", {}), _key(name, hospital): sha256}
        return {**kept, "signatures": {key: each for key, each in signatures.items() if each}}

    _keep(desk, entry, f"签名 {name.strip()}", change)


def _check_named(name: str, hospital: str) -> None:
    if not name.strip() or not hospital.strip():
        raise BadInput("请写明专家的姓名和医院")


def _keep(desk: Desk, entry: Entry, subject: str, change: Callable[[dict[str, Any]], dict[str, Any]]) -> None:
    with desk.store.writing() as session:
        before = _setting(session)
        after = change(before)
        session.merge(Setting(key=KEY, value=after))
        audit.record(session, at=desk.clock(), person=entry.person, action="keep_picture", case_id=None,
                     subject=subject, before=before, after=after)  # fmt: skip


def _setting(session: Session) -> dict[str, Any]:
    kept = session.get(Setting, KEY)
    return dict(kept.value) if kept is not None else {}


def _key(name: str, hospital: str) -> str:
    return f"{name.strip()}|{hospital.strip()}"
