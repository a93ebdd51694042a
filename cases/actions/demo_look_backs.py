"""A round of look-back in the demonstration: asked by oversight, answered by one unit, not yet by the others."""

from datetime import timedelta

from cases.actions.demo_lives import Cast, cast_of_accounts
from cases.actions.look_back_sheets import Answer, hand_in_sheet
from cases.actions.look_backs import Round, begin_look_back
from cases.clock import today
from cases.queries.look_back_sheets import sheet_page
from cases.queries.look_backs import Wanted, look_back_preview
from cases.tables import LookBack, LookBackSheet
from cases.vocabulary import ClassSemantic, Role, Stage

_TOLD = "已按答复的安排落实，现场照片和验收单存在本单位。"
_DAYS = 20


async def play_look_back() -> int:
    """Begin it and let the first unit with a clerk answer; how many sheets. None where there is a round already."""
    if await LookBack.exists():
        return 0
    cast = await cast_of_accounts()
    office = next(one for one in cast.actors if one.role is Role.OVERSIGHT)
    wanted = Wanted(today().year, (ClassSemantic.IN_PROGRESS,))
    if not any(share.department for share in await look_back_preview(wanted, actor=office)):
        return 0
    begun = Round(f"{today().year}年B类答复回头看", today() + timedelta(days=_DAYS))
    made = await begin_look_back(wanted, begun, actor=office)
    sheets = await LookBackSheet.select().where(LookBackSheet.look_back == made).order_by(LookBackSheet.department)
    if len(sheets) > 1:
        await _answer(sheets[-1]["id"], sheets[-1]["department"], cast)
    return len(sheets)


async def _answer(sheet: int, unit: int, cast: Cast) -> None:
    clerk = next((one for one in cast.actors if one.role is Role.CLERK and one.unit == unit), None)
    if clerk is None:
        return
    page = await sheet_page(sheet, actor=clerk)
    answers = {line.id: Answer(None if line.of_reply else Stage.UNDER_WAY, _TOLD) for line in page.lines}
    await hand_in_sheet(sheet, page.version, answers, actor=clerk)
