"""What is known of a handful of pages: never too little, so that no copy and no case is overlooked."""

import pytest

from cases.importing.known import Known, known_of, known_sha256s
from cases.importing.lookups import Lookups
from cases.tables import Document
from tests.cases.tables.rules import new_row


def test_what_was_not_asked_for_may_be_there():
    known = Known(keys={"a"}, asked={"a", "b"})
    assert known.may_have_key("a")
    assert not known.may_have_key("b")
    assert known.may_have_key("c")


def test_what_is_being_saved_is_known_from_then_on():
    known = Known(asked={"k"})
    known.add("sha", "body", "title", "k")
    assert "sha" in known.sha256s
    assert known.may_have_key("k")
    known.add("other", "text", None, None)
    assert known.hashes == {"body", "text"}
    assert (known.titles, known.keys) == ({"title"}, {"k"})


@pytest.mark.anyio
async def test_bytes_are_found_by_their_hash(database):
    row = await new_row(Document, sha256="f" * 64)
    assert await known_sha256s(["f" * 64, "0" * 64]) == {"f" * 64: row["id"]}
    assert await known_sha256s([]) == {}


@pytest.mark.anyio
async def test_of_no_pages_nothing_is_asked(database):
    assert await known_of([], Lookups.__new__(Lookups)) == Known()
