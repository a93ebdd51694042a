"""The faults would be noticed: what was acknowledged and is not there is lost, and nothing else is."""

import os
import sys

import httpx
import pytest

from cases import database, journal, tables
from cases.actor import OFFICE
from cases.database import write_tx
from cases.vocabulary import Verb
from tests.cases.tables.rules import new_row
from tests.faults.__main__ import _table
from tests.faults.kinds import KINDS, kinds_of
from tests.faults.ledger import Ledger, done_twice, lost_of, number_in, unjournaled, words_of
from tests.faults.rounds import Tally
from tests.faults.watch import opened

pytestmark = pytest.mark.anyio


async def test_each_kind_of_loss_is_told(sqlite_url, tmp_path, anyio_backend):
    await database.open_database(sqlite_url, migrated=False)
    case = (await new_row(tables.Case))["id"]
    await new_row(tables.ProposalText, case=case, situation=words_of(case, 5))
    await new_row(tables.Attachment, case=case, sha256="a" * 64)
    whole = {"begun": {"k": {case}}, "saved": {case: 5}, "sent": {case: 5}, "files": {"a" * 64: case}}
    for change, told in (
        ({}, []),
        ({"saved": {case: 4}}, []),  # the fifth was on its way and arrived
        ({"saved": {case: 4}, "sent": {case: 4}}, ["只有第 5 次"]),  # nobody ever sent it
        ({"saved": {case: 6}, "sent": {case: 6}}, ["应有第 6 次保存，只有第 5 次"]),
        ({"begun": {"k": {case}, "l": {case + 1}}}, ["草稿不见了"]),
        ({"files": {"b" * 64: case}}, ["附件 bbbbbbbbbbbb 不见了"]),
        ({"told": {1: "published"}}, ["第 1 号答复应当 published"]),
        ({"imported": {"page-7.txt"}}, ["page-7.txt 不见了"]),
    ):
        lost = await lost_of(Ledger(**{**whole, **change}))
        assert len(lost) == len(told), (change, lost)
        assert all(part in one for one, part in zip(lost, told, strict=True))
    assert len(await unjournaled(Ledger(begun={"k": {case}}))) == 1
    async with write_tx():
        await journal.record(OFFICE, Verb.CREATE, "case", case, case=case)
    assert await unjournaled(Ledger(begun={"k": {case, case + 1}})) == []
    await database.close()


def test_words_name_their_saving_and_a_tally_knows_when_it_is_broken():
    assert [number_in(words_of(7, number)) for number in (1, 12, 3000)] == [1, 12, 3000]
    assert number_in("别的文字") == 0
    assert not Tally(rounds=3, acknowledged=9).broken
    assert Tally(index_differences=1).broken


def test_a_form_that_did_its_work_twice_is_told():
    assert done_twice(Ledger(begun={"one": {1}, "none": set()})) == []
    assert len(done_twice(Ledger(begun={"one": {1, 2}, "other": {3}}))) == 1


def test_every_database_meets_the_faults_that_it_can_have():
    names = {database: {kind.name for kind in kinds_of(database)} for database in ("sqlite", "postgres")}
    assert names["sqlite"] | names["postgres"] == set(KINDS)
    assert {"kill_postgres", "kill_replica", "keeper_hangs"} <= names["postgres"] - names["sqlite"]
    assert [kind.name for kind in kinds_of("sqlite", ["power", "kill_replica"])] == ["power"]


def test_who_is_asked_for_the_password_again_has_not_been_signed_out():
    """Both answer 401; only the page that asks for a proof has a field for it."""
    ledger, asked = Ledger(), httpx.Request("POST", "http://site.test/publications/1")
    for words in ('<p>请再确认一次是您本人。</p><input name="proof">', "<p>登录已失效，请重新登录。</p>"):
        ledger.note(httpx.Response(401, text=words, request=asked))
    assert (ledger.proofs, ledger.signed_out, ledger.faults) == (1, 1, [])


def test_the_table_tells_of_one_fault_in_one_place_and_of_all_in_the_end():
    one, other = Tally(rounds=2, slowest_ready=3.0), Tally(rounds=1, slowest_ready=9.0, not_run=1)
    lines = _table(
        {("sqlite", "power"): one, ("sqlite", "kill_web"): one, ("postgres", "kill_web"): other}
    ).splitlines()
    assert [line.split()[:2] for line in lines[1:4]] == [
        ["kill_web", "postgres"], ["kill_web", "sqlite"], ["power", "sqlite"]
    ]  # fmt: skip
    assert lines[4].split()[:2] == ["all", "5"]
    assert "9.0" in lines[4]


@pytest.mark.skipif(sys.platform != "linux", reason="only there is told what a process has open")
def test_what_is_held_open_is_told_by_its_name_without_numbers(tmp_path):
    before = opened([os.getpid()])
    with (tmp_path / "segment_3af1.bin").open("w"), (tmp_path / "segment_77.bin").open("w"):
        assert opened([os.getpid()]) - before == {"segment_.bin": 2}
    assert opened([os.getpid()]) - before == {}
