"""What goes into the index and staying in step, with either database and the index that belongs to it."""

from datetime import date

import pytest

from cases import fulltext
from cases.actor import PUBLIC
from cases.tables import Case, Commitment, StaleMark
from tests.cases.indexed import archive, row

pytestmark = pytest.mark.anyio


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


async def test_what_another_writer_used_up_meanwhile_is_read_once_more(database, tmp_path, monkeypatch):
    """An import that read a case, waits for the index, and writes after the keeper brought in a newer text."""
    ids = await archive()
    index = fulltext.open_index(tmp_path / "index")
    write = fulltext.keeping.search.write

    def late(folder, documents, **more):
        """The keeper comes first with the newer text; then what was read before is written."""
        StaleMark.delete(force=True).run_sync()
        write(folder, documents, **more)

    monkeypatch.setattr(fulltext.keeping.search, "write", late)
    await fulltext.refresh(index)
    monkeypatch.undo()
    assert await StaleMark.count() == 2
    await Case.update({Case.title: "关于课后看护的建议"}).where(Case.id == ids["case"])
    await fulltext.refresh(index)
    assert await fulltext.check(index) == {"missing": (), "stale": (), "left": ()}
