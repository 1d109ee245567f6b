"""Seals a content into a file: AES-GCM block by block, so that no block can be read, changed, swapped or left out."""

from __future__ import annotations

import hashlib
import hmac
import os
from collections.abc import Iterator
from importlib import import_module
from typing import TYPE_CHECKING, BinaryIO

from desktop.models.errors import Damaged

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

MAGIC = b"CDCONT1\n"
BLOCK = 64 << 10
_SALT, _TAG = 16, 16
_DAMAGED = "附件的内容已损坏或被改动，没有打开；请从最近一次通过检查的备份恢复。"


def damaged() -> Damaged:
    """The fault of a content that is not what was stored."""
    return Damaged(_DAMAGED, "content")


def seal(source: BinaryIO, target: BinaryIO, key: bytes, sha256: str) -> None:
    """Write what is left in `source` to `target`; raises Damaged when it is not the content of that hash.

    The source may be a file that somebody changes while it is read, which is why the hash is taken again.
    """
    salt, seen = os.urandom(_SALT), hashlib.sha256()
    cipher = _cipher(key, salt, sha256)
    target.write(MAGIC + salt)
    block, place = source.read(BLOCK), 0
    while True:
        following = source.read(BLOCK) if block else b""
        seen.update(block)
        target.write(cipher.encrypt(_nonce(place), block, _bound(sha256, place, not following)))
        if not following:
            break
        block, place = following, place + 1
    if seen.hexdigest() != sha256:
        raise Damaged("文件在读取时被改动，没有保存；请等它写完再试。", "content_changed")


def unseal(sealed: BinaryIO, key: bytes, sha256: str) -> Iterator[bytes]:
    """The content's blocks; raises Damaged at the first one that was not written by `seal` at this place."""
    if sealed.read(len(MAGIC)) != MAGIC:
        raise damaged()
    cipher, place = _cipher(key, sealed.read(_SALT), sha256), 0
    block = sealed.read(BLOCK + _TAG)
    while True:
        following = sealed.read(BLOCK + _TAG)
        yield _opened(cipher, block, _nonce(place), _bound(sha256, place, not following))
        if not following:
            return
        block, place = following, place + 1


def _opened(cipher: AESGCM, block: bytes, nonce: bytes, bound: bytes) -> bytes:
    try:
        opened = cipher.decrypt(nonce, block, bound)
    except Exception as fault:  # InvalidTag, or ValueError for a block that is no block
        raise damaged() from fault
    return opened


def _cipher(key: bytes, salt: bytes, sha256: str) -> AESGCM:
    """A cipher whose key no other file has, so that counted nonces never meet again."""
    aead = import_module("cryptography.hazmat.primitives.ciphers.aead")
    cipher: AESGCM = aead.AESGCM(hmac.digest(key, salt + bytes.fromhex(sha256), "sha256"))
    return cipher


def _nonce(place: int) -> bytes:
    return place.to_bytes(12, "big")


def _bound(sha256: str, place: int, last: bool) -> bytes:
    return bytes.fromhex(sha256) + place.to_bytes(8, "big") + bytes([last])
