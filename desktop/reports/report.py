"""A report of opinion or reading: fields, conclusion, numbered sections, limits and signatures, in that order."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import NamedTuple

from desktop.casework.documents.fingerprint import fingerprint
from desktop.casework.documents.papers_mdt import MdtPaper
from desktop.casework.documents.papers_nodule import NodulePaper
from desktop.reports.blocks import Field
from desktop.reports.flow import Section, compose
from desktop.reports.page import render
from desktop.reports.parts import framed, limits, opening, sheet_of, signing_section
from desktop.reports.signing_block import signing_block
from desktop.reports.watching import Watch


class Report(NamedTuple):
    """What a report is made of; `readers` besides the customer, `emergency` below the limits, `appendix` at the end."""

    title: str
    readers: str
    fields: Sequence[Sequence[Field]]
    conclusion: Section
    parts: Iterable[Section]
    emergency: str = ""
    appendix: tuple[Section, ...] = ()


def report_pdf(paper: MdtPaper | NodulePaper, report: Report, watch: Watch) -> bytes:
    """The PDF of a draft or an issued version; the same paper gives the same bytes.

    UnprintableText for characters in no face, UnreadablePicture for a broken image, PaperOverflow for a piece taller
    than a page, Cancelled when the watch calls it off.
    """
    content_hash = fingerprint(paper)
    sheet = sheet_of(report.title, paper.provider, paper.client, paper.issue, content_hash, report.readers)
    head = framed(opening(report.title, paper.subtitle, paper.provider, paper.issue), report.fields)
    return render(sheet, compose(head, _sections(paper, report, content_hash), watch=watch), watch)


def _sections(paper: MdtPaper | NodulePaper, report: Report, content_hash: str) -> Iterator[Section]:
    yield report.conclusion
    number = 0
    for number, section in enumerate(report.parts, 1):
        yield replace(section, number=str(number), listed=True)
    signing = signing_section(signing_block(paper.signing, paper.issue, content_hash))
    yield limits(str(number + 1), paper.limits, report.emergency, signing)
    yield signing
    yield from report.appendix
