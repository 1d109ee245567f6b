"""A secret comes from the environment first, then from the system's keychain, and lies in no file."""

import keyring
import pytest
from keyring.backend import KeyringBackend
from keyring.backends.fail import Keyring as NoKeychain

from desktop.exchange.keychain import keep_secret, secret
from desktop.faults import OutsideFault


class Kept(KeyringBackend):
    """A keychain that lives as long as the test."""

    priority = 1

    def __init__(self):
        super().__init__()
        self.kept = {}

    def get_password(self, service, username):
        return self.kept.get((service, username))

    def set_password(self, service, username, password):
        self.kept[service, username] = password

    def delete_password(self, service, username):
        del self.kept[service, username]


@pytest.fixture
def using():
    before = keyring.get_keyring()
    yield keyring.set_keyring
    keyring.set_keyring(before)


def test_the_keychain_keeps_a_secret_until_it_is_taken_out(using):
    using(Kept())
    keep_secret("carrier.token", "秘")
    assert secret("carrier.token", {}) == "秘"
    keep_secret("carrier.token", "")
    keep_secret("carrier.token", "")
    assert secret("carrier.token", {}) == ""


def test_the_environment_comes_first(using):
    using(Kept())
    keep_secret("carrier.token", "kept")
    assert secret("carrier.token", {"CAREDESK_CARRIER_TOKEN": "told"}) == "told"


def test_without_a_keychain_there_is_no_secret_and_keeping_one_names_the_variable(using):
    using(NoKeychain())
    assert secret("sms.aliyun-key", {}) == ""
    with pytest.raises(OutsideFault, match="CAREDESK_SMS_ALIYUN_KEY"):
        keep_secret("sms.aliyun-key", "x")
