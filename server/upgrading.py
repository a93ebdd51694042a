"""The way to a new version: look first, back up and prove it, change the schema, look again."""

import shutil
from dataclasses import dataclass

from cases import database, fulltext
from cases.actions.keys import open_keys
from cases.backups.verifying import Proof
from cases.fulltext import SearchError
from cases.invariants.examining import examine
from cases.queries.upkeep import applied_migrations
from cases.reference import load_reference
from server.health import Check, backup_check, bad, good, note
from server.settings import Settings

# The snapshot, the backup, and the database that it is restored into.
TIMES = 3


@dataclass(frozen=True, slots=True)
class Plan:
    """What would be done. steps: names of the migrations to come. checks: what was looked at first."""

    steps: tuple[str, ...]
    checks: tuple[Check, ...]


async def planned(settings: Settings, proof: Proof | None) -> Plan:
    """Look at disk, backups and schema of the opened database; nothing is changed."""
    ran, known = await applied_migrations(), database.known_migrations()
    later = sorted(set(ran) - set(known))
    steps = tuple(sorted(set(known) - set(ran)))
    schema = (
        bad("数据库结构", f"来自更新的版本（多出 {len(later)} 步）：请安装那个版本")
        if later
        else good("数据库结构", f"要走 {len(steps)} 步" if steps else "已是最新")
    )
    age = backup_check(proof)
    return Plan(
        steps, (_room(settings), schema, age if age.level == 0 else note("备份", f"{age.said}；升级前会新建一份"))
    )


def _room(settings: Settings) -> Check:
    settings.backups_dir.mkdir(parents=True, exist_ok=True)
    path = database.sqlite_file(settings.database_url)
    kept = sum(held.size for held in settings.store.listing(""))
    needed = TIMES * (kept + (path.stat().st_size if path and path.is_file() else 0))
    free = shutil.disk_usage(settings.backups_dir).free
    said = f"备份文件夹余 {free // 1024**2} MB，升级约需 {needed // 1024**2} MB"
    return good("磁盘", said) if free > needed else bad("磁盘", f"{said}：请先清理，或用 DAFU_BACKUPS 换一块磁盘")


async def migrated(settings: Settings, before: Proof) -> list[Check]:
    """Change the schema of the opened database, then look it over. before: of the backup that was just made."""
    await database.migrate()
    await open_keys(settings.keys_file)
    await load_reference()
    checks = [good("数据库结构", f"已是最新（{len(await applied_migrations())} 步）")]
    found = await examine(files=settings.store)
    checks += [bad(number, one.what) for number, violations in found.items() for one in violations]
    if len(checks) == 1:
        checks.append(good("数据", f"{before.rows} 行升级后核对无误"))
    return [*checks, await _index(settings)]


async def _index(settings: Settings) -> Check:
    try:
        fulltext.open_index(settings.index_dir, create=False)
    except SearchError:
        await fulltext.rebuild(settings.index_dir)
        return good("检索索引", "没有或格式变了，已重建")
    return good("检索索引", "可用")
