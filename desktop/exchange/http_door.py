"""Asks a partner over HTTPS: verified, timed, measured, and every failure a known fault with one plain sentence."""

from __future__ import annotations

import hashlib
import ipaddress
import json
import ssl
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from types import TracebackType
from typing import Any
from urllib.parse import urlsplit

import httpx

from desktop.faults import InputFault, OutsideFault

_LATER = frozenset((408, 425, 429, 500, 502, 503, 504))
"""Answers that say: the same question may well be answered later."""


class PartnerFault(OutsideFault):
    """An exchange that came to nothing; `passing` says that asking again later may help, `sentence` is for the user."""

    def __init__(self, sentence: str, *, passing: bool = True, status: int = 0, retry_after: float = 0) -> None:
        super().__init__(sentence)
        self.sentence, self.passing, self.status, self.retry_after = sentence, passing, status, retry_after
        self.sent_sha256 = ""


class NotTrusted(PartnerFault):
    """The partner's certificate does not prove that it is the partner; nothing was sent."""


class TooLarge(PartnerFault):
    """The answer is longer than any sound answer."""


class Malformed(PartnerFault):
    """The answer is not what the contract says."""


@dataclass(frozen=True, slots=True)
class Limits:
    """Seconds to connect, for one silence, and for a whole exchange; the longest answer in bytes."""

    connect: float = 10
    silence: float = 20
    whole: float = 60
    answer_bytes: int = 8 << 20


@dataclass(frozen=True, slots=True)
class Partner:
    """Whom to ask: `base` is https (http on this machine alone), `ca_file` the only issuer trusted when named.

    `headers` go with every question; they may carry the secret, so they are never shown or kept.
    """

    base: str
    ca_file: Path | None = None
    headers: Mapping[str, str] = field(default_factory=dict, repr=False)
    name: str = "对方服务器"


@dataclass(frozen=True, slots=True)
class Answer:
    """A partner's answer below 400, read whole."""

    status: int
    headers: Mapping[str, str]
    body: bytes
    seconds: float
    sent_sha256: str

    @property
    def sha256(self) -> str:
        """The hash of what was answered, in hex."""
        return hashlib.sha256(self.body).hexdigest()

    def json(self) -> Any:
        """The answer as JSON; Malformed when it is none."""
        try:
            return json.loads(self.body.decode("utf-8"), parse_constant=_no_constant)
        except (ValueError, RecursionError):
            raise Malformed("对方的回答不是 JSON。", status=self.status) from None


def _no_constant(name: str) -> Any:
    raise ValueError(name)


def check_base(base: str) -> str:
    """The address without a slash at its end; InputFault unless it is https, or http on this very machine."""
    parts = urlsplit(base.strip())
    if parts.scheme not in ("http", "https") or not parts.hostname or parts.query or parts.fragment:
        raise InputFault(f"「{base}」不是网址，应写成 https://主机/路径")
    if parts.username or parts.password:
        raise InputFault("网址里不能写用户名和口令，请放进系统钥匙串或环境变量")
    if parts.scheme == "http" and not _is_loopback(parts.hostname):
        raise InputFault(f"「{base}」没有加密：除本机调试外，只能用 https://")
    return base.strip().rstrip("/")


def _is_loopback(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


class HttpDoor:
    """One partner's door: connections are kept and used again; use it as a context or close it.

    One thread at a time. Redirects are never followed, and no proxy stands between the desk and this machine.
    `stopped` is asked while an answer comes in: true gives it up, as when the window closes.
    """

    def __init__(
        self, partner: Partner, limits: Limits | None = None, stopped: Callable[[], bool] = lambda: False
    ) -> None:
        base = check_base(partner.base)
        self.partner, self.limits, self._stopped = partner, limits or Limits(), stopped
        near = _is_loopback(urlsplit(base).hostname or "")
        self._client = httpx.Client(
            base_url=base, verify=_trust(partner.ca_file), trust_env=not near, follow_redirects=False,
            headers={"Accept": "application/json", "Accept-Encoding": "identity", **partner.headers},
            timeout=httpx.Timeout(self.limits.silence, connect=self.limits.connect),
        )  # fmt: skip

    def __enter__(self) -> HttpDoor:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, fault: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Let the connections go."""
        self._client.close()

    def ask(
        self, method: str, path: str, *, params: Mapping[str, str | int] | None = None, json_: Any = None,
        body: bytes | None = None, headers: Mapping[str, str] | None = None,
    ) -> Answer:  # fmt: skip
        """Ask once. `json_` or `body` is what is sent; raises PartnerFault, also for every answer of 300 and above.

        The fault knows the hash of what was sent, as an answer does.
        """
        content, extra = _content(json_, body)
        sent = hashlib.sha256(content or b"").hexdigest()
        request = self._client.build_request(
            method, path, params=params, content=content, headers={**extra, **(headers or {})}
        )
        try:
            return self._exchange(request, sent)
        except PartnerFault as fault:
            fault.sent_sha256 = sent
            raise

    def _exchange(self, request: httpx.Request, sent: str) -> Answer:
        begun = time.monotonic()
        try:
            answer = self._client.send(request, stream=True)
            try:
                read = self._read(answer, begun)
            finally:
                answer.close()
        except httpx.HTTPError as fault:
            raise _fault_of(fault, self.partner.name) from fault
        self._check_status(answer, read)
        return Answer(answer.status_code, dict(answer.headers), read, time.monotonic() - begun, sent)

    def _read(self, answer: httpx.Response, begun: float) -> bytes:
        """The body, given up as soon as it is too long or takes too long: a drip never ends by silence."""
        if answer.headers.get("content-encoding", "identity").lower() != "identity":
            raise Malformed(f"{self.partner.name}的回答被压缩过，本台不接受。", status=answer.status_code)
        most, parts, size = self.limits.answer_bytes, [], 0
        for part in answer.iter_raw():
            size += len(part)
            if size > most:
                raise TooLarge(f"{self.partner.name}的回答超过 {most >> 10} KB，没有采用。", status=answer.status_code)
            if self._stopped():
                raise PartnerFault("窗口关闭，这次没有谈完。")
            if time.monotonic() - begun > self.limits.whole:
                raise PartnerFault(f"{self.partner.name}在 {self.limits.whole:.0f} 秒内没有答完。")
            parts.append(part)
        return b"".join(parts)

    def _check_status(self, answer: httpx.Response, body: bytes) -> None:
        status = answer.status_code
        if status < 300:
            return
        told = _SENTENCES.get(status) or ("没有按约定回答" if status < 500 else "暂时出错")
        raise PartnerFault(
            f"{self.partner.name}{told}（{status}）{_reason(body)}。", passing=status in _LATER or status >= 500,
            status=status, retry_after=_retry_after(answer.headers.get("retry-after", "")),
        )  # fmt: skip


_SENTENCES = {
    401: "不接受本台的密钥", 403: "不允许本台使用", 404: "没有这个地址", 410: "已不认得这个位置", 429: "要求慢一点",
    503: "暂停服务",
}  # fmt: skip


def _reason(body: bytes) -> str:
    """What the partner itself says of it: {"reason": "…"}, at most 80 characters; nothing else is repeated."""
    try:
        told = json.loads(body.decode("utf-8"))["reason"]
    except (ValueError, KeyError, TypeError, RecursionError):
        return ""
    return f"：{' '.join(told.split())[:80]}" if isinstance(told, str) and told.isprintable() else ""


def _content(value: Any, body: bytes | None) -> tuple[bytes | None, dict[str, str]]:
    if value is None:
        return body, {}
    written = json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode("utf-8")
    return written, {"Content-Type": "application/json; charset=utf-8"}


def _retry_after(text: str) -> float:
    """The seconds a partner asks to wait, at most an hour; a date is not understood, and the usual wait serves."""
    return min(float(text), 3600) if text.isascii() and text.isdigit() else 0


def _trust(ca_file: Path | None) -> ssl.SSLContext:
    """Verifies name and issuer from TLS 1.2 on; InputFault for a CA file that is none."""
    try:
        context = ssl.create_default_context(cafile=str(ca_file) if ca_file else None)
    except (OSError, ssl.SSLError) as fault:
        raise InputFault(f"证书文件「{ca_file}」读不出来，应为 PEM 格式的根证书") from fault
    context.minimum_version = ssl.TLSVersion.TLSv1_2
    return context


def _fault_of(fault: httpx.HTTPError, name: str) -> PartnerFault:
    if _is_certificate(fault):
        return NotTrusted(f"{name}的证书不可信，没有发送任何内容；请核对网址或根证书。", passing=False)
    if isinstance(fault, httpx.ConnectTimeout | httpx.ConnectError | httpx.ProxyError):
        return PartnerFault(f"连不上{name}，稍后自动再试。")
    if isinstance(fault, httpx.TimeoutException):
        return PartnerFault(f"{name}没有及时回答，稍后自动再试。")
    if isinstance(fault, httpx.DecodingError | httpx.RemoteProtocolError):
        return Malformed(f"{name}的回答不完整，稍后自动再试。")
    return PartnerFault(f"与{name}的连接中断，稍后自动再试。")


def _is_certificate(fault: BaseException | None) -> bool:
    while fault is not None:
        if isinstance(fault, ssl.SSLCertVerificationError):
            return True
        fault = fault.__cause__ or fault.__context__
    return False
