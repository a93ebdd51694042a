"""Searches that people keep and are told of, and what they gather for a brief."""

from piccolo.columns import ForeignKey, Serial
from piccolo.constraints import Unique
from piccolo.table import Table

from cases.tables.accounts import Post
from cases.tables.columns import (
    changed_at,
    instant,
    instant_or_none,
    to,
    to_or_none,
    whole,
    words,
    words_or_none,
    yes_or_no,
)
from cases.tables.people import Person


class SavedSearch(Table, tablename="saved_searches"):
    """A search under a name. page: the list it is of; query: what stands after the question mark of its address.

    post: in which its owner searched; what is told him later is what that post may see.
    """

    id: Serial
    person: ForeignKey = to(Person)
    post: ForeignKey = to_or_none(Post)
    name = words()
    page = words()
    query = words()
    told_daily = yes_or_no(True)
    looked_at = instant_or_none()
    withdrawn = yes_or_no()
    created_at = instant()
    updated_at = changed_at()


class SavedHit(Table, tablename="saved_hits"):
    """What a search has found before, in which state, so that nothing is told twice.

    told: why it was last told of, empty for what was there when the search was saved; told_at: when.
    """

    id: Serial
    search: ForeignKey = to(SavedSearch)
    thing = words()
    thing_id = whole()
    state = words()
    told = words()
    told_at = instant_or_none()
    created_at = instant()
    updated_at = changed_at()

    once_a_search = Unique([search, thing, thing_id])


class Collection(Table, tablename="collections"):
    """What somebody gathers for a brief."""

    id: Serial
    person: ForeignKey = to(Person)
    name = words()
    withdrawn = yes_or_no()
    created_at = instant()
    updated_at = changed_at()


class CollectionItem(Table, tablename="collection_items"):
    """One thing in a collection, and what its owner notes beside it.

    start, end: characters of a document, where a passage of it is meant; else 0.
    """

    id: Serial
    collection: ForeignKey = to(Collection)
    position = whole()
    thing = words()
    thing_id = whole()
    start = whole()
    end = whole()
    note = words_or_none()
    created_at = instant()

    once_a_collection_2 = Unique([collection, thing, thing_id, start])
