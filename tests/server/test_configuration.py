"""Settings as they take effect: sources told, passwords hidden, and the file to start from made of the same list."""

from pathlib import Path

import pytest

from server.configuration import effective, example, masked, public_keys
from server.settings import KEYS, SettingsProblem, from_env, in_file

ROOT = Path(__file__).resolve().parents[2]


def test_each_value_has_its_source_and_no_password_is_shown(tmp_path):
    file = {"DAFU_PHONE": "0571-1", "DAFU_DATABASE": "postgresql://a:secret-1@h/d"}
    process = {"DAFU_PHONE": "0571-2", "DAFU_DATA": str(tmp_path), "DAFU_METRICS": "secret-2-secret-2"}
    said = {one.key: one for one in effective(from_env({**file, **process}), process, file)}
    assert (said["DAFU_PHONE"].value, said["DAFU_PHONE"].source) == ("0571-2", "环境变量")
    assert (said["DAFU_DATABASE"].value, said["DAFU_DATABASE"].source) == ("postgresql://a:***@h/d", ".env")
    assert said["DAFU_LOG"].source == "缺省"
    assert "secret" not in "".join(one.value for one in said.values())
    assert tuple(sorted(said)) == tuple(sorted(public_keys()))


@pytest.mark.parametrize("url", ["smtp://mail.test:25", "sqlite:////srv/a", "", "postgresql://a@h/d"])
def test_an_address_without_a_password_stays_as_it_is(url):
    assert masked(url) == url


def test_the_example_is_made_of_the_settings_and_can_be_read(tmp_path):
    text = example()
    assert (ROOT / ".env.example").read_text(encoding="utf-8") == text, "run: dafu config example > .env.example"
    (tmp_path / ".env").write_text(text.replace("#DAFU_", "DAFU_"), encoding="utf-8")
    read = in_file(tmp_path / ".env")
    assert set(read) == set(public_keys()) < set(KEYS)
    from_env(read)


def test_a_file_says_values_plain_and_quoted_and_no_riddles(tmp_path):
    file = tmp_path / ".env"
    file.write_text("# 说明\n\nexport DAFU_PHONE='0571 1'\nDAFU_DATA=/srv/a=b\nOTHER=1\n", encoding="utf-8")
    assert in_file(file) == {"DAFU_PHONE": "0571 1", "DAFU_DATA": "/srv/a=b"}
    file.write_text("DAFU_PHONE\n", encoding="utf-8")
    with pytest.raises(SettingsProblem, match="第 1 行"):
        in_file(file)
    assert in_file(tmp_path / "none") == {}


@pytest.mark.parametrize(("key", "value"), [("DAFU_LOG", "xml"), ("DAFU_METRICS", "short")])
def test_a_value_that_cannot_be_used_is_refused(key, value):
    with pytest.raises(SettingsProblem, match=key):
        from_env({key: value})
