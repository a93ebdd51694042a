"""The figures of the limits: read as they are set, refused where they cannot be understood."""

import pytest

from cases.vocabulary.usage import Costly
from server.limits import NAMES, OFF, Limits, limits_from
from server.settings import SettingsProblem, from_env


def test_named_ones_are_set_the_others_stay():
    assert limits_from("") == Limits()
    assert limits_from("search=7, export=0") == Limits(search=7, export=0)
    assert limits_from(",".join(f"{name}=0" for name in NAMES)) == OFF
    assert from_env({"DAFU_LIMITS": "mail=3"}).limits.of(Costly.MAIL, known=True) == 3
    assert Limits().of(Costly.UPLOAD, known=True) == 500 * 1024 * 1024
    assert Limits().of(Costly.SEARCH, known=False) > Limits().of(Costly.SEARCH, known=True)


@pytest.mark.parametrize("said", ["search", "search=-1", "search=１", "sarch=1", "search=1=2", "search=9999999999"])
def test_what_cannot_be_understood_is_told(said):
    with pytest.raises(SettingsProblem, match="DAFU_LIMITS"):
        from_env({"DAFU_LIMITS": said})


def test_proxies_that_are_none_are_told():
    with pytest.raises(SettingsProblem, match="DAFU_PROXIES"):
        from_env({"DAFU_PROXIES": "localhost"})
