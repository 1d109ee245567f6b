"""Texts by Alibaba Cloud (Dysmsapi 2017-05-25): sent one by one, asked for by phone and day, known by their OutId."""

from __future__ import annotations

import json
import secrets
from collections.abc import Mapping, Sequence
from datetime import datetime
from functools import partial
from typing import Any

from desktop.casework.gateways.rows import Asked, Told
from desktop.casework.gateways.templates import Approval
from desktop.casework.message_rows import Handed, OutgoingText
from desktop.exchange.http_door import Malformed, PartnerFault
from desktop.exchange.sms.cloud import Cloud, Refused, hand_over, objects, told, words_of
from desktop.exchange.sms.gateway import NotTaken, Unclear
from desktop.exchange.sms.signatures import acs3_headers, canonical_query
from desktop.handbook.workdays import SHANGHAI

URL = "https://dysmsapi.aliyuncs.com"
_VERSION = "2017-05-25"
_SLOWER = {"分钟级": 70.0, "小时级": 3700.0, "天级": 21_600.0}
_OWN = ("SignatureDoesNotMatch", "InvalidAccessKeyId", "IncompleteSignature", "Forbidden", "InvalidTimeStamp",
        "SignatureNonceUsed", "isv.AMOUNT_NOT_ENOUGH", "isv.OUT_OF_SERVICE", "isv.ACCOUNT", "isp.RAM")  # fmt: skip
_UNSURE = ("InternalError", "ServiceUnavailable", "isp.SYSTEM_ERROR", "isp.GATEWAY_ERROR")
_FATES: Mapping[str, str] = {"2": "failed", "3": "delivered", "1": "accepted"}
_APPROVALS: Mapping[str, str] = {"0": "pending", "1": "approved", "2": "rejected"}
_REASONS: Mapping[str, str] = {
    "isv.SMS_TEMPLATE_ILLEGAL": "模板没有通过或不存在", "isv.SMS_SIGNATURE_ILLEGAL": "签名没有通过或不存在",
    "isv.MOBILE_NUMBER_ILLEGAL": "手机号不对", "isv.BLACK_KEY_CONTROL_LIMIT": "内容被运营商拦截",
    "isv.TEMPLATE_MISSING_PARAMETERS": "模板变量不全", "isv.PARAM_LENGTH_LIMIT": "变量太长",
    "MOBILE_NOT_ON_SERVICE": "空号或停机", "MOBILE_TERMINAL_ERROR": "手机终端问题", "BLACKLIST": "号码在黑名单",
    "isv.TEMPLATE_PARAMS_ILLEGAL": "变量不合规范",
}  # fmt: skip


class AliyunGateway:
    """One text a request; `sign` is the registered signature."""

    name = "阿里云短信"

    def __init__(self, cloud: Cloud, sign: str) -> None:
        self._cloud, self._sign = cloud, sign

    def submit(self, texts: Sequence[OutgoingText]) -> Sequence[Handed]:
        """Hand texts over; NotTaken, Unclear."""
        return [hand_over(partial(self._submit, text), partial(_judged, text.id)) for text in texts]

    def _submit(self, text: OutgoingText) -> Handed:
        given = json.dumps(dict(text.variables), ensure_ascii=False, separators=(",", ":"))
        answer = self._ask("SendSms", {
            "PhoneNumbers": text.phone, "SignName": self._sign, "TemplateCode": text.provider_template,
            "TemplateParam": given, "OutId": text.out_id,
        })  # fmt: skip
        return Handed(text.id, "submitted", told(answer, "BizId"))

    def states(self, asked: Sequence[Asked]) -> Sequence[Told]:
        """What the cloud knows of them; PartnerFault when it cannot be asked."""
        return [found for one in asked for found in self._state(one)]

    def _state(self, one: Asked) -> list[Told]:
        query = {"PhoneNumber": one.phone, "SendDate": f"{one.sent_at.astimezone(SHANGHAI):%Y%m%d}",
                 "PageSize": "50", "CurrentPage": "1"}  # fmt: skip
        try:
            answer = self._ask("QuerySendDetails", {**query, "BizId": one.number} if one.number else query)
        except Refused as refusal:
            raise PartnerFault(_sentence(refusal)) from refusal
        rows = answer.get("SmsSendDetailDTOs")
        details = objects(rows.get("SmsSendDetailDTO") if isinstance(rows, dict) else None)
        return [_told(row) for row in details if told(row, "SendStatus") in _FATES and told(row, "OutId")]

    def approvals(self, numbers: Sequence[str]) -> Mapping[str, Approval]:
        """How templates stand, by the cloud's numbers; unknown ones count as rejected."""
        return {number: self._approval(number) for number in numbers}

    def _approval(self, number: str) -> Approval:
        try:
            answer = self._ask("QuerySmsTemplate", {"TemplateCode": number})
        except Refused as refusal:
            if refusal.code.startswith(_OWN) or refusal.code.startswith("Throttling"):
                raise PartnerFault(_sentence(refusal)) from refusal
            return Approval("rejected", _sentence(refusal))
        state = _APPROVALS.get(told(answer, "TemplateStatus"), "pending")
        return Approval(state, told(answer, "Reason") if state == "rejected" else "")

    def _ask(self, action: str, values: Mapping[str, str]) -> dict[str, Any]:
        query = canonical_query(values)
        headers = acs3_headers(self._cloud.key, self._cloud.host, action, _VERSION, query=query,
                               at=self._cloud.clock(), nonce=secrets.token_hex(16))  # fmt: skip
        try:
            answer = self._cloud.door.ask("POST", f"/?{query}", headers=headers).json()
        except PartnerFault as fault:
            _tell(words_of(fault.body))
            raise
        if not isinstance(answer, dict) or not told(answer, "Code"):
            raise Malformed(f"{self.name}没有按约定回答。")
        _tell(answer)
        return answer


def _tell(answer: Mapping[str, Any]) -> None:
    code = told(answer, "Code")
    if code and code != "OK":
        raise Refused(code, told(answer, "Message"))


def _judged(message_id: int, refusal: Refused) -> Handed:
    """The cloud said no: later, never by this key, nobody knows, or never this text."""
    code = refusal.code
    if code.startswith("Throttling") or code == "isv.BUSINESS_LIMIT_CONTROL":
        wait = next((wait for word, wait in _SLOWER.items() if word in refusal.words), 30.0)
        raise NotTaken(f"网关要求慢一点：{_sentence(refusal)}", wait=wait,
                       alone=code == "isv.BUSINESS_LIMIT_CONTROL")  # fmt: skip
    if code.startswith(_OWN):
        raise NotTaken(f"网关不接受本台的密钥或账户：{_sentence(refusal)}", passing=False)
    if code.startswith(_UNSURE):
        raise Unclear(f"网关暂时出错：{_sentence(refusal)}")
    return Handed(message_id, "failed", reason=_sentence(refusal))


def _sentence(refusal: Refused) -> str:
    return f"{_REASONS.get(refusal.code, refusal.words)}（{refusal.code}）"


def _told(row: Mapping[str, Any]) -> Told:
    state, code = _FATES[told(row, "SendStatus")], told(row, "ErrCode")
    reason = f"{_REASONS.get(code, '运营商没有送达')}（{code or '未说明'}）" if state == "failed" else ""
    return Told(told(row, "OutId"), state, at=_moment(told(row, "ReceiveDate")), reason=reason)


def _moment(text: str) -> datetime | None:
    try:
        return datetime.strptime(text, "%Y-%m-%d %H:%M:%S").replace(tzinfo=SHANGHAI)
    except ValueError:
        return None
