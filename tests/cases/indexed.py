"""A small archive that is to be indexed: one case with all it has, and one plan."""

from datetime import date

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
