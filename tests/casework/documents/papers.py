"""Cases on the eve of their document, for tests of drafts and of issuing."""

from __future__ import annotations

from desktop.casework import consultation
from desktop.casework.desk import Desk, Entry
from desktop.casework.documents import drafts, reading
from desktop.casework.documents.rows import DocumentRow, Opened, Saved
from desktop.casework.documents.sample_drafts import write_sample
from tests.casework.booked import add_customer
from tests.casework.desks import MANAGER
from tests.casework.journeys import EXPERT, consulted, done, nodule

OTHER = Entry("陈凯")


def held(desk: Desk, number: str = "P-6608-4190") -> int:
    """A consultation that has been held."""
    case = consulted(desk, add_customer(desk, number, "孙国"))
    done(consultation.hold_consultation(desk, case, MANAGER))
    return case


def read(desk: Desk, number: str = "P-6608-7731", *, reader: bool = True) -> int:
    """A nodule reading with its materials, and its reader unless told otherwise."""
    case = nodule(desk, add_customer(desk, number, "周敏"))
    done(consultation.receive_materials(
        desk, case, MANAGER, items=["id", "images", "diagnosis"], exam="CT", hospital_grade="三级甲等"))  # fmt: skip
    if reader:
        done(consultation.assign_reader(desk, case, MANAGER, **{**EXPERT, "name": "李卫东"}))
    return case


def drafted(desk: Desk, case: int, kind: str, **more) -> DocumentRow:
    """The case's draft with the sample written into it."""
    saved = write_sample(desk, case, MANAGER, kind, **more)
    assert isinstance(saved, Saved), saved
    return reading.document(desk, saved.document_id)


def opened(desk: Desk, case: int, kind: str, **more) -> DocumentRow:
    """The case's draft as it is opened."""
    answer = drafts.open_draft(desk, case, MANAGER, kind=kind, **more)
    assert isinstance(answer, Opened), answer
    return reading.document(desk, answer.document_id)


def saved(desk: Desk, row: DocumentRow, entry: Entry = MANAGER, *, revision: int | None = None, over=False, **values):
    """The answer to saving the row's content with these values in it."""
    content = {**row.content, **values}
    return drafts.save_draft(desk, row.id, entry, content=content, revision=revision or row.revision, over=over)


def no_picture(sha256: str) -> bytes:
    """Stands where a document shows no picture: any it asks for is a fault of the test."""
    raise AssertionError(sha256)
