"""Turns any paper into its files: which report sets it, and what the file is called."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from enum import Enum
from typing import NamedTuple

from desktop.casework.documents.papers_common import Issue
from desktop.casework.documents.papers_guidance import GuidancePaper
from desktop.casework.documents.papers_mdt import MdtPaper
from desktop.casework.documents.papers_nodule import NodulePaper
from desktop.casework.documents.papers_parcel import ParcelPaper
from desktop.reports.fonts import missing_glyphs
from desktop.reports.guidance import guidance
from desktop.reports.mdt_report import mdt_report
from desktop.reports.nodule_report import nodule_report
from desktop.reports.parcel import parcel_label, parcel_letter
from desktop.reports.watching import UNWATCHED, Watch

Paper = MdtPaper | NodulePaper | GuidancePaper | ParcelPaper


class PaperFile(NamedTuple):
    """A finished file and its name, without characters a file system refuses."""

    name: str
    content: bytes


def files_of(paper: Paper, watch: Watch = UNWATCHED) -> tuple[PaperFile, ...]:
    """The files of a paper: one for a report, letter and label for a parcel.

    UnprintableText, UnreadablePicture, PaperOverflow, IllnessNamed or Cancelled; then there is none.
    """
    match paper:
        case MdtPaper():
            return (PaperFile(name_of(paper), mdt_report(paper, watch)),)
        case NodulePaper():
            return (PaperFile(name_of(paper), nodule_report(paper, watch)),)
        case GuidancePaper():
            return (PaperFile(name_of(paper), guidance(paper, watch)),)
        case ParcelPaper():
            label = f"寄件面单-{paper.number}.pdf"
            return (PaperFile(name_of(paper), parcel_letter(paper, watch)), PaperFile(label, parcel_label(paper)))


def name_of(paper: Paper) -> str:
    """What the file of a paper is called, the letter's of a parcel."""
    match paper:
        case MdtPaper():
            return _name("多学科会诊意见书", paper.issue)
        case NodulePaper():
            return _name(f"{paper.organ.value}结节阅片解读报告", paper.issue)
        case GuidancePaper():
            return _name("诊后指导", paper.issue)
        case ParcelPaper():
            return f"寄件说明-{paper.number}.pdf"


def _name(title: str, issue: Issue) -> str:
    state = f"草稿{issue.version}" if issue.draft else f"第{issue.version}版"
    return f"{title}-{issue.number}-{state}.pdf"


def missing_in(paper: Paper) -> tuple[str, ...]:
    """The characters of a paper that cannot be printed, each once: to be asked before it is issued."""
    return missing_glyphs("".join(_texts(paper)))


def _texts(part: object) -> Iterator[str]:
    if isinstance(part, str) and not isinstance(part, Enum):
        yield part
    elif isinstance(part, tuple):
        for one in part:
            yield from _texts(one)
    elif is_dataclass(part):
        for field in fields(part):
            yield from _texts(getattr(part, field.name))
