"""Sealed values: what comes back, what is refused, and what never tells a secret."""

import base64
import stat

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cases import ciphers
from cases.errors import KeyFileDamaged, KeyFileMissing, KeyMissing, NoKeys, SealBroken, error_types

BOUND = "person_contacts.value:7:phone"


@pytest.fixture(autouse=True)
def _own_keys():
    before = ciphers._held
    ciphers.use(ciphers.in_memory())
    yield
    ciphers.use(before)


@given(st.text(max_size=200), st.text(max_size=40))
def test_a_sealed_text_comes_back_where_it_was_sealed_and_nowhere_else(text, place):
    sealed = ciphers.seal(text, place)
    assert ciphers.unseal(sealed, place) == text
    assert len(text) < 5 or text not in sealed
    assert ciphers.key_of(sealed) == ciphers.held().in_force.id
    with pytest.raises(SealBroken):
        ciphers.unseal(sealed, place + "x")


def test_no_two_seals_of_a_text_are_equal_and_no_changed_one_opens():
    sealed = ciphers.seal("13900001111", BOUND)
    assert sealed != ciphers.seal("13900001111", BOUND)
    head, key, body = sealed.split(".")
    raw = bytearray(base64.urlsafe_b64decode(body + "=" * (-len(body) % 4)))
    for at in range(len(raw)):
        raw[at] ^= 1
        changed = base64.urlsafe_b64encode(bytes(raw)).decode().rstrip("=")
        with pytest.raises(SealBroken):
            ciphers.unseal(f"{head}.{key}.{changed}", BOUND)
        raw[at] ^= 1
    for junk in ("", "13900001111", sealed[:-1], f"sm4.{key}.{body}", sealed + "\n", f"{head}.{key}.电话{body}"):
        with pytest.raises(SealBroken):
            ciphers.unseal(junk, BOUND)


def test_a_file_of_keys_is_private_made_once_and_grows(tmp_path):
    place = tmp_path / "apart" / "dafu.keys"
    first = ciphers.make(place)
    assert stat.S_IMODE(place.stat().st_mode) == 0o600
    assert ciphers.make(place).keys == first.keys
    ciphers.use(first)
    old = ciphers.seal("13900001111", BOUND)
    later = ciphers.add(place)
    assert later.keys[0] == first.keys[0] and stat.S_IMODE(place.stat().st_mode) == 0o600
    # A running process takes up the new key by itself, and still opens what is old.
    assert ciphers.key_of(ciphers.seal("13900001111", BOUND)) == later.in_force.id
    assert ciphers.unseal(old, BOUND) == "13900001111"
    # What overwrites the file meanwhile is not used: neither junk nor the keys of another system.
    for text in ("junk\n", f"aes256gcm {base64.urlsafe_b64encode(b's' * 32).decode()}\n"):
        place.write_text(text)
        assert ciphers.key_of(ciphers.seal("13900001111", BOUND)) == later.in_force.id
    place.unlink()
    assert ciphers.unseal(old, BOUND) == "13900001111"
    assert [path.name for path in place.parent.iterdir()] == []


def test_equal_texts_have_equal_marks_under_every_key_that_is_held(tmp_path):
    ring = ciphers.make(tmp_path / "keys")
    ciphers.use(ring)
    before = ciphers.mark("13900001111", "entry")
    assert before == ciphers.mark("13900001111", "entry") != ciphers.mark("13900001112", "entry")
    assert before != ciphers.mark("13900001111", "other")
    ciphers.add(tmp_path / "keys")
    assert before in ciphers.marks("13900001111", "entry") and ciphers.mark("13900001111", "entry") != before


def test_wrong_and_missing_keys_are_told_and_tell_nothing(tmp_path):
    sealed = ciphers.seal("13900001111", BOUND)
    ciphers.use(ciphers.in_memory())
    with pytest.raises(KeyMissing) as told:
        ciphers.unseal(sealed, BOUND)
    assert told.value.key in str(told.value) and "13900001111" not in str(told.value)
    ciphers.use(None)
    with pytest.raises(NoKeys):
        ciphers.seal("13900001111", BOUND)
    with pytest.raises(KeyFileMissing):
        ciphers.read(tmp_path / "nowhere")
    secret = base64.urlsafe_b64encode(b"s" * 32).decode()
    whole = f"aes256gcm {secret}\n"
    for text in ("", "# only\n", f"aes256gcm {secret[:-9]}\n", f"sm4 {secret}\n", whole + whole, whole + "密钥\n"):
        (tmp_path / "keys").write_text(text, encoding="utf-8")
        with pytest.raises(KeyFileDamaged) as damaged:
            ciphers.read(tmp_path / "keys")
        assert secret[:-9] not in str(damaged.value)
    assert secret not in repr(ciphers.Key("aes256gcm", b"s" * 32))
    assert {"key_file_missing", "key_missing", "seal_broken"} <= set(error_types())
