"""Two clouds' text services on this machine: they check every signature by a computation of their own and keep books.

`mood` makes the next sending go wrong: "slow" (accepted, but the answer never comes), "busy", "template", "error".
"""

from __future__ import annotations

import hashlib
import hmac
import json
import time
from datetime import UTC, datetime
from typing import Any
from urllib.parse import parse_qsl, urlsplit

KEY_ID, KEY_SECRET = "LTAItest", "s3cret-秘"


class TextCloud:
    """What both have in common: the texts that were accepted, by the id they came with, and their fate."""

    def __init__(self) -> None:
        self.accepted: dict[str, dict[str, Any]] = {}
        self.sendings, self.refusals = 0, 0
        self.mood, self.repeat = "", 1
        self.approval: tuple[Any, str] = self.APPROVED
        self.extra: list[str] = []

    def __call__(self, request: Any) -> None:
        """Answer one request; what is not signed rightly is never looked at."""
        if not self.is_signed(request):
            self.refusals += 1
            return self.say(request, self.unsigned())
        return self.answer(request)

    def take(self, out_id: str, given: dict[str, Any]) -> dict[str, Any]:
        """Book a text, or say what the mood says."""
        self.sendings += 1
        mood, self.mood = self.mood, ""
        if mood in ("busy", "template", "error"):
            return self.trouble(mood)
        assert out_id not in self.accepted, "sent twice"
        self.accepted[out_id] = {**given, "fate": "", "number": f"N{len(self.accepted) + 1}"}
        if mood == "slow":
            time.sleep(0.5)
        return self.taken(out_id)

    def settle(self, fate: str) -> None:
        """All that was accepted arrives or fails."""
        for one in self.accepted.values():
            one["fate"] = fate

    def say(self, request: Any, body: dict[str, Any], status: int = 200) -> None:
        """Write a JSON answer."""
        written = json.dumps(body, ensure_ascii=False).encode()
        request.send_response(status)
        request.send_header("Content-Length", str(len(written)))
        request.end_headers()
        request.wfile.write(written)


class FakeAliyun(TextCloud):
    """Dysmsapi: parameters in the query, signature V3."""

    APPROVED = (1, "")
    PENDING, REJECTED = (0, ""), (2, "含个人号码")
    kind = "aliyun"

    def is_signed(self, request: Any) -> bool:
        """Its own reading of signature V3, from what came over the line."""
        try:
            scheme, _, rest = request.headers["authorization"].partition(" ")
            parts = dict(piece.split("=", 1) for piece in rest.split(","))
        except (KeyError, ValueError, AttributeError):
            return False
        query = "&".join(sorted(urlsplit(request.path).query.split("&")))
        lines = [f"{name}:{request.headers[name]}" for name in parts["SignedHeaders"].split(";")]
        body_hash = hashlib.sha256(request.body).hexdigest()
        text = "\n".join(["POST", "/", query, *lines, "", parts["SignedHeaders"], body_hash])
        what = f"ACS3-HMAC-SHA256\n{hashlib.sha256(text.encode()).hexdigest()}"
        proof = hmac.digest(KEY_SECRET.encode(), what.encode(), "sha256").hex()
        named = {"host", "x-acs-action", "x-acs-date", "x-acs-content-sha256"} <= set(parts["SignedHeaders"].split(";"))
        return (scheme, parts["Credential"], parts["Signature"]) == ("ACS3-HMAC-SHA256", KEY_ID, proof) and named

    def unsigned(self) -> dict[str, Any]:
        return {"Code": "SignatureDoesNotMatch", "Message": "Specified signature does not match", "RequestId": "r"}

    def answer(self, request: Any) -> None:
        given = dict(parse_qsl(urlsplit(request.path).query))
        action = request.headers["x-acs-action"]
        if action == "SendSms":
            json.loads(given["TemplateParam"])
            body = self.take(given["OutId"], given)
        elif action == "QuerySendDetails":
            body = self.details(given)
        else:
            state, reason = self.approval
            body = {"Code": "OK", "TemplateStatus": state, "Reason": reason, "TemplateCode": given["TemplateCode"]}
        self.say(request, body, 400 if body["Code"].startswith("Throttling") else 200)

    def taken(self, out_id: str) -> dict[str, Any]:
        return {"Code": "OK", "Message": "OK", "BizId": self.accepted[out_id]["number"], "RequestId": "r"}

    def trouble(self, mood: str) -> dict[str, Any]:
        code = {"busy": "Throttling.User", "template": "isv.SMS_TEMPLATE_ILLEGAL", "error": "isp.SYSTEM_ERROR"}[mood]
        return {"Code": code, "Message": "no", "RequestId": "r"}

    def details(self, given: dict[str, str]) -> dict[str, Any]:
        codes = {"": (1, ""), "delivered": (3, "DELIVERED"), "failed": (2, "MOBILE_NOT_ON_SERVICE")}
        rows = [self._row(out_id, *codes[one["fate"]]) for out_id, one in self.accepted.items()
                if one["PhoneNumbers"] == given["PhoneNumber"] and given["SendDate"] == "20260923"]  # fmt: skip
        rows += [self._row(out_id, 3, "DELIVERED") for out_id in self.extra]
        return {"Code": "OK", "TotalCount": len(rows), "SmsSendDetailDTOs": {"SmsSendDetailDTO": rows * self.repeat}}

    @staticmethod
    def _row(out_id: str, status: int, code: str) -> dict[str, Any]:
        return {"OutId": out_id, "SendStatus": status, "ErrCode": code, "ReceiveDate": "2026-09-23 09:11:00"}


class FakeTencent(TextCloud):
    """SMS: JSON in the body, TC3."""

    APPROVED = (0, "")
    PENDING, REJECTED = (1, ""), (-1, "含个人号码")
    kind = "tencent"

    def is_signed(self, request: Any) -> bool:
        """Its own reading of TC3, from what came over the line."""
        head = request.headers
        try:
            scheme, credential, names, proof = (piece.split("=", 1)[-1].rstrip(",") for piece in
                                                head["authorization"].split(" "))  # fmt: skip
            _key, day, service, _end = credential.split("/")
        except (AttributeError, ValueError):
            return False
        stamp = head["x-tc-timestamp"]
        text = (f"POST\n/\n\ncontent-type:{head['content-type']}\nhost:{head['host']}\n\ncontent-type;host\n"
                + hashlib.sha256(request.body).hexdigest())  # fmt: skip
        signing = b"TC3" + KEY_SECRET.encode()
        for word in (day, service, "tc3_request"):
            signing = hmac.digest(signing, word.encode(), "sha256")
        what = f"TC3-HMAC-SHA256\n{stamp}\n{day}/{service}/tc3_request\n{hashlib.sha256(text.encode()).hexdigest()}"
        right = hmac.digest(signing, what.encode(), "sha256").hex()
        today = f"{datetime.fromtimestamp(int(stamp), UTC):%Y-%m-%d}"
        return (scheme, names, proof, day) == ("TC3-HMAC-SHA256", "content-type;host", right, today)

    def unsigned(self) -> dict[str, Any]:
        return self._error("AuthFailure.SignatureFailure")

    def answer(self, request: Any) -> None:
        given = json.loads(request.body)
        action = request.headers["x-tc-action"]
        assert request.headers["x-tc-version"] == "2021-01-11"
        if action == "SendSms":
            body = self.take(given["SessionContext"], given)
        elif action == "PullSmsSendStatusByPhoneNumber":
            body = {"Response": {"PullSmsSendStatusSet": self.receipts(given) * self.repeat, "RequestId": "r"}}
        else:
            state, reason = self.approval
            rows = [{"TemplateId": one, "StatusCode": state, "ReviewReply": reason} for one in given["TemplateIdSet"]]
            body = {"Response": {"DescribeTemplateStatusSet": rows}}
        self.say(request, body)

    def taken(self, out_id: str) -> dict[str, Any]:
        one = self.accepted[out_id]
        status = {"SerialNo": one["number"], "PhoneNumber": one["PhoneNumberSet"][0], "Fee": 1, "Code": "Ok",
                  "SessionContext": out_id, "Message": "send success"}  # fmt: skip
        return {"Response": {"SendStatusSet": [status], "RequestId": "r"}}

    def trouble(self, mood: str) -> dict[str, Any]:
        if mood == "template":
            status = {"Code": "FailedOperation.TemplateIncorrectOrUnapproved", "Message": "no", "SerialNo": ""}
            return {"Response": {"SendStatusSet": [status]}}
        return self._error({"busy": "RequestLimitExceeded", "error": "InternalError.Timeout"}[mood])

    def receipts(self, given: dict[str, Any]) -> list[dict[str, Any]]:
        rows = [self._receipt(out_id, one["number"], one["fate"]) for out_id, one in self.accepted.items()
                if one["fate"] and one["PhoneNumberSet"] == [given["PhoneNumber"]]]  # fmt: skip
        return rows + [self._receipt(out_id, "X", "delivered") for out_id in self.extra]

    @staticmethod
    def _receipt(out_id: str, number: str, fate: str) -> dict[str, Any]:
        arrived = fate == "delivered"
        return {"SessionContext": out_id, "SerialNo": number, "ReportStatus": "SUCCESS" if arrived else "FAIL",
                "Description": "DELIVRD" if arrived else "MK:0001", "UserReceiveTime": 1790125860}  # fmt: skip

    @staticmethod
    def _error(code: str) -> dict[str, Any]:
        return {"Response": {"Error": {"Code": code, "Message": "no"}, "RequestId": "r"}}
