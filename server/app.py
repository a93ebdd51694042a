"""create_app: the one place where settings, database, index, templates, routes and rules meet."""

import asyncio
import contextlib
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

from litestar import Litestar
from litestar.config.compression import CompressionConfig
from litestar.datastructures import CacheControlHeader, State
from litestar.plugins import PluginProtocol
from litestar.plugins.core import MsgspecDIPlugin
from litestar.static_files import create_static_files_router

from cases import database
from cases.fulltext import begin
from cases.pacing import SERVING, at_pace
from cases.reference import load_reference
from server import once, pages, replicas
from server.auth import gate
from server.compiling import compiling
from server.controllers import CONTROLLERS
from server.crowding import Crowd, admitted
from server.duty import keeping_in_turn
from server.errors import HANDLERS
from server.headers import add_headers
from server.heap import trimming
from server.keeper import keep
from server.kept import Kept
from server.kept_pages import kept
from server.mailer import mailing
from server.meter import Meter, counted
from server.meters import shown
from server.opening import open_data
from server.settings import Settings
from server.uploads import PieceRequest, background, end_turn
from server.warming import warming

LARGEST_BODY = 1024 * 1024
YEAR = 365 * 24 * 3600


class _Plain(Litestar):
    """Without the framework's support for classes of other libraries, which no handler takes or gives: to read them
    costs every start a tenth of a second. Where the framework renames this, it is merely read again."""

    @staticmethod
    def _get_default_plugins(plugins: list[PluginProtocol]) -> list[PluginProtocol]:
        return [*plugins, MsgspecDIPlugin()]


def create_app(settings: Settings, *, owns_database: bool = True, keeps_index: bool = True) -> Litestar:
    """The application.

    owns_database: open and migrate the database with it; False where the caller did. keeps_index: run the keeper in
    this process; False where one runs apart.
    """

    meter = Meter()

    @asynccontextmanager
    async def lifespan(app: Litestar) -> AsyncIterator[None]:
        settings: Settings = app.state.settings
        if owns_database:
            await open_data(settings, replica=settings.replica)
            await load_reference()
        try:
            app.state.kept, app.state.crowd, app.state.turns = Kept(), Crowd(), None  # of this very loop
            app.state.index = await begin(settings.index_dir)  # that of another version the keeper makes anew

            async def work(stop: asyncio.Event) -> None:
                with at_pace(SERVING):
                    async with mailing(settings, app.state.index):
                        await keep(app.state.index, stop)

            keeper = keeping_in_turn(work) if keeps_index else contextlib.nullcontext()
            meters = shown(meter, settings.data_dir / "run")
            ready = compiling(app.state.templates)
            on_postgres = owns_database and database.sqlite_file(settings.database_url) is None
            warm = warming(app.state, counts=on_postgres)
            async with trimming(), ready, warm, keeper, background(app), meters:
                yield
        finally:
            app.state.kept = None
            if owns_database:
                await database.close()

    static = create_static_files_router(
        path="/static",
        directories=[pages.STATIC],
        cache_control=CacheControlHeader(max_age=YEAR, immutable=True, public=True),
        opt={"policy": "public", "anonymous": True},
    )
    handlers: list[Any] = [*CONTROLLERS, static]
    return _Plain(
        route_handlers=handlers,
        guards=[gate],
        middleware=[counted(meter), kept(), admitted()],
        exception_handlers=HANDLERS,
        before_send=[once.settle, replicas.note, add_headers, end_turn],
        request_class=PieceRequest,
        lifespan=[lifespan],
        compression_config=CompressionConfig(
            backend="gzip", minimum_size=1024, gzip_compress_level=5, exclude_opt_key="packed"
        ),
        request_max_body_size=LARGEST_BODY,
        openapi_config=None,
        logging_config=None,
        state=State({"settings": settings, "meter": meter, "templates": pages.environment()}),
    )
