"""`caredesk report mdt|nodule|guidance|parcel`: a case's paper as PDF, or an invented sample of it."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from desktop.app import build_desk
from desktop.casework.desk import Desk, Entry
from desktop.casework.documents.document_desk import DocumentDesk
from desktop.casework.documents.filling_parcel import parcel_paper
from desktop.casework.documents.on_record import case_of, document_of_case
from desktop.casework.documents.samples.after import sample_guidance, sample_parcel
from desktop.casework.documents.samples.house import as_draft
from desktop.casework.documents.samples.mdt import sample_mdt
from desktop.casework.documents.samples.nodule import sample_breast, sample_lung, sample_thyroid
from desktop.commands.certificate import PASSPHRASE, read_certificate
from desktop.commands.document_papers import DocumentPapers
from desktop.commands.failing import EnvironmentFault, UsageFault
from desktop.reports.flow import PaperOverflow
from desktop.reports.fonts import UnprintableText
from desktop.reports.neutral import IllnessNamed
from desktop.reports.outfile import write_whole
from desktop.reports.papers_out import Paper, PaperFile, files_of, missing_in
from desktop.reports.pictures import UnreadablePicture
from desktop.reports.signing import CannotSign, sign
from desktop.reports.watching import Watch
from desktop.settings import read_settings

ORGANS: Mapping[str, Callable[[], Paper]] = {
    "lung": sample_lung, "breast": sample_breast, "thyroid": sample_thyroid,
}  # fmt: skip
SAMPLES: Mapping[str, Callable[[], Paper]] = {
    "mdt": sample_mdt, "guidance": sample_guidance, "parcel": sample_parcel,
}  # fmt: skip


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Which paper, of which case, where to, draft or signed."""
    kinds = ("mdt", "nodule", "guidance", "parcel")
    parser.add_argument("kind", choices=kinds, help="会诊意见书、阅片解读、诊后指导、寄件单")
    parser.add_argument("case", nargs="?", default="", help="案件号")
    parser.add_argument("--sample", action="store_true", help="不用案件，出一份虚构的样张")
    parser.add_argument("--organ", choices=tuple(ORGANS), default="lung", help="阅片样张的器官：肺、乳腺、甲状腺")
    parser.add_argument("--draft", action="store_true", help="样张出成草稿")
    parser.add_argument("--sign", type=Path, metavar="CERT.p12", help=f"用这份证书签名；口令放在环境变量 {PASSPHRASE}")
    parser.add_argument("--out", type=Path, default=Path(), help="写成的 PDF 文件，或放文件的文件夹（默认当前）")
    parser.add_argument("--db", default="", help="数据库：文件路径或 postgresql+psycopg://…；默认本机文件")


def run(args: argparse.Namespace, desk: Desk | None = None) -> int:
    """Write the files and print their paths; UsageFault for what cannot be printed, nothing is written then."""
    made = _sampled(args) if args.sample else _of_case(args, desk)
    files = [_signed(file, args.sign) if args.sign else file for file in made]
    try:
        for target, file in zip(_targets(args.out, files), files, strict=True):
            target.parent.mkdir(parents=True, exist_ok=True)
            write_whole(target, file.content)
            print(target)
    except OSError as fault:
        raise EnvironmentFault(f"写不进「{args.out}」：{fault.strerror}") from fault
    return 0


def _targets(out: Path, files: Sequence[PaperFile]) -> list[Path]:
    """`out` itself when it names one PDF and not a folder that is there; of several, all but the first are numbered."""
    if out.suffix.lower() != ".pdf" or out.is_dir():
        return [out / file.name for file in files]
    return [out, *(out.with_stem(f"{out.stem}-{number}") for number in range(2, len(files) + 1))]


def _sampled(args: argparse.Namespace) -> tuple[PaperFile, ...]:
    paper = _sample(args)
    missing = missing_in(paper)
    if missing:
        raise UsageFault(str(UnprintableText(missing)))
    return _made(lambda watch: files_of(paper, watch))


def _sample(args: argparse.Namespace) -> Paper:
    paper = (ORGANS[args.organ] if args.kind == "nodule" else SAMPLES[args.kind])()
    return as_draft(paper) if args.draft and args.kind != "parcel" else paper


def _of_case(args: argparse.Namespace, desk: Desk | None) -> tuple[PaperFile, ...]:
    if not args.case:
        raise UsageFault("请写案件号，或用 --sample 出一份样张")
    desk = desk or build_desk(read_settings(args.db), existing=True)
    if args.kind == "parcel":
        entry = Entry(read_settings(args.db).person)
        paper = parcel_paper(desk, case_of(desk, args.case), entry)
        return _made(lambda watch: files_of(paper, watch))
    papers = DocumentPapers(desk, DocumentDesk(desk, ""))
    row = document_of_case(desk, args.kind, args.case)
    return _made(lambda watch: (papers.file_of(row, watch),))


def _made(make: Callable[[Watch], tuple[PaperFile, ...]]) -> tuple[PaperFile, ...]:
    try:
        return make(Watch(_progress))
    except (PaperOverflow, IllnessNamed, UnreadablePicture, UnprintableText) as fault:
        raise UsageFault(str(fault)) from None


def _progress(done: int, total: int) -> None:
    if sys.stderr.isatty():
        print(f"\r第 {done} / {total} 页", end="" if done < total else "\n", file=sys.stderr, flush=True)


def _signed(file: PaperFile, certificate: Path) -> PaperFile:
    known = read_certificate(certificate)
    try:
        return file._replace(content=sign(file.content, known, os.environ.get(PASSPHRASE, "")))
    except CannotSign as fault:
        raise UsageFault(str(fault)) from None
