"""What is put into a sealed column comes out of that row alone; what is empty stays empty."""

import pytest

from cases import ciphers
from cases.errors import SealBroken
from cases.sealing import PLACES, bound_to, contact_of, contact_row, mark_of, phone_under, reply_contact, sealed, told
from cases.tables import Account, PersonContact, ReplyContact, SecondFactor
from cases.vocabulary import ContactKind


def test_a_contact_is_bound_to_its_owner_and_kind():
    row = contact_row(7, ContactKind.PHONE, "13900001111")
    assert "13900001111" not in str(row) and contact_of(row) == "13900001111" and row["mark"] == mark_of("13900001111")
    for other in ({"person": 8}, {"kind": "address"}):
        with pytest.raises(SealBroken):
            contact_of(row | other)


def test_a_telephone_under_a_reply_is_bound_to_it_and_none_stays_none():
    row = reply_contact(3, {"person": "方静", "phone": "0571-85250001"})
    assert (row["person"], row["reply"], phone_under(row)) == ("方静", 3, "0571-85250001")
    assert reply_contact(3, {"phone": None})["phone"] is None and phone_under({"reply": 3, "phone": None}) == ""
    assert sealed(SecondFactor.seed, {"account": 1}, "") == ""
    with pytest.raises(SealBroken):
        phone_under({"reply": 3, "phone": "0571-85250001"})  # put there behind our back


def test_no_two_places_share_a_bond_and_others_are_none():
    row = {"person": 1, "kind": "1", "reply": 1, "account": 1}
    assert len({bound_to(place, row) for place in PLACES}) == len(PLACES)
    seed = sealed(SecondFactor.seed, row, "JBSWY3DP")
    with pytest.raises(SealBroken):
        told(ReplyContact.phone, row | {"phone": seed})
    assert ciphers.key_of(seed) and ciphers.unseal(seed, "second_factors.seed:1") == "JBSWY3DP"
    with pytest.raises(KeyError):
        sealed(Account.email, row, "a@example.gov.cn")
    assert told(PersonContact.value, {**row, "value": ""}) == ""
