"""What the machine found, looked through: confirmed, rejected, taken back, cut otherwise, split and merged."""

import pytest

from cases import tables
from cases.actions import findings
from cases.actions.assignments import Chosen
from cases.errors import ComesFirst, WordsNotThere
from cases.vocabulary import Category, CommitmentLabel
from tests.cases.promised import DUE, FIRST, SECOND, TEXT, Promised

pytestmark = pytest.mark.anyio


@pytest.fixture
async def found(furnished):
    return await Promised().made()


async def test_a_batch_is_looked_through_and_who_came_late_stops_nobody(found):
    other = await Promised().made()
    late = Chosen(found.id, 99)
    looked = await findings.look_through([Chosen(other.id, 1)], [late], actor=found.office)
    assert looked.done == 1 and [one for one, _ in looked.refused] == [found.id]
    assert (await other.row())["state"] == "confirmed" and (await found.row())["state"] == "identified"
    await findings.look_through([], [Chosen(found.id, 1)], actor=found.office)
    assert (await found.row())["state"] == "rejected"
    await findings.look_through([], [], restored=[Chosen(found.id, 2)], actor=found.office)
    assert await found.verbs() == ["reject_finding", "restore_finding"]


async def test_the_words_are_cut_from_the_document_and_the_machine_s_kept(found):
    wanted = findings.Correction(FIRST, CommitmentLabel.HARD, Category.FACILITY, found.unit, "王科长", "三处", "", DUE)
    with pytest.raises(WordsNotThere):
        changed = findings.Correction("我局争取建成四处驿站", *list(_fields(wanted))[1:])
        await findings.correct(found.id, 1, changed, actor=found.office)
    await findings.correct(found.id, 1, wanted, actor=found.office)
    row = await found.row()
    assert (row["quote"], TEXT[row["start"] : row["end"]], row["found_quote"]) == (FIRST, FIRST, TEXT[:27])
    assert (row["label"], row["owner"], row["measure"], row["version"]) == ("C-HARD", "王科长", "三处", 2)


def _fields(wanted):
    return (getattr(wanted, name) for name in wanted.__dataclass_fields__)


async def test_one_finding_becomes_two_and_two_become_one(found):
    made = await findings.split(found.id, 1, SECOND, actor=found.office)
    new = await tables.Commitment.select().where(tables.Commitment.id == made).first()
    assert (new["quote"], new["by_hand"], new["state"], new["case"]) == (SECOND, True, "identified", found.case)
    with pytest.raises(ComesFirst):
        await findings.merge(made, 1, made, actor=found.office)
    await findings.merge(made, 1, found.id, actor=found.office)
    new = await tables.Commitment.select().where(tables.Commitment.id == made).first()
    assert (new["state"], new["merged_into"]) == ("merged", found.id)
