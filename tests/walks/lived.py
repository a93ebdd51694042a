"""A site that has something on every page: the small archive and the lives of the demonstration."""

from cases import database, tables
from cases.actions.demo_lives import play_lives
from cases.actions.demo_look_backs import play_look_back
from cases.actions.demo_promises import play_promises
from cases.actions.demo_searches import play_searches
from cases.actions.snapshots import take_snapshot
from cases.actor import SYSTEM
from cases.statistics.needs import Scope
from cases.vocabulary.statistics import Report
from server.saved_searches import finder
from tests.cases.tables.rules import new_row
from tests.ledgers import upload_ledger
from tests.server.controllers.series_letters import enter_letters
from tests.walks.pages import Page, every_page


async def furnished(app, url) -> tuple[list[Page], list[str]]:
    """Play everything on the archive with its accounts. A page of each route, and the routes that have none."""
    await database.open_database(url, migrated=False)
    await play_lives()
    await play_promises()
    await play_look_back()
    await play_searches(finder(None))  # its searches are of lists, which need no index
    await enter_letters()
    await take_snapshot(Report.UNITS, Scope(), "通报口径", actor=SYSTEM)
    await new_row(tables.ImportItem)
    await new_row(tables.ImportProblem)
    await upload_ledger(app.state.settings.files_dir)
    await database.close()
    async with app.lifespan():
        return await every_page(app)
