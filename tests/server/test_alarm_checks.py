"""Lines of the doctor: guessing, and daily rounds that are not made."""

from datetime import timedelta

import pytest

from cases import clock
from cases import database as door
from cases.actions.retention import tidy
from cases.actions.tries import note_failures
from cases.clock import now
from server.alarm_checks import LATE, alarm_check, tidy_check
from server.health import Level
from server.limits import Limits
from server.settings import Settings

pytestmark = pytest.mark.anyio


async def test_levels(sqlite_url, tmp_path, anyio_backend):
    await door.open_database(sqlite_url, migrated=False)
    settings = Settings(tmp_path, sqlite_url, limits=Limits(tries_hour=2))
    levels = [(await tidy_check()).level, (await alarm_check(settings)).level]
    await note_failures([])
    levels.append((await alarm_check(settings)).level)
    await note_failures([])
    levels.append((await alarm_check(settings)).level)
    await tidy()
    levels.append((await tidy_check()).level)
    with clock.at(now() + LATE + timedelta(minutes=1)):
        levels += [(await tidy_check()).level, (await alarm_check(settings)).level]
    await door.close()
    assert levels == [Level.NOTE, Level.GOOD, Level.GOOD, Level.BAD, Level.GOOD, Level.NOTE, Level.GOOD]
