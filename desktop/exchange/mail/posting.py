"""One e-mail with one locked file, over TLS with a proven server or not at all; the password is never in it."""

from __future__ import annotations

import smtplib
import ssl
from dataclasses import dataclass
from email.message import EmailMessage
from email.policy import SMTP
from pathlib import Path

from desktop.casework.gateways.settings import MailSettings
from desktop.exchange.http_door import trust
from desktop.faults import InputFault, OutsideFault

PASSWORD = "mail.password"
"""The name of the secret with which the desk logs in at its mail server."""

_BODY = "您好：\n\n附件是您的服务文书，已用口令加密。口令由本台另用电话或短信告知，不会写在邮件里。\n"


class MailFault(OutsideFault):
    """The mail did not go; `unsure` says that nobody knows."""

    def __init__(self, sentence: str, *, unsure: bool = False) -> None:
        super().__init__(sentence)
        self.sentence, self.unsure = sentence, unsure


@dataclass(frozen=True, slots=True)
class Mail:
    """What goes: a neutral subject, one receiver, one locked file; `number` makes the Message-ID."""

    to: str
    subject: str
    name: str
    locked: bytes
    number: str


def written(mail: Mail, sender: str) -> EmailMessage:
    """The message; nothing in it tells of an illness or the password."""
    if not mail.locked.startswith(b"%PDF-") or b"/Encrypt" not in mail.locked:
        raise InputFault("只发加密的 PDF")
    message = EmailMessage(policy=SMTP)
    message["From"], message["To"], message["Subject"] = sender, mail.to, mail.subject
    message["Message-ID"] = f"<{mail.number}@{sender.partition('@')[2]}>"
    message.set_content(_BODY)
    message.add_attachment(mail.locked, maintype="application", subtype="pdf", filename=mail.name)
    return message


def post(mail: Mail, settings: MailSettings, password: str, timeout: float = 30) -> None:
    """Hand it to the server once; MailFault, whose `unsure` says that the server may have it all the same."""
    message = written(mail, settings.sender)
    try:
        line = _open(settings, timeout)
    except (OSError, smtplib.SMTPException) as fault:
        raise MailFault(_sentence(fault)) from fault
    try:
        _hand(line, message, settings, password)
    finally:
        _close(line)


def greet(settings: MailSettings, password: str, timeout: float = 30) -> None:
    """Open the line, log in where that is set, and hang up; no mail goes. MailFault."""
    try:
        line = _open(settings, timeout)
    except (OSError, smtplib.SMTPException) as fault:
        raise MailFault(_sentence(fault)) from fault
    try:
        if settings.user:
            line.login(settings.user, password)
        _check(line.noop())
    except (OSError, smtplib.SMTPException) as fault:
        raise MailFault(_sentence(fault)) from fault
    finally:
        _close(line)


def _open(settings: MailSettings, timeout: float) -> smtplib.SMTP:
    context = trust(Path(settings.ca_file) if settings.ca_file else None)
    if settings.security == "tls":
        return smtplib.SMTP_SSL(settings.host, settings.port, timeout=timeout, context=context)
    line = smtplib.SMTP(settings.host, settings.port, timeout=timeout)
    try:
        line.starttls(context=context)
    except BaseException:
        line.close()
        raise
    return line


def _hand(line: smtplib.SMTP, message: EmailMessage, settings: MailSettings, password: str) -> None:
    try:
        if settings.user:
            line.login(settings.user, password)
        line.ehlo_or_helo_if_needed()
        _check(line.mail(settings.sender))
        _check(line.rcpt(str(message["To"])))
    except (OSError, smtplib.SMTPException) as fault:
        raise MailFault(_sentence(fault)) from fault
    try:
        code, words = line.data(message.as_bytes())
    except smtplib.SMTPDataError as fault:
        raise MailFault(_sentence(fault)) from fault
    except (OSError, smtplib.SMTPException) as fault:
        raise MailFault("邮件服务器没有说明是否收下。", unsure=True) from fault
    _check((code, words))


def _check(answer: tuple[int, bytes]) -> None:
    if not 200 <= answer[0] < 300:
        raise MailFault(f"邮件服务器不收（{answer[0]}）。")


def _close(line: smtplib.SMTP) -> None:
    """Whatever goes wrong now changes nothing of what was handed over."""
    try:
        line.quit()
    except (OSError, smtplib.SMTPException):
        line.close()


def _sentence(fault: Exception) -> str:
    if isinstance(fault, ssl.SSLCertVerificationError):
        return "邮件服务器的证书不可信，没有发送任何内容。"
    if isinstance(fault, smtplib.SMTPAuthenticationError):
        return "邮件服务器不接受用户名或口令。"
    if isinstance(fault, smtplib.SMTPNotSupportedError):
        return "邮件服务器不支持加密，没有发送。"
    if isinstance(fault, smtplib.SMTPResponseException):
        return f"邮件服务器不收（{fault.smtp_code}）。"
    return "连不上邮件服务器，或连接中断。"
