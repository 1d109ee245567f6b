"""Attachments as one person's screens ask for them: lists, contents, taking off, taking back, key images."""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from typing import Any

from desktop.casework import attachments, files, material_files
from desktop.casework.attachment_rows import Arrival, AttachmentEntry, AttachmentRow, entries
from desktop.casework.desk import Desk, Entry
from desktop.casework.dossier import load_case
from desktop.casework.file_names import safe_name
from desktop.casework.masking import masked_name, person_words
from desktop.casework.rows import Outcome
from desktop.handbook.vocabulary import Refusal
from desktop.models.contents.opening import Contents, open_contents

_TAKEN_BACK = "撤销"


class AttachmentDesk:
    """What the window asks about attachments; any thread may, one question is one session."""

    def __init__(self, desk: Desk, person: str) -> None:
        self.desk, self.person = desk, person
        self.contents: Contents = open_contents(desk.store)

    def listing(self, case_id: int) -> tuple[AttachmentEntry, ...]:
        """What hangs on a case, a series as one entry."""
        with self.desk.reading() as session:
            return entries(attachments.kept(session, case_id))

    def patient(self, case_id: int) -> Mapping[str, str]:
        """Who a case is about, masked: name, words (`女 56 岁`), number."""
        with self.desk.reading() as session:
            row = load_case(session, case_id)
            person = row.person
            words = person_words(person.sex, person.birth_date, self.desk.clock().date())
            return {"name": masked_name(person.name), "words": words, "number": row.number}

    def content(self, row: AttachmentRow) -> bytes:
        """A whole file, decrypted in memory; raises Damaged."""
        return self.contents.read(row.sha256)

    def thumbnail(self, entry: AttachmentEntry) -> bytes:
        """Its small picture as JPEG; empty when it has none."""
        return self.contents.read(entry.thumbnail) if entry.thumbnail else b""

    def remove(self, case_id: int, ids: Sequence[int], command_id: str = "") -> Outcome:
        """Take files off a case."""
        return attachments.detach(self.desk, case_id, Entry(self.person, command_id=command_id), ids)

    def sort(self, case_id: int, ids: Sequence[int], material: str) -> int | Refusal:
        """Say which material files are."""
        return material_files.sort_files(self.desk, case_id, Entry(self.person), ids, material)

    def take_back(self, case_id: int, seq: int, command_id: str = "") -> Outcome:
        """Void the record that hung files on a case or took them off (D-09)."""
        entry = Entry(self.person, command_id=command_id)
        return files.void(self.desk, case_id, entry, record=seq, reason=_TAKEN_BACK)

    def keep_key_image(
        self, case_id: int, name: str, picture: bytes, size: tuple[int, int], details: Mapping[str, Any]
    ) -> Outcome:
        """Hang a picture made in the viewer (PNG) on the case; `details` say of which series, slice and window."""
        stored = self.contents.put(io.BytesIO(picture))
        arrival = Arrival(
            safe_name(name), "png", *stored, kind="key_image", pages=1, width=size[0], height=size[1],
            thumbnail=stored.sha256, details=dict(details),
        )  # fmt: skip
        return attachments.attach(self.desk, case_id, Entry(self.person), (arrival,))
