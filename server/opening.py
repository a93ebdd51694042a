"""The data of an installation, opened: the database brought up to date, and the keys of what is sealed in it."""

from cases import database
from cases.actions.keys import open_keys
from server.settings import Settings


async def open_data(settings: Settings, *, replica: str | None = None) -> None:
    """Open both or neither; close with ``database.close``. replica: as for the database.

    Raises DatabaseNotOpened and as ``open_keys``.
    """
    await database.open_database(settings.database_url, replica=replica)
    try:
        await open_keys(settings.keys_file)
    except BaseException:
        await database.close()
        raise
