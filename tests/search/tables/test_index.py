"""The index in PostgreSQL answers as the one in a folder does, to the last bit: hits, order, scores, counts, words."""

from dataclasses import replace
from itertools import islice

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from search import Document, IndexMissing, IndexOutdated, IndexSlow, Query, Sample, TableIndex, open_index
from search.tables import statements
from tests.bench.archive import sentences
from tests.bench.bench_search import questions
from tests.search.conftest import PUBLIC, document
from tests.search.test_evaluation import documents, queries
from tests.search.test_index import hostile
from tests.search.test_quality import QUESTIONS

TITLES = ("", "关于推进养老服务的建议", "关于老旧小区加装电梯的提案", "答复函", "关于托育机构监管的建议")


def said(index, query):
    return replace(index.find(query), generation=0)


@settings(
    max_examples=8, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture]
)
@given(documents(), st.lists(queries(), min_size=4, max_size=8))
def test_any_archive_and_any_question(door, tmp_path_factory, made, asked):
    index, files = TableIndex(door), open_index(tmp_path_factory.mktemp("files"))
    index.rebuild(made[: len(made) // 2])
    for one in (index, files):
        one.write([*made[: len(made) // 2], Document("k0", "letter", "g9", "", "托育 机构 已经 被 替换")])
        one.write([made[0], *made[len(made) // 2 :]])
    assert index.versions() == files.versions()
    for query in asked:
        assert said(index, query) == said(files, query)


@pytest.fixture
def both(index, tmp_path):
    """Some hundred sentences of several kinds, readers and groups, in several segments with some replaced."""
    made = []
    for number, one in enumerate(sentences(480)):
        facets = {
            "department": (one.department, one.place)[: 1 + number % 2],
            "year": (str(one.year),),
            "state": (one.state,),
        }
        made.append(
            Document(
                f"s:{number}", ("commitment", "reply", "figure")[number % 3], f"case:{one.case}", TITLES[number % 5],
                one.text * (1 + number % 3), exact=(f"号{number % 40}",), facets=facets, date=20200101 + number % 7,
                deadline=one.deadline, audience=("public", "office", "unit:1")[: 1 + number % 3] or ("office",),
            )
        )  # fmt: skip
    files = open_index(tmp_path / "files")
    index.rebuild(made[:300])
    files.rebuild(made[:300])
    for at in range(300, 480, 60):
        for one in (index, files):
            one.write([*made[at : at + 60], replace(made[at // 3], text="换过的一句：养老服务机构"), made[at // 7]])
    return index, files


def test_the_whole_set_of_questions(both, monkeypatch):
    index, files = both
    texts = [question for _, question in QUESTIONS] + [one.text for one in questions()]
    texts += [*islice(hostile(400), 60), '"养老服务"', "养老服务机构", "号3", "", "市民政局 2024", '“试点” 培训 "']
    audiences = (PUBLIC, ("office",), ("public", "office"), ("unit:1",), ("nobody",))
    for number, text in enumerate(texts):
        for fold in (False, True):
            query = Query(
                text,
                audiences[number % 5],
                kinds=((), ("reply",), ("commitment", "figure"))[number % 3],
                filters={"year": ("2024", "2023"), "state": ("推进中",)} if number % 4 == 1 else {},
                within=("养老",) if number % 6 == 2 else (),
                exact=(f"号{number % 50}",) if number % 5 == 3 else (),
                sort=("relevance", "relevance", "date", "deadline")[number % 4],
                offset=(0, 0, 20)[number % 3],
                facets=("department", "year", "state", "none"),
                fold=fold,
                reading=("", "", "all", "any", "phrase")[number % 5],
            )
            assert said(index, query) == said(files, query), text

    _like_and_meant_the_same(index, files)
    _fetched_whole_or_alone(index, files, monkeypatch)


def _like_and_meant_the_same(index, files):
    for title in ("老年人吃饭难", "关于加装电梯的建议", "停车难"):
        sample = Sample(title, "希望有关部门解决老人助餐和电梯问题", ("public", "office"), limit=9)
        assert index.like(sample) == files.like(sample)
    for text in ("yanglao", "ylfw", "养老服物", "公办右儿园"):
        # The first; what comes behind depends on how the words are spread over segments, with either of the two.
        assert index.alternatives(text, ("office",))[:1] == files.alternatives(text, ("office",))[:1]
    assert index.alternatives("yanglao", ("office",))


def _fetched_whole_or_alone(one, files, monkeypatch):
    for sparse in (0, 10_000):
        monkeypatch.setattr("search.tables.segment.SPARSE", sparse)
        index = TableIndex(one._door)
        for text in ("养老服务", '"联席会议制度"', "99.5%", "口袋公园 平台", '"年底前"'):
            assert said(index, Query(text, ("office",), limit=50)) == said(files, Query(text, ("office",), limit=50))


def test_another_machine_sees_a_commit_at_once_and_a_lost_index_is_said_so(index, door):
    other = TableIndex(door)
    before = other.generation
    index.write([document("a", "新建一处驿站")])
    assert [hit.key for hit in other.find(Query("驿站", PUBLIC)).hits] == ["a"] and other.generation > before
    with door.writing(statements.LOCK, 1) as session:
        session.fetch("UPDATE dafu_search.state SET version = 'of yesterday'")
    with pytest.raises(IndexOutdated):
        other.find(Query("驿站", PUBLIC))
    with pytest.raises(IndexOutdated):
        index.write([document("b", "又一处")])
    with door.writing(statements.LOCK, 1) as session:
        session.fetch(statements.DROP)
    for attempt in (lambda: other.find(Query("驿站", PUBLIC)), lambda: index.write([document("b", "又一处")])):
        with pytest.raises(IndexMissing):
            attempt()
    index.rebuild([document("b", "又一处驿站")])
    assert [hit.key for hit in other.find(Query("驿站", PUBLIC)).hits] == ["b"]


def test_a_question_that_takes_too_long_is_stopped(index, monkeypatch):
    monkeypatch.setattr(statements, "STATE", "SELECT pg_sleep(3), generation, version FROM dafu_search.state")
    with pytest.raises(IndexSlow):
        index.find(Query("驿站", PUBLIC))
