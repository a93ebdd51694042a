"""Saving: the same bytes change nothing, copies merge, other units add their reply, claimed numbers are told."""

import pytest

from cases.actor import IMPORTER
from cases.database import write_tx
from cases.importing import saving
from cases.importing.lookups import load_lookups
from cases.importing.saving import save
from cases.tables import (
    TABLES,
    Assignment,
    Case,
    CaseSubmitter,
    Commitment,
    CommitmentMetric,
    Document,
    Figure,
    ImportProblem,
    JournalEntry,
    Reply,
    StaleMark,
)
from cases.vocabulary import DocumentKind, Outcome
from tests.cases.importing.parsed import BODY, OTHER_BODY, parsed

pytestmark = pytest.mark.anyio


async def keep(document):
    return await save(document, lookups=await load_lookups(), actor=IMPORTER)


async def everything():
    return {table._meta.tablename: await table.select().order_by(table._meta.primary_key) for table in TABLES}


async def test_a_reply_becomes_case_assignments_reply_and_findings(database):
    saved = await keep(parsed(co=("市财政局", "市卫健委"), reply_date="2023-05-26", result_class="A"))
    assert saved.outcome is Outcome.NEW
    case = await Case.select(Case.key, Case.title, Case.state, Case.year, Case.audience, Case.place.name).first()
    assert case == {
        "key": "hangzhou-cppcc-12-2-607", "title": "关于加强山区老年食堂建设的建议", "state": "replied", "year": 2023,
        "audience": "public", "place.name": "杭州市",
    }  # fmt: skip
    units = await Assignment.select(Assignment.printed_name, Assignment.role, Assignment.department.name)
    assert [(u["printed_name"], u["role"], u["department.name"]) for u in units] == [
        ("杭州市民政局", "lead", "杭州市民政局"),
        ("市财政局", "co", "杭州市财政局"),
        ("市卫健委", "co", "杭州市卫生健康委员会"),
    ]
    reply = await Reply.select().first()
    assert (reply["number"], reply["state"], reply["result_class"]) == (1, "sent", "A")
    assert (reply["document"], reply["case"]) == (saved.document_id, saved.case_id)
    document = await Document.select().first()
    assert document["text"][reply["start"] : reply["end"]] == BODY
    commitments = await Commitment.select().order_by(Commitment.ordinal)
    assert len(commitments) == 2
    for row in commitments:
        assert document["text"][row["start"] : row["end"]] == row["quote"]
        assert (row["reply"], row["case"], row["department"]) == (reply["id"], saved.case_id, reply["department"])
    assert await CommitmentMetric.count() == 2
    assert await Figure.count() == 2
    assert await CaseSubmitter.select(CaseSubmitter.printed_name).output(as_list=True) == ["某委员"]


async def test_every_import_is_in_the_journal_and_marked_for_the_index(database):
    saved = await keep(parsed())
    entry = await JournalEntry.select().first()
    assert (entry["verb"], entry["thing_id"], entry["case"]) == ("import", saved.document_id, saved.case_id)
    marks = {(row["thing"], row["thing_id"]) for row in await StaleMark.select()}
    assert marks == {("document", saved.document_id), ("case", saved.case_id)}


async def test_the_same_bytes_twice_change_nothing(database):
    first = await keep(parsed())
    before = await everything()
    again = await keep(parsed(name="another-name.txt"))
    assert (again.outcome, again.document_id, again.case_id) == (
        Outcome.UNCHANGED, first.document_id, first.case_id,
    )  # fmt: skip
    assert await everything() == before


async def test_a_file_that_fails_leaves_nothing(database, monkeypatch):
    async def broken(*args, **kwargs):
        raise ZeroDivisionError

    monkeypatch.setattr(saving, "save_findings", broken)
    before = await everything()
    with pytest.raises(ZeroDivisionError):
        await keep(parsed())
    assert await everything() == before


async def test_a_longer_copy_becomes_the_main_one_and_commitments_keep_their_ids(database):
    short = await keep(parsed(BODY[:-20], quotes=["将在明年六月底前新建十五处老年食堂"]))
    ids = await Commitment.select(Commitment.id).output(as_list=True)
    long = await keep(parsed(BODY, head="首页 > 公开\n", reply_date="2023-05-26"))
    assert (long.outcome, long.case_id) == (Outcome.MERGED, short.case_id)
    old, new = await Document.select().order_by(Document.id)
    assert (old["superseded_by"], new["superseded_by"]) == (long.document_id, None)
    kept = await Commitment.select().where(Commitment.current.eq(True)).order_by(Commitment.ordinal)
    assert [row["document"] for row in kept] == [long.document_id] * 2
    assert kept[0]["id"] == ids[0]
    for row in kept:
        assert new["text"][row["start"] : row["end"]] == row["quote"]
    reply = await Reply.select().first()
    assert (await Reply.count(), await Case.count()) == (1, 1)
    assert new["text"][reply["start"] : reply["end"]] == BODY
    assert reply["signed_on"].isoformat() == "2023-05-26"


async def test_a_sentence_the_better_copy_lacks_is_kept_out_of_sight(database):
    await keep(parsed(BODY[:-20], quotes=["同时会同财政部门研究运营补助办法"]))
    await keep(parsed(BODY, head="。", quotes=["将送餐范围扩大到全部行政村"]))
    rows = await Commitment.select(Commitment.quote, Commitment.current).order_by(Commitment.id)
    assert [(row["quote"][:2], row["current"]) for row in rows] == [("同时", False), ("将送", True)]


async def test_a_shorter_copy_only_fills_what_is_missing(database):
    await keep(parsed(BODY, number="607"))
    before = await Commitment.select()
    short = await keep(parsed(BODY[:-20], reply_date="2023-05-26", doc_no="杭民〔2023〕7号", contact_phone="0571-1"))
    assert short.outcome is Outcome.MERGED
    assert await Commitment.select() == before
    main, other = await Document.select().order_by(Document.id)
    assert (main["superseded_by"], other["superseded_by"]) == (None, main["id"])
    assert main["signed_on"].isoformat() == "2023-05-26"
    assert '"document": ' in main["page_values"]
    reply = await Reply.select(Reply.doc_no, Reply.signed_on, Reply.document).first()
    assert (reply["doc_no"], reply["document"]) == ("杭民〔2023〕7号", main["id"])


async def test_a_copy_in_other_script_and_spacing_is_a_copy(database):
    await keep(parsed("各部门将加强养老服务，发展社区食堂。"))
    again = await keep(parsed("各部門 將加強養老服務,發展社區食堂。\n"))
    assert again.outcome is Outcome.MERGED


async def test_a_copy_without_its_number_finds_its_case_by_the_title(database):
    first = await keep(parsed())
    again = await keep(parsed(BODY + "特此答复。", number=None, session=None))
    assert (again.outcome, again.case_id) == (Outcome.MERGED, first.case_id)


async def test_a_number_found_later_gives_the_case_its_key(database):
    first = await keep(parsed(number=None))
    assert (await Case.select(Case.key).first())["key"] is None
    again = await keep(parsed(BODY + "特此答复。"))
    assert again.case_id == first.case_id
    assert (await Case.select(Case.key).first())["key"] == "hangzhou-cppcc-12-2-607"


async def test_equal_answers_to_two_submissions_stay_two(database):
    first, second = await keep(parsed(number="607")), await keep(parsed(number="608", head="。"))
    assert second.outcome is Outcome.NEW
    assert first.case_id != second.case_id
    assert await Commitment.count() == 4


async def test_another_unit_answers_the_same_case(database):
    first = await keep(parsed())
    second = await keep(parsed(OTHER_BODY, lead="市交通运输局", name="second.txt", quotes=["分三年补齐其余路段"]))
    assert (second.outcome, second.case_id, second.problems) == (Outcome.NEW, first.case_id, ())
    roles = await Assignment.select(Assignment.role).order_by(Assignment.id).output(as_list=True)
    assert roles == ["lead", "split"]
    assert await Reply.count() == 2


@pytest.mark.parametrize("order", ["opinion first", "reply first"])
async def test_an_opinion_of_a_co_handler_joins_the_case(database, order):
    opinion = parsed(OTHER_BODY, kind=DocumentKind.CO_REPLY, co=("市财政局",), name="opinion.txt", quotes=[])
    reply = parsed(co=("市财政局",))
    files = [opinion, reply] if order == "opinion first" else [reply, opinion]
    first = await keep(files[0])
    state = (await Case.select(Case.state).first())["state"]
    assert state == ("in_handling" if order == "opinion first" else "replied")
    second = await keep(files[1])
    assert second.case_id == first.case_id
    assert (await Case.select(Case.state).first())["state"] == "replied"
    units = {row["printed_name"]: (row["role"], row["state"]) for row in await Assignment.select()}
    assert units == {"杭州市民政局": ("lead", "reply_sent"), "市财政局": ("co", "opinion_sent")}
    kinds = await Reply.select(Reply.kind).order_by(Reply.kind).output(as_list=True)
    assert kinds == ["co_opinion", "reply"]


async def test_a_unit_that_answers_twice_is_kept_twice_and_told(database):
    first = await keep(parsed())
    second = await keep(parsed(OTHER_BODY, name="second.txt", quotes=["分三年补齐其余路段"]))
    assert second.case_id == first.case_id
    assert await Reply.select(Reply.number).order_by(Reply.number).output(as_list=True) == [1, 2]
    problem = await ImportProblem.select().first()
    assert (problem["id"],) == second.problems
    assert problem["code"] == "number_conflict"
    assert "second.txt" in problem["message"] and "reply.txt" in problem["message"]


async def test_a_number_claimed_by_another_matter_gets_a_case_of_its_own(database):
    first = await keep(parsed())
    second = await keep(parsed(OTHER_BODY, title_of_proposal="完善乡村公路路灯", name="second.txt"))
    assert second.case_id != first.case_id
    keys = await Case.select(Case.key).order_by(Case.id).output(as_list=True)
    assert keys == ["hangzhou-cppcc-12-2-607", None]
    assert (await ImportProblem.select().first())["code"] == "number_conflict"


async def test_proposal_and_reply_on_one_page_give_the_case_its_text(database):
    words = "建议在山区各村设老年食堂。"
    saved = await keep(parsed(kind=DocumentKind.PROPOSAL_AND_REPLY, proposal=words))
    case = await Case.select().first()
    text = (await Document.select(Document.text).first())["text"]
    assert case["proposal_document"] == saved.document_id
    assert text[case["proposal_start"] : case["proposal_end"]] == words


@pytest.mark.parametrize("kind", [DocumentKind.PLAN, DocumentKind.PRESS_CONFERENCE, DocumentKind.NOT_A_REPLY])
async def test_other_documents_are_of_no_case_but_their_findings_count(database, kind):
    saved = await keep(parsed(kind=kind, number=None, lead=None))
    assert (saved.outcome, saved.case_id) == (Outcome.NEW, None)
    assert await Case.count() == await Reply.count() == 0
    assert await Commitment.count() == await Figure.count() == 2


async def test_a_page_of_nothing_is_kept_and_told(database):
    nothing = parsed("没有字段的一段话。", kind=DocumentKind.NOT_A_REPLY, place=None, session=None, number=None,
                     title_of_proposal=None, lead=None, submitters=())  # fmt: skip
    saved = await keep(nothing)
    assert saved.outcome is Outcome.NEW
    assert (await ImportProblem.select(ImportProblem.code).first())["code"] == "nothing_read"


@pytest.mark.parametrize(
    ("stated", "audience"),
    [("主动公开", "public"), (None, "public"), ("依申请公开", "office"), ("不予公开", "office"), ("不公开", "office")],
)
async def test_what_is_not_for_publication_is_for_the_office(database, stated, audience):
    await keep(parsed(disclosure=stated))
    for table in (Document, Case, Reply, Commitment, Figure):
        assert await table.select(table.audience).output(as_list=True) == [audience] * await table.count()


async def test_an_unknown_unit_is_kept_as_printed_and_told_once(database):
    for name in ("a.txt", "b.txt"):
        await keep(parsed(BODY + name, lead="杭州市山货管理总站", number=name[0] + "1", name=name))
    units = await Assignment.select(Assignment.printed_name, Assignment.department)
    assert units == [{"printed_name": "杭州市山货管理总站", "department": None}] * 2
    problems = await ImportProblem.select(ImportProblem.unknown_name)
    assert problems == [{"unknown_name": "杭州市山货管理总站"}] * 2


async def test_characters_no_database_takes_do_not_move_a_span(database):
    await keep(parsed("我局\x00将" + BODY))
    text = (await Document.select(Document.text).first())["text"]
    for row in await Commitment.select():
        assert text[row["start"] : row["end"]] == row["quote"]


async def test_within_a_transaction_of_the_caller_the_caller_commits(database):
    with pytest.raises(ZeroDivisionError):
        async with write_tx():
            await saving.save_within(parsed(), lookups=await load_lookups())
            raise ZeroDivisionError
    assert await Document.count() == 0


async def test_units_of_a_plan_are_those_of_the_place_it_speaks_of(database):
    plan = parsed(
        "杭州市民政局、市财政局落实。" + BODY, kind=DocumentKind.PLAN, place=None, session=None, number=None, lead=None,
        title="杭州市老年食堂建设方案",
    )  # fmt: skip
    await keep(plan)
    row = await Document.select(Document.place.code, Document.track).first()
    assert row == {"place.code": "hangzhou", "track": "cppcc"}
