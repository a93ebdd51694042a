"""Codes of half a minute as the standard's own table has them, and printed ones."""

import base64
from datetime import UTC, datetime, timedelta
from urllib.parse import parse_qs, unquote, urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cases import one_time_codes as codes

SEED = b"12345678901234567890"


@pytest.mark.parametrize(
    ("second", "code"),
    [
        (59, "94287082"),
        (1111111109, "07081804"),
        (1111111111, "14050471"),
        (1234567890, "89005924"),
        (2000000000, "69279037"),
        (20000000000, "65353130"),
    ],
)
def test_the_codes_are_those_of_the_standard(second, code):
    """RFC 6238, appendix B."""
    step = codes.step_at(datetime.fromtimestamp(second, UTC))
    assert codes.code_at(SEED, step, digits=8) == code
    assert codes.code_at(SEED, step) == code[-6:]


@given(st.datetimes(datetime(2026, 1, 1), datetime(2060, 1, 1), timezones=st.just(UTC)), st.integers(-4, 4))
def test_a_clock_may_be_wrong_by_one_step_and_no_more(moment, off):
    shown = codes.code_at(SEED, codes.step_at(moment) + off)
    found = codes.matching_step(SEED, shown, moment)
    near = [codes.code_at(SEED, codes.step_at(moment) + step) for step in (-1, 0, 1)]
    assert (found is not None) == (shown in near)
    assert abs(off) > 1 or codes.code_at(SEED, found) == shown


@given(st.text(max_size=30))
def test_junk_is_no_code(typed):
    moment = datetime(2026, 11, 23, tzinfo=UTC)
    near = [codes.code_at(SEED, codes.step_at(moment) + step) for step in (-1, 0, 1)]
    assert codes.matching_step(SEED, typed, moment) is None or typed in near
    assert codes.is_shown(typed) == (len(typed) == 6 and typed.isascii() and typed.isdigit())


def test_a_code_is_six_digits_also_where_it_begins_with_noughts():
    moment = datetime(2026, 1, 1, tzinfo=UTC)
    made = [codes.code_at(SEED, codes.step_at(moment + timedelta(seconds=30 * n))) for n in range(200)]
    assert all(codes.is_shown(code) for code in made)
    assert any(code.startswith("0") for code in made)


def test_the_square_and_the_typed_key_say_the_same_seed():
    seed = codes.new_seed()
    address = urlsplit(codes.address_of(seed, "市政协 审查&员"))
    asked = parse_qs(address.query)
    assert (address.scheme, address.netloc, unquote(address.path)) == ("otpauth", "totp", "/答复:市政协 审查&员")
    assert asked["issuer"] == ["答复"]
    assert base64.b32decode(asked["secret"][0]) == seed
    assert codes.key_to_type(seed).replace(" ", "") == asked["secret"][0]
    assert len(seed) == 20 and codes.new_seed() != seed


def test_printed_codes_differ_and_may_be_typed_in_any_way():
    sheet = codes.printed_codes()
    assert len(set(sheet)) == codes.PRINTED == 10
    stored = codes.hash_of(sheet[0])
    assert stored.startswith("$argon2id$") and sheet[0] not in stored
    assert codes.fits(stored, sheet[0])
    assert codes.fits(stored, f" {sheet[0].upper().replace('-', '')} ")
    assert not codes.fits(stored, sheet[1])
    assert not codes.fits("damaged", sheet[0])
