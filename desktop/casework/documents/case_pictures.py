"""The pictures a case brings into its documents: key images kept in the viewer, signatures and seal of the house."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from sqlalchemy.orm import Session

from desktop.casework.attachment_rows import AttachmentRow
from desktop.casework.attachments import kept
from desktop.casework.documents.house_pictures import seal_of, signature_of

KIND = "key_image"


def key_image_rows(session: Session, case_id: int) -> list[dict[str, Any]]:
    """The case's key images in the order they were kept: series and slice, which examination, what was measured."""
    rows = kept(session, case_id)
    return [_row(one, rows) for one in rows if one.kind == KIND]


def _row(picture: AttachmentRow, rows: Sequence[AttachmentRow]) -> dict[str, Any]:
    details = picture.details
    shown = next((one for one in rows if one.series and one.series == details.get("series")), None)
    said = {"title": _place(details, shown), "from": _examination(shown), "size": _size(details),
            "picture": picture.sha256}  # fmt: skip
    return {name: value for name, value in said.items() if value}


def _place(details: Mapping[str, Any], shown: AttachmentRow | None) -> str:
    """`系列 3　第 11 层`, as far as it is known."""
    number = shown.details.get("number") if shown is not None else None
    parts = (f"系列 {int(number)}" if number else "", f"第 {details['slice']} 层" if details.get("slice") else "")
    return "\u3000".join(part for part in parts if part) or "关键图像"


def _examination(shown: AttachmentRow | None) -> str:
    """`2026-09-15 申江肿瘤医院 CT 薄层肺窗`."""
    if shown is None:
        return ""
    day = shown.taken_on.isoformat() if shown.taken_on else ""
    parts = (day, shown.details.get("hospital", ""), shown.modality, shown.details.get("description", ""))
    return " ".join(str(part) for part in parts if part)


def _size(details: Mapping[str, Any]) -> str:
    """`12.1 × 9.0 mm，均值 10.6 mm` of what was measured on the slice."""
    if not all(name in details for name in ("long", "short", "mean")):
        return ""
    return f"{details['long']:.1f} × {details['short']:.1f} mm，均值 {details['mean']:.1f} mm"


def house_values(session: Session, known: Mapping[str, Any]) -> Iterator[tuple[str, Any]]:
    """The seal's picture, and each signer's signature beside their name; nothing where the house has none."""
    seal = seal_of(session)
    if seal:
        yield "seal_image", seal
    reader = signature_of(session, str(known.get("reader", "")), str(known.get("reader_hospital", "")))
    if reader:
        yield "reader_image", reader
    if "signatures" in known:
        signers = ((row, signature_of(session, row["name"], row["hospital"])) for row in known["signatures"])
        yield "signatures", [{**row, "image": image} if image else row for row, image in signers]
