"""Settings: what the environment may say, and what is refused."""

from datetime import date

import pytest

from cases.vocabulary import PasswordProfile
from server.settings import KEYS, SettingsProblem, from_env


def test_database_lies_in_the_data_folder_unless_named(tmp_path):
    settings = from_env({"DAFU_DATA": str(tmp_path)})
    assert settings.database_url == f"sqlite:///{tmp_path / 'dafu.sqlite'}"
    named = from_env({"DAFU_DATA": str(tmp_path), "DAFU_DATABASE": "postgresql://u@h/d"})
    assert named.database_url == "postgresql://u@h/d"


def test_demo_and_real_data_never_share_a_folder():
    assert from_env({}, demo=True).data_dir != from_env({}).data_dir


@pytest.mark.parametrize("wrong", ["DAFU_DATAS", "DAFU_OFFICE_KEY", "DAFU_SOMETHING"])
def test_unknown_key_is_refused_and_named(wrong):
    with pytest.raises(SettingsProblem, match=wrong):
        from_env({wrong: "x"})


def test_near_miss_names_the_right_key():
    with pytest.raises(SettingsProblem, match="DAFU_DATA？"):
        from_env({"DAFU_DATAS": "x"})


def test_every_key_is_explained():
    assert all(key.startswith("DAFU_") and text for key, text in KEYS.items())


MAIL = {
    "DAFU_MAIL_URL": "smtp://mail.test:25",
    "DAFU_MAIL_FROM": "答复 <dafu@x.test>",
    "DAFU_BASE_URL": "https://x.test",
}


def test_mail_needs_server_sender_and_address_together():
    settings = from_env(MAIL)
    assert settings.mail_url == MAIL["DAFU_MAIL_URL"] and settings.mail_from == MAIL["DAFU_MAIL_FROM"]
    assert from_env({}).mail_url is None


@pytest.mark.parametrize(
    ("key", "value"),
    [("DAFU_MAIL_URL", "mail.test"), ("DAFU_MAIL_URL", "http://mail.test"), ("DAFU_MAIL_FROM", "somebody"),
     ("DAFU_MAIL_FROM", ""), ("DAFU_BASE_URL", "")],
)  # fmt: skip
def test_half_a_mail_setting_is_refused(key, value):
    with pytest.raises(SettingsProblem):
        from_env({**MAIL, key: value})


def test_fonts_lie_beside_the_data_unless_named_and_are_strict_only_where_said(tmp_path):
    plain = from_env({"DAFU_DATA": str(tmp_path)})
    assert (plain.fonts_dir, plain.strict_fonts) == (tmp_path / "fonts", False)
    named = from_env({"DAFU_FONTS": str(tmp_path / "f"), "DAFU_FONTS_STRICT": "1"})
    assert (named.fonts_dir, named.strict_fonts) == (tmp_path / "f", True)


def test_the_second_factor_is_offered_needed_or_needed_from_a_day():
    assert from_env({}).factor_from is None and from_env({"DAFU_SECOND_FACTOR": "offered"}).factor_from is None
    assert from_env({"DAFU_SECOND_FACTOR": "required"}).factor_from == date.min
    assert from_env({"DAFU_SECOND_FACTOR": "2027-03-01"}).factor_from == date(2027, 3, 1)
    with pytest.raises(SettingsProblem, match="DAFU_SECOND_FACTOR"):
        from_env({"DAFU_SECOND_FACTOR": "soon"})


def test_passwords_are_held_to_one_of_two_profiles():
    assert from_env({}).password_profile is PasswordProfile.DENGBAO
    assert from_env({"DAFU_PASSWORD_PROFILE": "asvs"}).password_profile is PasswordProfile.ASVS
    with pytest.raises(SettingsProblem, match="DAFU_PASSWORD_PROFILE"):
        from_env({"DAFU_PASSWORD_PROFILE": "none"})


def test_the_index_is_in_the_database_unless_it_is_sqlite_or_said_otherwise(tmp_path):
    data, postgres = {"DAFU_DATA": str(tmp_path)}, {"DAFU_DATABASE": "postgresql://u@h/d"}
    assert from_env(data | postgres).index_dir is None
    for embedded in (data, data | {"DAFU_SEARCH": "embedded"}, data | postgres | {"DAFU_SEARCH": "embedded"}):
        assert from_env(embedded).index_dir == tmp_path / "index"
    for wrong in (data | {"DAFU_SEARCH": "database"}, data | postgres | {"DAFU_SEARCH": "rum"}):
        with pytest.raises(SettingsProblem, match="DAFU_SEARCH"):
            from_env(wrong)
