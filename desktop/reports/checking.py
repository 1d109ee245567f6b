"""Checks a report's file: that nothing was changed since it was signed, down to the last byte."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from io import BytesIO

from cryptography import x509
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.validation import validate_pdf_signature
from pyhanko.sign.validation.pdf_embedded import EmbeddedPdfSignature
from pyhanko_certvalidator import ValidationContext

from desktop.reports.file_marks import FileMarks, marks_in
from desktop.reports.signing import DEMO_NAME

# What is wrong with a file is said in the result; the libraries' own words would go to the terminal.
for _library in ("pyhanko", "pyhanko_certvalidator"):
    logging.getLogger(_library).addHandler(logging.NullHandler())

CHANGED = "内容在签名之后被改动"
DETACHED = bytes.fromhex("300b06092a864886f70d010701")
"""What a signature says of its content: it lies outside."""

WRAPPED = 19
"""Where the signed data begin: behind the outer frame, its name and its tag."""

UNREADABLE = "文件不完整或已损坏，无法读取"


@dataclass(frozen=True, slots=True)
class ReportCheck:
    """What a check found: no `problems` means the file is whole.

    `registered` is None when no stored hash was given. `signer` is the certificate's name; `demo` says that it is a
    demo certificate, which proves nothing about who signed.
    """

    marks: FileMarks
    digest: str
    problems: tuple[str, ...]
    signer: str = ""
    signed_at: datetime | None = None
    registered: bool | None = None

    @property
    def whole(self) -> bool:
        """Whether the file is exactly what was signed, and what is on record where that is known."""
        return not self.problems

    @property
    def demo(self) -> bool:
        """Whether the signer is a demo certificate."""
        return DEMO_NAME in self.signer


def check_report(pdf: bytes, stored_hash: str | None = None) -> ReportCheck:
    """What is wrong with a report's file; `stored_hash` is the SHA-256 on record, in hex, None when there is none."""
    digest = sha256(pdf).hexdigest()
    registered = None if stored_hash is None else digest == stored_hash.lower()
    problems = ["与登记的文件不一致"] if registered is False else []
    try:
        reader = PdfFileReader(BytesIO(pdf))
        marks, signatures = marks_in(reader), list(reader.embedded_signatures)
        problems += _state_problems(marks)
        known = signatures[0] if len(signatures) == 1 else None
        problems += _signature_problems(pdf, known) if known else []
        signer, moment = _signer(known) if known else ("", None)
    # A file from outside may break the reader in any way: every one of them means the same to the user.
    except Exception:
        return ReportCheck(FileMarks(), digest, (*problems, UNREADABLE), registered=registered)
    return ReportCheck(marks, digest, tuple(dict.fromkeys(problems)), signer, moment, registered)


def _state_problems(marks: FileMarks) -> Iterator[str]:
    if not marks.known:
        yield "不是本程序出具的报告"
    if marks.draft:
        yield "草稿却带有签名" if marks.signatures else "这是草稿，未签发，没有签名"
    elif not marks.signatures:
        yield "没有签名"
    if marks.signatures > 1:
        yield "签名不止一个"


def _signature_problems(pdf: bytes, signature: EmbeddedPdfSignature) -> Iterator[str]:
    if not _covers_everything(pdf, signature):
        yield "签名没有覆盖整个文件，签名之后有追加或改动"
        return
    if not _hole_is_clean(pdf, signature):
        yield "签名区被改动"
        return
    own = signature.signer_cert
    context = ValidationContext(trust_roots=[own], allow_fetching=False)
    status = validate_pdf_signature(signature, context, skip_diff=True)
    if not (status.intact and status.valid):
        yield CHANGED
    if own.self_issued and not _signed_itself(own.dump()):
        yield "签名证书被改动"


def _covers_everything(pdf: bytes, signature: EmbeddedPdfSignature) -> bool:
    """Whether only the hole of the signature itself is left out."""
    start, first, second, rest = (int(number) for number in signature.byte_range)
    return start == 0 and first < second and second + rest == len(pdf)


def _hole_is_clean(pdf: bytes, signature: EmbeddedPdfSignature) -> bool:
    """Whether the hole holds the signature as it is written, and zeros behind it, and nothing else."""
    _, first, second, _ = (int(number) for number in signature.byte_range)
    hole = pdf[first:second]
    content = signature.pkcs7_content
    content = content[: _length(content)]
    written = b"<" + content.hex().upper().encode()
    # The outer frame states a length of its own, which nothing signs: it must end where its only content ends.
    framed = len(content) == WRAPPED + _length(content[WRAPPED:])
    padded = framed and hole.startswith(written) and hole.endswith(b">") and not hole[len(written) : -1].strip(b"0")
    return padded and _frame_is_ours(signature)


def _frame_is_ours(signature: EmbeddedPdfSignature) -> bool:
    """Whether the parts of the signature that it does not itself protect are as this program writes them."""
    whole, own = signature.signed_data, signature.signer_info
    algorithms = [one.dump() for one in whole["digest_algorithms"]]
    versions = (whole["version"].native, own["version"].native)
    bare = own["unsigned_attrs"].native is None and whole["crls"].native is None
    bare = bare and whole["encap_content_info"].dump() == DETACHED
    return versions == ("v1", "v1") and algorithms == [own["digest_algorithm"].dump()] and bare


def _length(content: bytes) -> int:
    """How many bytes a DER sequence in the long form takes, by the length it states."""
    digits = content[1] & 0x7F
    return 2 + digits + int.from_bytes(content[2 : 2 + digits])


def _signed_itself(certificate: bytes) -> bool:
    own = x509.load_der_x509_certificate(certificate)
    try:
        own.verify_directly_issued_by(own)
    except Exception:
        return False
    return True


def _signer(signature: EmbeddedPdfSignature) -> tuple[str, datetime | None]:
    return str(signature.signer_cert.subject.native.get("common_name", "")), signature.self_reported_timestamp
