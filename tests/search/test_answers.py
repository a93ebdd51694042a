"""Pages, folding and counts of an answer."""

import pytest

from search import Query
from tests.search.conftest import PUBLIC, document


@pytest.fixture
def filled(index):
    index.write(
        document(
            f"k{n}",
            "托育 机构" + " 驿站" * (n % 4),
            kind="letter" if n % 5 == 0 else "sentence",
            group=f"g{n % 7}",
            date=20240101 + n % 6,
            facets={"place": (f"p{n % 3}",), "unit": tuple(f"u{i}" for i in range(n % 3))},
        )
        for n in range(60)
    )
    return index


@pytest.mark.parametrize("sort", ["relevance", "date", "deadline"])
@pytest.mark.parametrize("fold", [False, True])
def test_pages_join_to_the_whole_and_repeat_nothing(filled, sort, fold):
    whole = filled.find(Query("机构 驿站", PUBLIC, sort=sort, fold=fold, limit=100))
    pages = [filled.find(Query("机构 驿站", PUBLIC, sort=sort, fold=fold, limit=7, offset=o)) for o in range(0, 70, 7)]
    assert [hit.key for page in pages for hit in page.hits] == [hit.key for hit in whole.hits]
    assert len(whole.hits) == whole.total
    assert {page.total for page in pages} == {whole.total}


def test_a_facet_ignores_only_its_own_choice(filled):
    plain = filled.find(Query("机构", PUBLIC, facets=("place", "unit")))
    chosen = filled.find(Query("机构", PUBLIC, facets=("place", "unit"), filters={"place": ("p0", "p1")}))
    assert chosen.facets["place"] == plain.facets["place"]
    assert chosen.total == sum(count for value, count in plain.facets["place"] if value in ("p0", "p1"))
    assert sum(count for _, count in chosen.facets["unit"]) < sum(count for _, count in plain.facets["unit"])


def test_a_count_equals_what_choosing_it_finds(filled):
    for fold in (False, True):
        found = filled.find(Query("驿站", PUBLIC, facets=("place", "unit"), fold=fold))
        for name, rows in found.facets.items():
            for value, count in rows:
                assert filled.find(Query("驿站", PUBLIC, filters={name: (value,)}, fold=fold)).total == count
        for kind, count in found.kinds.items():
            assert filled.find(Query("驿站", PUBLIC, kinds=(kind,))).total == count


def test_an_unknown_choice_finds_nothing_and_breaks_nothing(filled):
    hits = filled.find(Query("机构", ("nobody",), filters={"nothing": ("x",)}, kinds=("none",), facets=("nothing",)))
    assert (hits.total, hits.hits, dict(hits.kinds)) == (0, (), {})
    assert filled.find(Query("机构", PUBLIC, limit=0)).total == 60
