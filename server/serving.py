"""Running the program: the web with its keeper, the keeper alone, the demonstration."""

import asyncio
import contextlib
import signal
import socket
import sys
from pathlib import Path
from typing import Any

import click
import uvicorn

from cases import clock, database
from cases.actions.demo_accounts import load_demo_accounts
from cases.actions.demo_lives import first_day, play_lives
from cases.actions.demo_look_backs import play_look_back
from cases.actions.demo_promises import play_promises
from cases.actions.demo_searches import play_searches
from cases.actor import IMPORTER
from cases.engines.library import VERSION, durability_for
from cases.importing.runs import Progress, import_sources
from cases.intake.sources import read_paths
from cases.reference import load_reference
from cases.resources import fixtures
from server import keeper, logs
from server.app import create_app
from server.duty import keep_in_turn
from server.heap import few_heaps
from server.mailer import mailing
from server.opening import open_data
from server.progress import progress
from server.saved_searches import finder
from server.settings import Settings, SettingsProblem, from_env

# A connection that says nothing is closed, a header that never ends is refused.
LIMITS: dict[str, Any] = {
    "timeout_keep_alive": 15,
    "h11_max_incomplete_event_size": 64 * 1024,
    "server_header": False,
    "access_log": False,  # names what people searched for, and ``server.logs`` would drop each line after it was made
    "proxy_headers": False,  # ``server.clients`` reads them, and only from proxies that a setting names
}

# Seconds that a thread may compute while the event loop waits for the interpreter, instead of 5 ms. The loop lets go of
# it at every row and every socket: with short turns it gets three times as much done, and the threads no less.
TURN = 0.001
SLOWEST_START = 30  # seconds: a process that is still loading on a busy machine must not be taken for dead


def run(settings: Settings, *, host: str, port: int, workers: int) -> None:
    """Serve until stopped. Several processes share one database: of SQLite's, only one that writes ahead lets them read
    while another commits. Raises SettingsProblem."""
    on_sqlite = database.sqlite_file(settings.database_url) is not None
    if workers > 1 and on_sqlite and durability_for(VERSION).journal_mode != "wal":
        raise SettingsProblem("这台机器的 SQLite 较旧，只能由一个进程提供服务：请去掉 --workers，或安装 dafu[fast]。")
    logs.set_up(settings.log)
    sys.setswitchinterval(TURN)
    few_heaps()
    click.echo(f"答复已启动：{_address(host, port)}　按 Ctrl+C 停止", err=True)
    if workers > 1:
        web = "server.serving:web_only"
        more: dict[str, Any] = {**LIMITS, "timeout_worker_healthcheck": SLOWEST_START}
        uvicorn.run(web, factory=True, host=host, port=port, workers=workers, log_config=None, **more)
    else:
        with contextlib.suppress(KeyboardInterrupt):
            uvicorn.run(create_app(settings), host=host, port=port, log_config=None, **LIMITS)


def web_only() -> object:
    """The application for one of several processes; the keeper runs apart."""
    settings = from_env()
    logs.set_up(settings.log)
    sys.setswitchinterval(TURN)
    few_heaps()
    return create_app(settings, keeps_index=False)


def run_keeper(settings: Settings) -> None:
    """Keep the index in step, remind, and send mail, in turn with other keepers, until stopped by a signal."""
    logs.set_up(settings.log)
    few_heaps()
    asyncio.run(_keep(settings))


async def _keep(settings: Settings) -> None:
    stop = asyncio.Event()
    for kind in (signal.SIGINT, signal.SIGTERM):
        asyncio.get_running_loop().add_signal_handler(kind, stop.set)
    await open_data(settings)

    async def work(stop: asyncio.Event) -> None:
        index = await keeper.opened(settings.index_dir)
        async with mailing(settings, index):
            await keeper.keep(index, stop)

    try:
        await keep_in_turn(work, stop)
    finally:
        await database.close()


def run_demo(settings: Settings, *, host: str, port: int, serve: bool) -> None:
    """Load the archive that ships with the program, through the importer like any other, and show it."""
    asyncio.run(prepare_demo(settings, fixtures() / "archive"))
    if not serve:
        return
    with socket.socket() as listener:
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            listener.bind((host, port))
        except OSError:
            listener.bind((host, 0))
        address = _address(host, listener.getsockname()[1])
        click.echo(f"演示已就绪：{address}\n数据在 {settings.data_dir}，删除该文件夹即可清空。按 Ctrl+C 停止。")
        logs.set_up(settings.log)
        sys.setswitchinterval(TURN)
        config = uvicorn.Config(create_app(settings), log_config=None, **LIMITS)
        with contextlib.suppress(KeyboardInterrupt):
            uvicorn.Server(config).run(sockets=[listener])


async def prepare_demo(settings: Settings, folder: Path) -> None:
    """Bring database and index to the state of the demonstration; what is there already is left as it is."""
    await open_data(settings)
    try:
        await load_reference()
        begins = await first_day()
        # What the archive had before the stories begin is dated before them, for the journal goes one way.
        with clock.at(begins) if begins else contextlib.nullcontext():
            await load_demo_accounts()
            await _import_demo(folder)
        await play_lives()
        await play_promises()
        await play_look_back()
        index = await keeper.opened(settings.index_dir)
        await keeper.catch_up(index)
        await play_searches(finder(index))
    finally:
        await database.close()


async def _import_demo(folder: Path) -> None:
    with progress("载入演示档案") as say:

        def told(step: Progress) -> None:
            say(step.done, step.total, step.last.name)

        await import_sources(
            read_paths([folder]), actor=IMPORTER, label="演示档案", location=str(folder), on_progress=told
        )


def _address(host: str, port: int) -> str:
    shown = host if host not in ("0.0.0.0", "::") else "127.0.0.1"  # nosec B104 # noqa: S104 - what is shown, not what is bound
    return f"http://{shown}:{port}/"
