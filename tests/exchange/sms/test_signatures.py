"""The clouds' own published examples come out to the letter."""

from datetime import UTC, datetime

from desktop.exchange.sms.signatures import CloudKey, acs3_headers, canonical_query, tc3_headers

ALIYUN = "06563a9e1b43f5dfe96b81484da74bceab24a1d853912eee15083a6f0f3283c0"
TENCENT = "72e494ea809ad7a8c8f7a4507b9bddcbaa8e581f516e8da2f66e2c5a96525168"


def test_alibaba_clouds_published_example_comes_out():
    query = canonical_query(
        {"RegionId": "cn-shanghai", "ImageId": "win2019_1809_x64_dtc_zh-cn_40G_alibase_20230811.vhd"}
    )
    found = acs3_headers(
        CloudKey("YourAccessKeyId", "YourAccessKeySecret"), "ecs.cn-shanghai.aliyuncs.com", "RunInstances",
        "2014-05-26", query=query, at=datetime(2023, 10, 26, 10, 22, 32, tzinfo=UTC),
        nonce="3156853299f313e23d1673dc12e1703d",
    )  # fmt: skip
    assert found["authorization"] == (
        "ACS3-HMAC-SHA256 Credential=YourAccessKeyId,SignedHeaders=host;x-acs-action;x-acs-content-sha256;x-acs-date;"
        f"x-acs-signature-nonce;x-acs-version,Signature={ALIYUN}"
    )


def test_tencent_clouds_published_example_comes_out():
    body = rb'{"Limit": 1, "Filters": [{"Values": ["\u672a\u547d\u540d"], "Name": "instance-name"}]}'
    key = CloudKey("AKIDz8krbsJ5yKBZQpn74WFkmLPx3EXAMPLE", "Gu5t9xGARNpq86cd98joQYCN3EXAMPLE")
    found = tc3_headers(key, "cvm.tencentcloudapi.com", body=body, at=datetime.fromtimestamp(1551113065, UTC))
    assert found["authorization"] == (
        "TC3-HMAC-SHA256 Credential=AKIDz8krbsJ5yKBZQpn74WFkmLPx3EXAMPLE/2019-02-25/cvm/tc3_request, "
        f"SignedHeaders=content-type;host, Signature={TENCENT}"
    )


def test_a_query_is_encoded_as_the_cloud_encodes_it():
    assert canonical_query({"b": "a b*c~d/e", "A": "短信"}) == "A=%E7%9F%AD%E4%BF%A1&b=a%20b%2Ac~d%2Fe"


def test_a_key_does_not_show_its_secret():
    assert "s3cret" not in repr(CloudKey("id", "s3cret"))
