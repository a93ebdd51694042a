"""What people decide of series: kept with who, when and why, undone as one act, alive after a better copy came."""

import pytest

from cases import tables
from cases.actions.series import drop_points, join_series, part_series, undo_decision
from cases.actor import OFFICE, PUBLIC
from cases.errors import ChoiceMissing, FieldMissing, Forbidden, NotFound
from cases.queries.series import series_page
from cases.queries.series_decisions import series_acts
from cases.vocabulary import Role, Verb
from tests.accounts import actor_as
from tests.cases.queries.test_series import FIRST, LETTER, SECOND, fill

pytestmark = pytest.mark.anyio


async def values(figure, actor=OFFICE):
    return [row.point.stated.value for row in (await series_page(figure, actor=actor)).points]


async def figure_of(value):
    return (await tables.Figure.select(tables.Figure.id).where(tables.Figure.value == value).first())["id"]


async def test_joined_parted_left_out_and_undone(furnished):
    await fill(FIRST, SECOND)
    officer = await actor_as(Role.OVERSIGHT)
    books, later, model = [await figure_of(value) for value in ("310", "420", "75")]
    await join_series(books, model, "同一项统计", actor=officer)
    assert await values(books) == ["310", "40", "420", "75"]
    await part_series([later, model], books, "口径已变", actor=officer)
    assert await values(books) == ["310", "40"]
    assert await values(model) == ["420", "75"]
    parted, joined = (await series_page(books, actor=officer)).acts
    assert [(act.verb, act.told, act.who) for act in (parted, joined)] == [
        (Verb.PART_SERIES, "口径已变", officer.name),
        (Verb.JOIN_SERIES, "同一项统计", officer.name),
    ]
    await undo_decision(joined.id, actor=officer)
    await undo_decision(parted.id, actor=officer)
    assert await values(books) == ["310", "420"]
    await drop_points([later], "转引外地", actor=officer)
    assert await values(books) == ["310"]
    with pytest.raises(NotFound):
        await series_page(later, actor=officer)
    assert (await series_acts(actor=officer)).rows[0].verb is Verb.DROP_POINT
    assert (await series_acts(actor=officer)).total == 3
    assert await tables.JournalEntry.count().where(tables.JournalEntry.verb == Verb.UNDO_SERIES.value) == 2


async def test_who_may_and_what_must_be_said(furnished):
    await fill(FIRST, SECOND)
    officer = await actor_as(Role.REVIEWER)
    one, other = [await figure_of(value) for value in ("310", "75")]
    for act, error in (
        (join_series(one, other, "x", actor=await actor_as(Role.CLERK)), Forbidden),
        (join_series(one, other, "x", actor=PUBLIC), Forbidden),
        (join_series(one, other, " ", actor=officer), FieldMissing),
        (join_series(one, one, "x", actor=officer), ChoiceMissing),
        (join_series(one, 987654, "x", actor=officer), NotFound),
        (part_series([one], one, "x", actor=officer), ChoiceMissing),
        (drop_points([], "x", actor=officer), ChoiceMissing),
        (undo_decision(987654, actor=officer), NotFound),
    ):
        with pytest.raises(error):
            await act
    assert await tables.SeriesDecision.count() == 0


async def test_a_better_copy_of_the_text_keeps_what_was_decided(furnished):
    more = "书屋的图书由市图书馆统一采购编目，各街道配备管理员，节假日照常开放，并定期举办亲子阅读和老年读书活动。\n"
    courtesies = "感谢您对社区书屋建设的关心，欢迎继续提出宝贵意见，也请您有空时到书屋走一走、看一看。\n"
    padded = LETTER.replace("我局将于", more + "我局将于")
    await fill(FIRST, SECOND, text=padded)
    officer = await actor_as(Role.OVERSIGHT)
    books, model = [await figure_of(value) for value in ("310", "75")]
    await join_series(books, model, "同一项统计", actor=officer)
    better = padded.replace("目前，全市已", "全市目前已").replace("杭州市教育局\n{", courtesies + "杭州市教育局\n{")
    await fill(SECOND, text=better)
    replaced = tables.Document.superseded_by.is_not_null()
    assert await tables.Document.count().where(replaced) == 1
    quoted = await tables.Figure.select(tables.Figure.quote).where(tables.Figure.value == "420").first()
    assert "全市目前已建成" in quoted["quote"]
    assert await values(books) == ["310", "40", "420", "75"]
