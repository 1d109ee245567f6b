"""The signatures of the two clouds: what is signed, in their order, and the header that proves it."""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import NamedTuple
from urllib.parse import quote

ACS3, TC3 = "ACS3-HMAC-SHA256", "TC3-HMAC-SHA256"


class CloudKey(NamedTuple):
    """An access key: its number and its secret."""

    id: str
    secret: str

    def __repr__(self) -> str:
        return f"CloudKey({self.id!r}, …)"


def canonical_query(values: Mapping[str, str]) -> str:
    """The parameters sorted by name, each percent-encoded by RFC 3986: what is signed is what is sent."""
    return "&".join(f"{_quoted(name)}={_quoted(values[name])}" for name in sorted(values))


def _quoted(text: str) -> str:
    return quote(text, safe="-_.~")


def _canonical(method: str, query: str, headers: Mapping[str, str], body_sha256: str) -> tuple[str, str]:
    names = sorted(headers)
    lines = "".join(f"{name}:{headers[name].strip()}\n" for name in names)
    signed = ";".join(names)
    return "\n".join((method, "/", query, lines, signed, body_sha256)), signed


def acs3_headers(
    key: CloudKey, host: str, action: str, version: str, *, query: str, at: datetime, nonce: str, body: bytes = b"",
) -> dict[str, str]:  # fmt: skip
    """The headers of a POST to `/?query` at Alibaba Cloud, its Authorization among them (signature V3)."""
    content = hashlib.sha256(body).hexdigest()
    headers = {
        "host": host, "x-acs-action": action, "x-acs-content-sha256": content,
        "x-acs-date": f"{at.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}", "x-acs-signature-nonce": nonce,
        "x-acs-version": version,
    }  # fmt: skip
    canonical, signed = _canonical("POST", query, headers, content)
    proof = _hex(key.secret.encode(), f"{ACS3}\n{_sha256(canonical)}")
    return {**headers, "authorization": f"{ACS3} Credential={key.id},SignedHeaders={signed},Signature={proof}"}


def tc3_headers(key: CloudKey, host: str, *, body: bytes, at: datetime) -> dict[str, str]:
    """The headers of a POST of JSON at Tencent Cloud, its Authorization among them; the service is the host's first
    word."""
    headers = {"content-type": "application/json; charset=utf-8", "host": host}
    day, service = f"{at.astimezone(UTC):%Y-%m-%d}", host.partition(".")[0]
    canonical, signed = _canonical("POST", "", headers, hashlib.sha256(body).hexdigest())
    scope = f"{day}/{service}/tc3_request"
    signing = _mac(_mac(_mac(f"TC3{key.secret}".encode(), day), service), "tc3_request")
    stamp = str(int(at.timestamp()))
    proof = _hex(signing, f"{TC3}\n{stamp}\n{scope}\n{_sha256(canonical)}")
    told = f"{TC3} Credential={key.id}/{scope}, SignedHeaders={signed}, Signature={proof}"
    return {**headers, "x-tc-timestamp": stamp, "authorization": told}


def _sha256(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def _mac(key: bytes, text: str) -> bytes:
    return hmac.new(key, text.encode(), hashlib.sha256).digest()


def _hex(key: bytes, text: str) -> str:
    return _mac(key, text).hex()
