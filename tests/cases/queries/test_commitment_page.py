"""One promise opened: its course for whoever has to do with it, and the moves that each reader has."""

import pytest

from cases import tables
from cases.actions.commitments import Report, ask_change, report
from cases.actor import PUBLIC, Actor
from cases.errors import NotFound
from cases.queries.commitment_page import commitment_page, evidence_file
from cases.vocabulary import Role, Stage, Verb
from tests.cases.promised import DUE, Promised, person
from tests.cases.tables.rules import new_row

pytestmark = pytest.mark.anyio


async def test_the_course_is_told_to_those_of_the_case_only(furnished, tmp_path):
    one = await Promised().made("confirmed")
    files = [("照片说明.txt", "现场照片三张，拍摄于开放当天。".encode())]
    await report(one.id, 1, Report(Stage.UNDER_WAY, "首批已经开工"), files, folder=tmp_path, actor=one.clerk)
    await ask_change(one.id, 2, DUE.replace(year=DUE.year + 1), "手续尚未办完", actor=one.clerk)
    page = await commitment_page(one.id, actor=one.office)
    assert [(row.stage, row.told) for row in page.reports] == [(Stage.UNDER_WAY, "首批已经开工")]
    assert page.open_change.old == DUE and page.offer(Verb.CHANGE_DUE).blocked is None
    assert page.offer(Verb.REPORT_PROGRESS) is None and page.offer(Verb.VERIFY) is None
    mine = await commitment_page(one.id, actor=one.clerk)
    assert mine.offer(Verb.REPORT_PROGRESS) and mine.offer(Verb.CHANGE_DUE) is None
    evidence = page.reports[0].files[0].id
    assert (await evidence_file(evidence, actor=one.clerk))[0] == "照片说明.txt"
    stranger = Actor("别家", Role.CLERK, person=await person(), unit=(await new_row(tables.Department))["id"])
    for reader in (stranger, PUBLIC):
        with pytest.raises(NotFound):
            await commitment_page(one.id, actor=reader)
        with pytest.raises(NotFound):
            await evidence_file(evidence, actor=reader)
