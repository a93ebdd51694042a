"""A form that is kept over a sign-in comes back as it was, for the visit it was kept in and for no other."""

import base64
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from server.entrance import Kept, sealed, unsealed

KEY = "k" * 43


@given(st.lists(st.tuples(st.text(max_size=20), st.text(max_size=200)), max_size=8))
def test_there_and_back(fields):
    kept = Kept("/cases/1/accept?tab=2", fields)
    assert unsealed(sealed(kept, KEY), KEY) == kept


def test_another_visit_opens_nothing():
    text = sealed(Kept("/cases/1", [("a", "b")]), KEY)
    assert unsealed(text, "x" * 43) is None
    assert unsealed(text, "") is None
    assert unsealed(text[:-1] + ("0" if text[-1] != "0" else "1"), KEY) is None


def test_nothing_kept_is_nothing():
    assert sealed(None, KEY) == ""
    assert unsealed("", KEY) is None


@given(st.text(max_size=60))
def test_junk_opens_nothing(text):
    assert unsealed(text, KEY) is None


@pytest.mark.parametrize("place", ["https://evil.test/", "//evil.test/", "/\\evil.test"])
def test_even_a_sealed_form_leads_nowhere_else(place):
    text = sealed(Kept(place, [("a", "b")]), KEY)
    assert json.loads(base64.urlsafe_b64decode(text.split(".")[0]))[0] == place
    assert unsealed(text, KEY).place == "/"
