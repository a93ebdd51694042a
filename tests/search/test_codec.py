"""What the fast codec writes is what Whoosh's own writes."""

from hypothesis import given, settings
from hypothesis import strategies as st
from whoosh.filedb.filestore import RamStorage
from whoosh.index import FileIndex

from search.codec import _BLOCK
from search.pool import writer_of
from search.schema import row_of, schema
from tests.search.conftest import document

texts = st.lists(
    st.lists(st.sampled_from(["托育", "机构", "657", "驿站"]), max_size=6).map(" ".join), min_size=1, max_size=8
)


def terms(said, written=FileIndex.writer):
    index = RamStorage().create_index(schema())
    writer = written(index)
    for number, text in enumerate(said):
        writer.add_document(**row_of(document(str(number), text, facets={"f": (text[:2],)})))
    writer.commit()
    reader = index.reader()
    found = {}
    for field in ("words", "labels"):
        for word in reader.lexicon(field):
            matcher, info = reader.postings(field, word), reader.term_info(field, word)
            stats = (info.doc_frequency(), info.weight(), info.max_weight(), info.min_length(), info.max_length())
            rows = []
            while matcher.is_active():
                rows.append((matcher.id(), matcher.weight()))
                matcher.next()
            found[field, word] = (stats, rows)
    return found


@settings(max_examples=15, deadline=None)
@given(texts)
def test_terms_and_postings_are_the_same(said):
    assert terms(said, writer_of) == terms(said)


def test_lists_of_several_blocks():
    said = ["托育" + " 机构" * (number % 3) for number in range(_BLOCK * 2 + 5)]
    assert terms(said, writer_of) == terms(said)
