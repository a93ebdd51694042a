"""The index in terms of cases, on real databases: what goes in, staying in step, and who finds what."""

from datetime import date

import pytest

from cases import fulltext
from cases.actor import OFFICE, PUBLIC
from cases.tables import (
    Assignment,
    Body,
    Case,
    CaseSubmitter,
    Commitment,
    Department,
    Document,
    Figure,
    Place,
    Reply,
    Session,
    StaleMark,
    Term,
)

pytestmark = pytest.mark.anyio

LETTER = "林晓代表：来信收悉。我局将于2026年底前建成657家婴幼儿成长驛站，联系电话13800000000。去年已有1657家商户参与。"
PLAN = "全市将推进社区长者食堂建设，到2027年覆盖每个街道。"


async def row(table, **values):
    made = table(**values)
    await made.save()
    return made.id


async def archive(audience="public"):
    """One case with reply, commitment and figure, and one plan; returns ids by name."""
    place = await row(Place, code="linjiang", name="临江市", short_name="临江")
    body = await row(Body, place=place, track="npc", name="临江市人大")
    term = await row(Term, body=body, number=14)
    session = await row(Session, term=term, number=4, year=2025)
    unit = await row(Department, place=place, name="临江市卫生健康委员会", short_name="市卫健委")
    phone = LETTER.index("1380")
    paper = await row(
        Document,
        sha256="a",
        body_hash="a",
        name="回信.txt",
        text=LETTER,
        kind="reply",
        audience=audience,
        personal=[{"kind": "phone", "start": phone, "end": phone + 11}],
    )
    case = await row(
        Case,
        key="linjiang-npc-14-4-dongxi-6",
        track="npc",
        place=place,
        body=body,
        session=session,
        session_text="十四届四次会议",
        number_raw="东溪6号",
        number="6",
        delegation="东溪",
        year=2025,
        title="关于增设社区托育点的建议",
        state="replied",
        replied_on=date(2025, 6, 1),
        audience=audience,
    )
    await row(CaseSubmitter, case=case, position=0, printed_name="林晓")
    await row(Assignment, case=case, department=unit, printed_name="市卫健委", role="lead")
    reply = await row(
        Reply,
        case=case,
        department=unit,
        printed_name="市卫健委",
        document=paper,
        start=0,
        end=len(LETTER),
        state="sent",
        doc_no="临卫函〔2025〕19号",
        result_class="B",
        signed_on=date(2025, 6, 1),
        audience=audience,
    )
    quote = "我局将于2026年底前建成657家婴幼儿成长驛站"
    start = LETTER.index(quote)
    promise = await row(
        Commitment,
        document=paper,
        reply=reply,
        case=case,
        department=unit,
        ordinal=1,
        start=start,
        end=start + len(quote),
        quote=quote,
        label="C-HARD",
        due_on=date(2026, 12, 31),
        audience=audience,
    )
    at = LETTER.index("1657")
    await row(
        Figure,
        document=paper,
        reply=reply,
        case=case,
        ordinal=1,
        start=at,
        end=at + 5,
        quote="去年已有1657家商户参与",
        printed="1657家",
        value="1657",
        unit="家",
        part="reply",
        audience=audience,
    )
    plan = await row(
        Document,
        sha256="b",
        body_hash="b",
        name="方案.txt",
        text=PLAN,
        kind="plan",
        title="助餐方案",
        audience=audience,
    )
    await row(StaleMark, thing="case", thing_id=case, stamp="1")
    await row(StaleMark, thing="document", thing_id=plan, stamp="1")
    return {"case": case, "reply": reply, "promise": promise, "plan": plan, "paper": paper}


@pytest.fixture
def index(tmp_path):
    return fulltext.open_index(tmp_path / "index")


async def found(index, text, **more):
    return await fulltext.find(index, text, actor=more.pop("actor", PUBLIC), **more)


async def test_marks_bring_things_in_and_are_used_up(database, index):
    ids = await archive()
    assert await fulltext.refresh(index) == 2
    assert await StaleMark.count() == 0
    assert await fulltext.check(index) == {"missing": (), "stale": (), "left": ()}
    answer = await found(index, "成长驿站 657", fold=False, kinds=("commitment",))
    assert [(card.kind, card.id, card.file) for card in answer.hits] == [("commitment", ids["promise"], "回信.txt")]
    card = answer.hits[0]
    assert (card.title, card.department, card.due) == (
        "关于增设社区托育点的建议",
        "临江市卫生健康委员会",
        date(2026, 12, 31),
    )
    assert [text for text, hit in card.quote[0] if hit] == ["657", "成长驛站"]


async def test_a_changed_thing_is_replaced_and_a_vanished_one_leaves(database, index):
    ids = await archive()
    await fulltext.refresh(index)
    await Commitment.update({Commitment.current: False}).where(Commitment.id == ids["promise"])
    await Case.update({Case.title: "关于课后看护的建议"}).where(Case.id == ids["case"])
    await row(StaleMark, thing="case", thing_id=ids["case"], stamp="2")
    difference = await fulltext.check(index)
    assert difference["left"] == (f"commitment:{ids['promise']}",) and difference["stale"]
    await fulltext.refresh(index)
    assert await fulltext.check(index) == {"missing": (), "stale": (), "left": ()}
    assert (await found(index, "看护")).total == 1


async def test_a_rebuilt_index_equals_a_kept_one(database, index):
    await archive()
    await fulltext.refresh(index)
    kept = index.versions()
    assert await fulltext.rebuild(index) == len(kept)
    assert index.versions() == kept


@pytest.mark.parametrize(
    "text",
    [
        "东溪6",
        "东溪6号",
        "东溪6号建议",
        "东溪代表团6号",
        "十四届四次会议东溪6号",
        "市十四届人大四次会议东溪6号建议",
        "14届4次东溪6号",
        "linjiang-npc-14-4-dongxi-6",
        "临卫函〔2025〕19号",
        "临卫函[2025]19号",
        "林晓",
        "林晓代表",
        "十四届四次",
    ],
)
async def test_a_case_named_in_the_question_comes_first(sqlite_url, tmp_path, text):
    from cases import database

    await database.open_database(sqlite_url, migrated=False)
    try:
        ids = await archive()
        index = fulltext.open_index(tmp_path / "index")
        await fulltext.refresh(index)
        answer = await found(index, text)
        assert answer.used == "exact"
        assert answer.hits[0].case_id == ids["case"]
    finally:
        await database.close()


async def test_what_may_not_be_seen_is_not_counted_either(database, index):
    await archive(audience="office")
    await fulltext.refresh(index)
    for text in ("托育", "成长驿站", "林晓", "东溪6号", "长者食堂", ""):
        answer = await found(index, text)
        assert (answer.total, answer.hits, answer.facets) == (0, (), {})
        assert all(word.count == 0 for word in answer.words)
        assert all(choice.count == 0 for choice in answer.kinds)
        assert (await found(index, text, actor=OFFICE)).total > 0


async def test_personal_data_is_found_by_nobody(database, index):
    await archive()
    await fulltext.refresh(index)
    assert (await found(index, "13800000000", actor=OFFICE)).total == 0
    card = (await found(index, "联系电话", kinds=("reply",))).hits[0]
    assert "138" not in card.text


async def test_facets_count_cases_and_name_their_values(database, index):
    await archive()
    await fulltext.refresh(index)
    answer = await found(index, "")
    assert answer.total == 2
    assert [(c.value, c.label, c.count) for c in answer.facets["label"]] == [("C-HARD", "硬承诺", 1)]
    assert [(c.value, c.count) for c in answer.facets["department"]] == [("临江市卫生健康委员会", 1)]
    narrowed = await found(index, "", filters={"place": ["临江"]})
    assert narrowed.total == 1 and narrowed.hits[0].place == "临江"
    assert {choice.value: choice.count for choice in narrowed.kinds}["document"] == 0


async def test_a_page_without_a_case_is_found_by_itself(database, index):
    ids = await archive()
    await fulltext.refresh(index)
    card = (await found(index, "老年食堂")).hits[0]
    assert (card.kind, card.id, card.file, card.title) == ("document", ids["plan"], "方案.txt", "助餐方案")


@pytest.mark.parametrize("text", ["拖育", "tuoyu", "成常驿站", "czyz"])
async def test_other_spellings_are_counted_as_their_own_answer_counts(database, index, text):
    await archive()
    await fulltext.refresh(index)
    answer = await found(index, text)
    assert answer.total == 0 and answer.proposals
    for proposal in answer.proposals:
        assert proposal.count == (await found(index, proposal.text)).total > 0


@pytest.mark.parametrize("text", ["拖育", "tuoyu", "czyz", "托育"])
async def test_no_spelling_is_offered_of_what_may_not_be_seen_or_was_found(database, index, text):
    await archive(audience="office" if text != "托育" else "public")
    await fulltext.refresh(index)
    assert (await found(index, text)).proposals == ()
