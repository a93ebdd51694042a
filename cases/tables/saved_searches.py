"""Searches that people keep and are told of, and what they gather for a brief."""

from piccolo.columns import ForeignKey, Serial
from piccolo.constraints import Unique
from piccolo.table import Table

from cases.tables.columns import changed_at, instant, instant_or_none, to, whole, words, words_or_none, yes_or_no
from cases.tables.people import Person


class SavedSearch(Table, tablename="saved_searches"):
    """A search under a name. page: the list it is of; query: what stands after the question mark of its address."""

    id: Serial
    person: ForeignKey = to(Person)
    name = words()
    page = words()
    query = words()
    told_daily = yes_or_no(True)
    looked_at = instant_or_none()
    withdrawn = yes_or_no()
    created_at = instant()
    updated_at = changed_at()


class SavedHit(Table, tablename="saved_hits"):
    """What a search has found before, in which state, so that nothing is told twice."""

    id: Serial
    search: ForeignKey = to(SavedSearch)
    thing = words()
    thing_id = whole()
    state = words()
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
    """One thing in a collection, and what its owner notes beside it."""

    id: Serial
    collection: ForeignKey = to(Collection)
    position = whole()
    thing = words()
    thing_id = whole()
    note = words_or_none()
    created_at = instant()

    once_a_collection = Unique([collection, thing, thing_id])
