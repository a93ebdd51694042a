"""Running the parts: what is refused, and a demonstration that can be started again."""

import contextlib
import sys

import pytest
import uvicorn

from cases import database, fulltext
from cases.actor import PUBLIC
from cases.resources import fixtures
from server import keeper, logs
from server.serving import TURN, prepare_demo, run
from server.settings import SettingsProblem, from_env

pytestmark = pytest.mark.anyio


@pytest.mark.parametrize(
    ("version", "allowed"), [((3, 40, 1), False), ((3, 51, 2), False), ((3, 50, 7), True), ((3, 53, 0), True)]
)
def test_several_processes_share_only_a_file_that_is_written_ahead(tmp_path, monkeypatch, version, allowed):
    served = []
    monkeypatch.setattr("server.serving.VERSION", version)
    monkeypatch.setattr(logs, "set_up", lambda asked: None)
    monkeypatch.setattr(uvicorn, "run", lambda app, **more: served.append(more["workers"]))
    before = sys.getswitchinterval()
    try:
        with contextlib.nullcontext() if allowed else pytest.raises(SettingsProblem, match="只能由一个进程"):
            run(from_env({"DAFU_DATA": str(tmp_path)}), host="127.0.0.1", port=0, workers=2)
    finally:
        sys.setswitchinterval(before)
    assert served == [2] * allowed


def test_threads_that_compute_leave_the_loop_its_turn(tmp_path, monkeypatch):
    before, during = sys.getswitchinterval(), []
    monkeypatch.setattr(logs, "set_up", lambda asked: None)
    monkeypatch.setattr(uvicorn, "run", lambda app, **more: during.append(sys.getswitchinterval()))
    try:
        run(from_env({"DAFU_DATA": str(tmp_path)}), host="127.0.0.1", port=0, workers=1)
    finally:
        sys.setswitchinterval(before)
    assert during == [pytest.approx(TURN)]
    assert before > TURN


async def test_demo_is_prepared_once(tmp_path, anyio_backend):
    settings = from_env({"DAFU_DATA": str(tmp_path)}, demo=True)
    some = tmp_path / "some"
    some.mkdir()
    for path in sorted((fixtures() / "archive").glob("jy-2023-*.txt"))[:3]:
        (some / path.name).write_bytes(path.read_bytes())
    totals = []
    for _ in range(2):
        await prepare_demo(settings, some)
        await database.open_database(settings.database_url)
        index = await keeper.opened(settings.index_dir)
        totals.append((await fulltext.find(index, "建议", actor=PUBLIC)).total)
        await database.close()
    assert totals[0] == totals[1] > 0
