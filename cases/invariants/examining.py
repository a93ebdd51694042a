"""All invariants that the data can answer, for ``dafu doctor``, backups, and tests that break things."""

from collections.abc import Awaitable, Callable

from cases.files import Place
from cases.fulltext import Index
from cases.invariants.findings import Violation
from cases.invariants.keeping import database_is_sound, files_are_there, journal_is_whole
from cases.invariants.sight import ended_people_are_out, index_is_the_database, lists_and_things_agree
from cases.invariants.states import nothing_is_done_twice, states_are_journaled, states_can_be

# What each is called where it is told that it holds.
NAMES = {
    "I2": "没有重复办理，没有只写一半的",
    "I3": "状态与审计日志一致",
    "I4": "审计日志完整",
    "I5": "检索索引与数据库一致",
    "I6": "附件齐全，未被改动",
    "I7": "状态和期限合乎规定",
    "I11": "数据库文件完好，引用都有着落",
    "I13": "停用的账号进不来",
    "I16": "列表与单件的权限一致",
}
_OF_THE_DATABASE: dict[str, Callable[[], Awaitable[list[Violation]]]] = {
    "I11": database_is_sound,
    "I4": journal_is_whole,
    "I2": nothing_is_done_twice,
    "I3": states_are_journaled,
    "I7": states_can_be,
    "I13": ended_people_are_out,
    "I16": lists_and_things_agree,
}


async def examine(*, files: Place | None = None, index: Index | None = None) -> dict[str, list[Violation]]:
    """The counterexamples to each invariant of the opened database, in the order of their numbers.

    files: the file store, index: the search index; without them I6 and I5 are left out.
    """
    found = {number: await check() for number, check in _OF_THE_DATABASE.items()}
    if files is not None:
        found["I6"] = await files_are_there(files)
    if index is not None:
        found["I5"] = await index_is_the_database(index)
    return {number: found[number] for number in NAMES if number in found}
