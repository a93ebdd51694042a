"""Buckets: their addresses, and what is told of one that is out of reach. What all stores keep to: test_stores.py."""

import obstore
import pytest
from obstore.store import MemoryStore

from cases.errors import StoreAway
from cases.stores import store_at
from cases.stores.bucket import Bucket


def test_a_bucket_gets_plain_letters_only():
    inside = MemoryStore()
    Bucket("s3://here/bucket", "一/", obstore, inside).write("uploads/1/答复 ~=%2F?.html", b"1")
    (name,) = [one["path"] for some in obstore.list(inside) for one in some]
    assert name.partition("/")[2].replace("/", "").replace("=", "").replace(".", "").isalnum()


def test_a_store_out_of_reach_is_told_in_words_without_its_secret():
    away = store_at("s3://key:hidden-word@127.0.0.1:9/bucket/prefix?tls=no")
    with pytest.raises(StoreAway) as told:
        away.read("store/ab/x")
    assert (told.value.status, "hidden-word" in f"{told.value} {told.value.place} {told.value.reason}") == (503, False)


@pytest.mark.parametrize("place", ["s3://host/bucket", "s3://key@host/bucket", "s3://key:secret@host/", "s3://"])
def test_an_address_that_lacks_something_is_refused(place):
    with pytest.raises(ValueError, match="s3://KEY"):
        store_at(place)
