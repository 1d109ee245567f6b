"""What the house itself adds to its papers: its seal, the signatures experts left with it, its postal address."""

from __future__ import annotations

from typing import Any

from sqlalchemy.orm import Session

from desktop.casework import audit
from desktop.casework.acting import BadInput
from desktop.casework.desk import Desk, Entry
from desktop.casework.documents.kept_files import KeptFiles
from desktop.models.tables import Setting

KEY = "house_pictures"
"""The key of the setting: {"seal": SHA-256, "signatures": {"name|hospital": SHA-256}, "address": text}."""


def seal_of(session: Session) -> str:
    """The seal's picture by its SHA-256; "" without one."""
    return str(_setting(session).get("seal", ""))


def signature_of(session: Session, name: str, hospital: str) -> str:
    """An expert's signature by its SHA-256; "" when none was left here."""
    return str(_setting(session).get("signatures", {}).get(_key(name, hospital), ""))


def house_address(session: Session) -> str:
    """Where parcels come from; "" while nobody has said."""
    return str(_setting(session).get("address", ""))


def keep_address(desk: Desk, entry: Entry, address: str) -> None:
    """Parcels come from here."""
    _keep(desk, entry, "寄件地址", {"address": address.strip()})


def keep_seal(desk: Desk, entry: Entry, picture: bytes) -> None:
    """Use this picture (PNG or JPEG) as the seal of whatever is issued from now on."""
    _keep(desk, entry, "印章", {"seal": KeptFiles(desk).keep(picture)})


def keep_signature(desk: Desk, entry: Entry, name: str, hospital: str, picture: bytes) -> None:
    """Keep an expert's signature (PNG or JPEG); BadInput without a name or a hospital."""
    if not name.strip() or not hospital.strip():
        raise BadInput("请写明专家的姓名和医院")
    with desk.reading() as session:
        known = dict(_setting(session).get("signatures", {}))
    known[_key(name, hospital)] = KeptFiles(desk).keep(picture)
    _keep(desk, entry, f"签名 {name.strip()}", {"signatures": known})


def _keep(desk: Desk, entry: Entry, subject: str, change: dict[str, Any]) -> None:
    with desk.store.writing() as session:
        before = _setting(session)
        after = {**before, **change}
        session.merge(Setting(key=KEY, value=after))
        audit.record(session, at=desk.clock(), person=entry.person, action="keep_picture", case_id=None,
                     subject=subject, before=before, after=after)  # fmt: skip


def _setting(session: Session) -> dict[str, Any]:
    kept = session.get(Setting, KEY)
    return dict(kept.value) if kept is not None else {}


def _key(name: str, hospital: str) -> str:
    return f"{name.strip()}|{hospital.strip()}"
