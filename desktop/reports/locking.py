"""A report's file locked for the way by e-mail: its pages to read, and inside it the issued file, byte for byte."""

from __future__ import annotations

import secrets
from io import BytesIO

from pypdf import PdfReader, PdfWriter
from pypdf.errors import PyPdfError
from pypdf.generic import NameObject

from desktop.faults import InputFault

_LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"
"""Without those that are taken for another when they are read out."""


class CannotOpen(InputFault):
    """A wrong password, or a file that this program did not lock."""


def new_password() -> str:
    """Three groups of four: about 59 bits, easily read out on the phone."""
    return "-".join("".join(secrets.choice(_LETTERS) for _ in range(4)) for _ in range(3))


def lock(pdf: bytes, name: str, password: str) -> bytes:
    """The locked file (AES-256): nothing of it, not even its title, can be read without the password.

    The pages are a copy without the signature, which holds for the issued file alone; that is attached as `name`.
    """
    writer = PdfWriter()
    for page in PdfReader(BytesIO(pdf)).pages:
        copied = writer.add_page(page)
        if "/Annots" in copied:
            del copied[NameObject("/Annots")]
    writer.add_attachment(name, pdf)
    writer.encrypt(user_password=password, owner_password=secrets.token_urlsafe(24), algorithm="AES-256")
    made = BytesIO()
    writer.write(made)
    return made.getvalue()


def unlock(locked: bytes, password: str) -> tuple[str, bytes]:
    """Name and bytes of the issued file inside; CannotOpen."""
    try:
        reader = PdfReader(BytesIO(locked))
        if reader.is_encrypted and not reader.decrypt(password):
            raise CannotOpen("口令不对")
        for name, contents in reader.attachments.items():
            return name, contents[0]
    except (PyPdfError, ValueError, KeyError) as fault:
        raise CannotOpen("打不开这个文件") from fault
    raise CannotOpen("这个文件里没有附带签发的文书")
