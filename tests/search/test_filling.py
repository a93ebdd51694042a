"""Documents put in column by column are what Whoosh's own writer makes of them, and what is merged to them later."""

from hypothesis import given, settings
from hypothesis import strategies as st
from whoosh.filedb.filestore import RamStorage
from whoosh.index import FileIndex

from search.filling import Filling
from search.pool import writer_of
from search.schema import row_of, schema
from tests.search.conftest import document

NUMBERS, BLOBS = ("identity", "group", "version", "length", "date", "deadline"), ("record", "body")
said = st.lists(
    st.tuples(
        st.lists(st.sampled_from(["托育", "机构", "657", "驿站"]), max_size=5).map(" ".join),
        st.sampled_from([0, 20241231]),
        st.lists(st.sampled_from(["a", "b"]), max_size=3),
    ),
    max_size=6,
)


def documents(rows, first=0):
    return [
        document(str(first + at), text, title=text[:2], date=day, exact=tuple(exact))
        for at, (text, day, exact) in enumerate(rows)
    ]


def by_whoosh(index, some):
    writer = FileIndex.writer(index)
    for one in some:
        writer.add_document(**row_of(one))
    writer.commit()


def by_us(index, some):
    filling = Filling(writer_of(index))
    for one in some:
        filling.add(one)
    filling.commit()


def columns(index):
    """Every column and length of every document, and how long the fields are in all."""
    reader = index.reader()
    values = {}
    for name in (*NUMBERS, *BLOBS):
        read = reader.column_reader(name, translate=False) if reader.doc_count_all() else ()
        values[name] = sorted(read)
    for name in ("words", "title"):
        values[name] = sorted(reader.doc_field_length(at, name, 0) or 0 for at in range(reader.doc_count_all()))
        values[f"all {name}"] = reader.field_length(name)
    return values


@settings(max_examples=25, deadline=None)
@given(said, said)
def test_columns_and_lengths_are_those_of_whoosh_also_after_a_merge(first, second):
    ours, theirs = (RamStorage().create_index(schema()) for _ in range(2))
    for written, index in ((by_us, ours), (by_whoosh, theirs)):
        written(index, documents(first))
        written(index, documents(second, first=len(first)))
    assert columns(ours) == columns(theirs)
