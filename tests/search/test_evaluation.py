"""The evaluator answers exactly as the plain reading of the same documents does, and scores as Whoosh scores."""

import tempfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from whoosh import query as whoosh_query
from whoosh.filedb.filestore import FileStorage
from whoosh.scoring import BM25F

from search import Document, Query, open_index
from tests.search.naive import Naive

WORDS = (
    *("托育", "婴幼儿照护", "养老", "服务", "机构", "成长驿站", "驿站", "老年食堂", "助餐点", "加装电梯", "老旧小区"),
    *("657", "1657", "4.6", "99.48%", "在", "的", "戚", "敏敏", "十五分钟", "15分钟"),
)
texts = st.one_of(
    st.lists(st.sampled_from(WORDS), max_size=7).map("".join),
    st.lists(st.sampled_from(WORDS), min_size=95, max_size=100).map("".join),
)
asked = st.lists(
    st.sampled_from([*WORDS, "火星", '"托育服务"', "“养老机构”", "(((", "有多少"]), min_size=0, max_size=4
).map(" ".join)
names = st.sampled_from(["甲局", "乙委", "丙办"])


@st.composite
def documents(draw):
    made = []
    for number in range(draw(st.integers(1, 12))):
        facets = {
            "department": tuple(draw(st.lists(names, max_size=3, unique=True))),
            "year": (draw(st.sampled_from(["2023", "2024"])),),
        }
        made.append(
            Document(
                key=f"k{number}",
                kind=draw(st.sampled_from(["sentence", "letter"])),
                group=f"g{draw(st.integers(0, 3))}",
                title=draw(texts),
                text=draw(texts),
                facets=facets,
                date=draw(st.sampled_from([0, 20230101, 20240101])),
                deadline=draw(st.sampled_from([0, 20250101, 20260101])),
                audience=draw(st.sampled_from([("public",), ("office",), ("public", "office")])),
            )
        )
    return made


@st.composite
def queries(draw):
    return Query(
        text=draw(asked),
        audience=draw(st.sampled_from([("public",), ("public", "office")])),
        kinds=draw(st.sampled_from([(), ("letter",), ("sentence", "letter")])),
        filters=draw(
            st.fixed_dictionaries(
                {}, optional={"department": st.sets(names).map(tuple), "year": st.sampled_from([("2023",), ()])}
            )
        ),
        within=tuple(draw(st.lists(asked, max_size=1))),
        sort=draw(st.sampled_from(["relevance", "date", "deadline"])),
        offset=draw(st.sampled_from([0, 0, 2])),
        limit=draw(st.sampled_from([3, 50])),
        facets=("department", "year"),
        fold=draw(st.booleans()),
        reading=draw(st.sampled_from(["", "", "phrase", "all", "any"])),
    )


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(documents(), st.lists(queries(), min_size=3, max_size=6))
def test_equals_the_plain_reading(made, questions):
    naive = Naive(made)
    with tempfile.TemporaryDirectory() as folder:
        index = open_index(Path(folder) / "index")
        # Two commits and a replaced document: several segments and deletions answer as one.
        index.write([*made[: len(made) // 2], Document("k0", "letter", "g9", "", "托育 机构 已经 被 替换")])
        index.write([made[0], *made[len(made) // 2 :]])
        for question in questions:
            hits = index.find(question)
            keys, total, facets, kinds = naive.answer(question)
            assert hits.total == total
            assert {name: dict(rows) for name, rows in hits.facets.items()} == facets
            assert dict(hits.kinds) == kinds
            if question.sort != "relevance" and not question.fold:
                assert [hit.key for hit in hits.hits] == keys
            scores = naive.matches(question)
            for hit in hits.hits if not question.fold else ():
                place = next(i for i, d in enumerate(naive.documents) if d.key == hit.key)
                assert hit.score == pytest.approx(scores[place], rel=1e-3, abs=1e-3)


@given(documents(), asked)
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_folded_results_are_the_groups_and_stand_in_order(made, text):
    naive = Naive(made)
    question = Query(text, ("public", "office"), fold=True, limit=50)
    with tempfile.TemporaryDirectory() as folder:
        index = open_index(Path(folder) / "index")
        index.write(made)
        hits = index.find(question)
        matched = naive.matches(question)
        sizes: dict[str, int] = {}
        for place in matched:
            group = naive.documents[place].group
            sizes[group] = sizes.get(group, 0) + 1
        assert {hit.group: hit.also + 1 for hit in hits.hits} == sizes
        scores = [hit.score for hit in hits.hits]
        assert scores == sorted(scores, reverse=True)


@given(
    st.lists(texts.filter(bool), min_size=1, max_size=25),
    st.lists(st.sampled_from(["托育", "养老", "机构", "657"]), min_size=1, max_size=3, unique=True),
)
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_scores_are_whooshs_own(said, words):
    with tempfile.TemporaryDirectory() as folder:
        index = open_index(Path(folder) / "index")
        index.write(Document(f"k{i}", "sentence", f"g{i}", "", text) for i, text in enumerate(said))
        build = next((Path(folder) / "index").glob("build-*"))
        searcher = FileStorage(str(build)).open_index().searcher(weighting=BM25F(B=0.75, K1=1.2))
        plain = [word for word in words if word in ("机构", "657")] or ["机构"]
        terms = [whoosh_query.Term("words", word) for word in plain]
        theirs = searcher.search(whoosh_query.And(terms), limit=None)
        ours = index.find(Query(" ".join(plain), ("public",), limit=100, reading="all"))
        assert ours.total == len(theirs)
        mine = sorted((hit.score for hit in ours.hits), reverse=True)
        assert mine == pytest.approx(sorted((hit.score for hit in theirs), reverse=True), rel=0.02)
