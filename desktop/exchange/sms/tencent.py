"""Texts by Tencent Cloud (SMS 2021-01-11): sent one by one, asked for by phone, known by their SessionContext.

Receipts are asked for by phone and not taken from the queue of all: what a desk that is killed has read is not lost.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from functools import partial
from typing import Any

from desktop.casework.gateways.rows import Asked, Told
from desktop.casework.gateways.templates import Approval
from desktop.casework.message_rows import Handed, OutgoingText
from desktop.casework.texts import text_set
from desktop.exchange.http_door import Malformed, PartnerFault
from desktop.exchange.sms.cloud import Cloud, Refused, hand_over, objects, told
from desktop.exchange.sms.gateway import NotTaken, Unclear
from desktop.exchange.sms.signatures import tc3_headers

URL = "https://sms.tencentcloudapi.com"
_VERSION = "2021-01-11"
_SLOWER: Mapping[str, float] = {
    "LimitExceeded.PhoneNumberThirtySecondLimit": 35, "LimitExceeded.PhoneNumberOneHourLimit": 3700,
    "LimitExceeded.PhoneNumberDailyLimit": 21_600, "LimitExceeded.DeliveryFrequencyLimit": 60,
    "RequestLimitExceeded": 30,
}  # fmt: skip
_OWN = ("AuthFailure", "UnauthorizedOperation", "FailedOperation.InsufficientBalance", "InvalidParameterValue.SdkAppId")
_UNSURE = ("InternalError", "ResourceUnavailable", "FailedOperation.JsonParseFail")
_REASONS: Mapping[str, str] = {
    "FailedOperation.TemplateIncorrectOrUnapproved": "模板没有通过或不存在",
    "FailedOperation.SignatureIncorrectOrUnapproved": "签名没有通过或不存在",
    "InvalidParameterValue.IncorrectPhoneNumber": "手机号不对",
    "FailedOperation.PhoneNumberInBlacklist": "号码在黑名单", "FailedOperation.ContainSensitiveWord": "内容含敏感词",
    "FailedOperation.TemplateParamSetNotMatchApprovedTemplate": "变量与报备的模板不符",
}  # fmt: skip
_APPROVALS: Mapping[str, str] = {"0": "approved", "1": "pending", "-1": "rejected"}


class TencentGateway:
    """One text a request; `app` is the SdkAppId, `sign` the registered signature."""

    name = "腾讯云短信"

    def __init__(self, cloud: Cloud, sign: str, app: str, region: str) -> None:
        self._cloud, self._sign, self._app, self._region = cloud, sign, app, region

    def submit(self, texts: Sequence[OutgoingText]) -> Sequence[Handed]:
        """Hand texts over; NotTaken, Unclear."""
        return [hand_over(partial(self._submit, text), partial(_judged, text.id)) for text in texts]

    def _submit(self, text: OutgoingText) -> Handed:
        order = text_set().templates[text.template].variables
        answer = self._ask("SendSms", {
            "PhoneNumberSet": [f"+86{text.phone}"], "SmsSdkAppId": self._app, "SignName": self._sign,
            "TemplateId": text.provider_template, "TemplateParamSet": [text.variables[name] for name in order],
            "SessionContext": text.out_id,
        })  # fmt: skip
        status = next(iter(objects(answer.get("SendStatusSet"))), None)
        if status is None:
            raise Unclear(f"{self.name}没有说明短信的下落。")
        if told(status, "Code") != "Ok":
            raise Refused(told(status, "Code"), told(status, "Message"))
        return Handed(text.id, "submitted", told(status, "SerialNo"))

    def states(self, asked: Sequence[Asked]) -> Sequence[Told]:
        """What the cloud knows of them; PartnerFault when it cannot be asked."""
        return [found for one in asked for found in self._state(one)]

    def _state(self, one: Asked) -> list[Told]:
        try:
            answer = self._ask("PullSmsSendStatusByPhoneNumber", {
                "BeginTime": int(one.sent_at.timestamp()) - 60, "Offset": 0, "Limit": 100,
                "PhoneNumber": f"+86{one.phone}", "SmsSdkAppId": self._app,
            })  # fmt: skip
        except Refused as refusal:
            raise PartnerFault(_sentence(refusal)) from refusal
        found = [_told(row, one) for row in objects(answer.get("PullSmsSendStatusSet"))]
        return [each for each in found if each.out_id]

    def approvals(self, numbers: Sequence[str]) -> Mapping[str, Approval]:
        """How templates stand, by the cloud's numbers; a number that is none counts as rejected."""
        whole = [int(number) for number in numbers if number.isascii() and number.isdigit()]
        wrong = {number: Approval("rejected", "模板编号应为数字") for number in numbers if not number.isdigit()}
        return {**wrong, **self._approvals(whole)} if whole else wrong

    def _approvals(self, numbers: Sequence[int]) -> Mapping[str, Approval]:
        try:
            answer = self._ask("DescribeSmsTemplateList", {"International": 0, "TemplateIdSet": list(numbers)})
        except Refused as refusal:
            raise PartnerFault(_sentence(refusal)) from refusal
        rows = objects(answer.get("DescribeTemplateStatusSet"))
        return {told(row, "TemplateId"): Approval(_APPROVALS.get(told(row, "StatusCode"), "pending"),
                                                  told(row, "ReviewReply")) for row in rows}  # fmt: skip

    def _ask(self, action: str, values: Mapping[str, Any]) -> dict[str, Any]:
        body = json.dumps(values, ensure_ascii=False, separators=(",", ":")).encode()
        headers = {
            **tc3_headers(self._cloud.key, self._cloud.host, body=body, at=self._cloud.clock()),
            "x-tc-action": action, "x-tc-version": _VERSION, "x-tc-region": self._region,
        }  # fmt: skip
        answer = self._cloud.door.ask("POST", "/", body=body, headers=headers).json()
        response = answer.get("Response") if isinstance(answer, dict) else None
        if not isinstance(response, dict):
            raise Malformed(f"{self.name}没有按约定回答。")
        error = response.get("Error")
        if error is not None:
            raise Refused(told(error, "Code"), told(error, "Message"))
        return response


def _judged(message_id: int, refusal: Refused) -> Handed:
    """The cloud said no: later, never by this key, nobody knows, or never this text."""
    code = refusal.code
    wait = next((wait for start, wait in _SLOWER.items() if code.startswith(start)), 0.0)
    if wait or code.startswith("LimitExceeded"):
        raise NotTaken(f"网关要求慢一点：{_sentence(refusal)}", wait=wait or 60,
                       alone=code.startswith("LimitExceeded.PhoneNumber"))  # fmt: skip
    if code.startswith(_OWN):
        raise NotTaken(f"网关不接受本台的密钥或账户：{_sentence(refusal)}", passing=False)
    if code.startswith(_UNSURE) or not code:
        raise Unclear(f"网关暂时出错：{_sentence(refusal)}")
    return Handed(message_id, "failed", reason=_sentence(refusal))


def _sentence(refusal: Refused) -> str:
    return f"{_REASONS.get(refusal.code, refusal.words)}（{refusal.code}）"


def _told(row: Mapping[str, Any], one: Asked) -> Told:
    """By its own id; by the serial number where the receipt does not repeat the id."""
    own = told(row, "SessionContext")
    out_id = own or (one.out_id if one.number and told(row, "SerialNo") == one.number else "")
    arrived = told(row, "ReportStatus") == "SUCCESS"
    stamp = row.get("UserReceiveTime")
    at = datetime.fromtimestamp(stamp, UTC) if isinstance(stamp, int) and 0 < stamp < 1 << 40 else None
    reason = "" if arrived else f"运营商没有送达（{told(row, 'Description') or '未说明'}）"
    return Told(out_id, "delivered" if arrived else "failed", told(row, "SerialNo"), at, reason)
