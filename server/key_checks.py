"""Looking over the file of keys: whether it is there, nobody else's to read, apart from the data, and fits."""

import stat

from cases import ciphers
from cases.actions.keys import lacking, unfinished
from cases.errors import CaseError
from server.health import Check, bad, good, note
from server.settings import Settings

NAME = "密钥文件"


def file_checks(settings: Settings) -> list[Check]:
    """What can be said without the database."""
    place = settings.keys_file
    if not place.exists():
        return [bad(NAME, f"{place} 不存在：新装请运行 dafu key make；已有数据的，请从另存的一份恢复")]
    try:
        ring = ciphers.read(place)
    except CaseError as problem:
        return [bad(NAME, str(problem))]
    if stat.S_IMODE(place.stat().st_mode) & (stat.S_IRWXG | stat.S_IRWXO):
        return [bad(NAME, f"{place} 别的用户也能读：请 chmod 600 {place}")]
    if place.is_relative_to(settings.data_dir):
        return [note(NAME, f"{place} 与数据在一处，拿走磁盘就能读出电话：请移到别处并设 DAFU_KEYS")]
    if place.is_relative_to(settings.backups_dir):
        return [bad(NAME, f"{place} 与备份在一处：请移到别处并设 DAFU_KEYS")]
    return [good(NAME, f"{place}，在用 {ring.in_force.id}，共 {len(ring.keys)} 把")]


async def fit_checks(settings: Settings) -> list[Check]:
    """Whether the file has the keys that the opened database needs, and whether a change of keys was left half done."""
    try:
        missing = await lacking(ciphers.read(settings.keys_file))
    except CaseError:
        return []  # said by file_checks
    if missing is not None:
        return [bad(NAME, f"没有密钥 {missing}，加密的电话等打不开，网站不会启动：请恢复正确的密钥文件")]
    if await unfinished():
        return [note(NAME, "更换密钥没有做完：请再运行 dafu key rotate")]
    return []
