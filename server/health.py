"""Looking an installation over: the machine, the database, the settings; each check one line for whoever keeps it."""

import asyncio
import os
import platform
import shutil
import stat
import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from enum import IntEnum
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

from cases import database
from cases.backups.verifying import Proof
from cases.calendars import working_calendar
from cases.clock import now, today
from cases.engines.library import VERSION, durability_for
from cases.errors import CaseError, StoreAway, spoken_size
from cases.files import key_of
from cases.kept_files import latest_named
from cases.papers.fonts import installed
from cases.queries.upkeep import applied_migrations, has_admin, keepers, last_journaled
from server.configuration import TESTS_ONLY, masked
from server.demands import wants_factor
from server.settings import KEYS, Settings

LEAST_FREE = 1024**3
MOST_BEHIND = 16 * 1024**2  # bytes that a replica may have before it
MOST_LOOKED_FOR = 3  # files that doctor asks the store for
_OWN = ("localhost", "127.0.0.1", "::1")
BACKUP_AGE = timedelta(hours=26)  # a day, and the time the nightly one takes
# File systems whose locks are not to be relied on, or that a restart empties, by the number statfs gives.

_UNFIT_SYSTEMS = {"nfs", "nfs4", "cifs", "smb3", "smbfs", "tmpfs", "ramfs", "fuse.sshfs", "9p"}


class Level(IntEnum):
    """How a check came out."""

    GOOD = 0
    NOTE = 1
    BAD = 2


@dataclass(frozen=True, slots=True)
class Check:
    """One line: what was looked at, how it came out, what was found and what to do."""

    name: str
    level: Level
    said: str

    def __str__(self) -> str:
        return f"{('正常', '留意', '问题')[self.level]}　{self.name}：{self.said}"


def good(name: str, said: str) -> Check:
    return Check(name, Level.GOOD, said)


def note(name: str, said: str) -> Check:
    return Check(name, Level.NOTE, said)


def bad(name: str, said: str) -> Check:
    return Check(name, Level.BAD, said)


def machine_checks(settings: Settings) -> list[Check]:
    """What can be said without the database."""
    return [_python(), _sqlite(settings), *_folder(settings.data_dir), _fonts(settings)]


def _python() -> Check:
    return good("Python", platform.python_version())


def _sqlite(settings: Settings) -> Check:
    if database.sqlite_file(settings.database_url) is None:
        return good("数据库", "PostgreSQL")
    kept, version = durability_for(VERSION), ".".join(map(str, VERSION))
    if kept.journal_mode == "wal":
        return good("数据库", f"SQLite {version}，预写日志（WAL），提交即落盘，读写互不等待")
    said = "回滚日志（DELETE），提交即落盘，但写入时读者要等；安装 dafu[fast] 会带来较新的 SQLite"
    return good("数据库", f"SQLite {version}，{said}")


def _folder(folder: Path) -> list[Check]:
    if not folder.is_dir():
        return [bad("数据文件夹", f"{folder} 不存在：请检查 DAFU_DATA，或先运行 dafu migrate")]
    if not os.access(folder, os.R_OK | os.W_OK | os.X_OK):
        return [bad("数据文件夹", f"{folder} 不可写：请检查属主和权限")]
    free = shutil.disk_usage(folder).free
    said = f"{folder} 可写，余 {spoken_size(free)}"
    return [good("数据文件夹", said) if free >= LEAST_FREE else bad("数据文件夹", f"{said}，不足 1 GB：请清理磁盘")]


def _fonts(settings: Settings) -> Check:
    try:
        fonts = installed(settings.fonts_dir)
    except CaseError as problem:
        return bad("字体", str(problem))
    if fonts.substitutes:
        return note("字体", "、".join(f"没有{one.wanted}，用 {one.used} 代替" for one in fonts.substitutes))
    return good("字体", "公文字体齐全")


async def database_checks(settings: Settings) -> list[Check]:
    """What the opened database says of itself, of the clock and of the calendar."""
    return [
        await _steps(),
        await _clock(),
        await _calendar(),
        await _admin(),
        *await _keepers(settings),
        *await _replica(settings),
        await asyncio.to_thread(_store, settings, await latest_named(MOST_LOOKED_FOR)),
    ]


def _store(settings: Settings, latest: Sequence[str]) -> Check:
    """Writes, replaces and reads a trial file, and looks for the files named last: a folder that is not mounted takes
    and gives files like any other, and has none of them."""
    body, key = os.urandom(32), f"trial/{uuid.uuid4().hex}"
    try:
        store = settings.store
        for some in (b"before", body):
            store.write(key, some)
        fine = store.read(key) == body and store.size(key) == len(body)
        store.remove(key)
        lost = [name for name in latest if store.size(key_of(name)) is None]
    except (CaseError, OSError) as problem:
        reason = problem.reason if isinstance(problem, StoreAway) else str(problem)
        return bad("附件库", f"存取不了，请检查 DAFU_FILES、网络和权限：{reason}")
    if not fine:
        return bad("附件库", "写进去的文件读出来不一样：请换一处存放附件")
    if lost:
        return bad("附件库", f"最近的附件有 {len(lost)} 个不在其中，共享文件夹可能没有挂载：请运行 dafu files verify")
    return good("附件库", f"{masked(settings.files or str(settings.files_dir))} 存取正常")


async def _replica(settings: Settings) -> list[Check]:
    if settings.replica is None:
        return []
    try:
        bytes_ = await database.behind(settings.replica)
    except CaseError as problem:
        return [note("从库", f"连不上，读取都由主库承担：{problem}")]
    if bytes_ is None:
        return [bad("从库", "DAFU_REPLICA 指的不是从库（已升为主库？），不会用它读取：请改正")]
    said = f"落后 {spoken_size(bytes_)}"
    return [good("从库", said) if bytes_ < MOST_BEHIND else note("从库", f"{said}，赶上以前读取由主库承担")]


async def _keepers(settings: Settings) -> list[Check]:
    alone = database.sqlite_file(settings.database_url) is not None  # the web keeps by itself, and nobody stands by
    found = await keepers()
    active = [one for one in found if one.active]
    if not active and alone:
        return [note("后台", "没有进程在值班，提醒、邮件和索引都停着：服务启动后即恢复")]
    if not active:
        return [bad("后台", "没有进程在值班，提醒、邮件和索引都停着：请启动 dafu keeper")]
    waiting = "、".join(one.name for one in found if not one.active)
    beside = f"，{waiting} 待命" if waiting else "" if alone else "，没有待命的"
    return [good("后台", f"{active[0].name} 值班{beside}")]


async def _steps() -> Check:
    ran, known = await applied_migrations(), database.known_migrations()
    if later := sorted(set(ran) - set(known)):
        return bad("数据库结构", f"来自更新的版本（多出 {len(later)} 步）：请安装那个版本")
    if waiting := sorted(set(known) - set(ran)):
        return bad("数据库结构", f"落后 {len(waiting)} 步：请运行 dafu upgrade")
    return good("数据库结构", f"已是最新（{len(ran)} 步）")


async def _clock() -> Check:
    last, there = await last_journaled(), now()
    if last is not None and last > there + timedelta(seconds=5):
        return bad("时钟", f"审计日志里已有 {last:%Y-%m-%d %H:%M} 的记录，本机时钟却更早：请校时")
    return good("时钟", f"{there:%Y-%m-%d %H:%M} UTC")


async def _calendar() -> Check:
    published = (await working_calendar()).published
    year, soon = today().year, (today() + timedelta(days=60)).year
    if year not in published:
        return bad("工作日历", f"没有 {year} 年的放假安排，时限只能暂按周末计算：请在“工作日历”录入")
    if soon not in published:
        return note("工作日历", f"还没有 {soon} 年的放假安排：公布后请在“工作日历”录入")
    return good("工作日历", f"已有 {'、'.join(map(str, sorted(published)))} 年")


async def _admin() -> Check:
    if await has_admin():
        return good("管理员", "有可用的账号")
    return bad("管理员", "没有可用的账号：请运行 dafu account add 姓名 --role admin")


def backup_check(proof: Proof | None) -> Check:
    """Whether there is a backup that was proved, and how old it is."""
    if proof is None:
        return bad("备份", "没有核对过的备份：请运行 dafu backup create")
    age = now() - proof.made_at
    said = f"{proof.backup}，{int(age.total_seconds() // 3600)} 小时前，已试恢复"
    return good("备份", said) if age <= BACKUP_AGE else bad("备份", f"{said}；超过一天：请检查定时任务")


def deploy_checks(settings: Settings, env: Mapping[str, str]) -> list[Check]:
    """Settings that must not stand where real people work."""
    found = [*_address(settings), *_mail(settings), *_place(settings), *_server(settings)]
    found += [bad("设置", f"{key} 只供测试，请去掉") for key in env if TESTS_ONLY in KEYS.get(key, "")]
    if settings.demo or "demo" in settings.data_dir.name:
        found.append(bad("数据文件夹", f"{settings.data_dir} 像是演示数据：演示账号人人可进，请另用文件夹"))
    if not wants_factor(settings, today()):
        found.append(note("两步验证", "工作人员只凭密码就能进入：建议设 DAFU_SECOND_FACTOR=required，或从某一天起"))
    if not settings.phone:
        found.append(note("电话", "没有设 DAFU_PHONE：用户出错时不知道找谁"))
    if hasattr(os, "geteuid") and os.geteuid() == 0:
        found.append(bad("运行身份", "不要用 root 运行：请用专门的系统用户"))
    return found or [good("上线设置", "没有发现问题")]


def _address(settings: Settings) -> list[Check]:
    if not settings.base_url:
        return [bad("网址", "没有设 DAFU_BASE_URL：登录信息不会加密传送的标记，邮件和二维码里没有链接")]
    parts = urlsplit(settings.base_url)
    if parts.scheme != "https":
        return [bad("网址", f"{settings.base_url} 不是 https：登录信息会明文传送")]
    if parts.hostname in (None, *_OWN) or parts.path or parts.query:
        return [bad("网址", f"{settings.base_url} 应是用户打开的地址，不带路径，也不是本机")]
    return []


def _mail(settings: Settings) -> list[Check]:
    if not settings.mail_url:
        return [note("邮件", "没有设 DAFU_MAIL_URL：提醒只在系统内")]
    asked = parse_qs(urlsplit(settings.mail_url).query)
    if asked.get("tls") == ["no"] or asked.get("verify") == ["no"]:
        return [bad("邮件", "DAFU_MAIL_URL 关掉了加密或证书核验")]
    return []


def _place(settings: Settings) -> list[Check]:
    found = []
    for name, folder in (("数据文件夹", settings.data_dir), ("备份文件夹", settings.backups_dir)):
        if folder.is_dir() and folder.stat().st_mode & (stat.S_IRWXG | stat.S_IRWXO) & ~stat.S_IRGRP & ~stat.S_IXGRP:
            found.append(bad(name, f"{folder} 别的用户也能读写：请 chmod 750"))
        if folder.is_dir() and (kind := system_of(folder)) in _UNFIT_SYSTEMS:
            found.append(bad(name, f"{folder} 在 {kind} 上，断电或断网会丢数据：请换本地磁盘"))
    if settings.backups_dir.is_relative_to(settings.data_dir):
        found.append(note("备份文件夹", "与数据在一处：请用 DAFU_BACKUPS 指到另一块磁盘，并另存一份到别的机器"))
    return found


def system_of(folder: Path, mounts: Path = Path("/proc/mounts")) -> str:
    """The kind of file system a folder lies on, empty where the machine does not tell."""
    try:
        lines = [line.split() for line in mounts.read_text(encoding="utf-8", errors="replace").splitlines()]
    except OSError:
        return ""
    over = [(point, kind) for _, point, kind, *_ in lines if folder.resolve().is_relative_to(point)]
    return max(over, key=lambda one: len(one[0]))[1] if over else ""


def _server(settings: Settings) -> list[Check]:
    if database.sqlite_file(settings.database_url) is not None:
        return [note("数据库", "SQLite 只能一台机器一个进程；多台机器或要热备，请用 PostgreSQL")]
    parts = urlsplit(settings.database_url)
    options = parse_qs(parts.query)
    local = parts.hostname in (None, "", "localhost", "127.0.0.1", "::1") or options.get("host", [""])[0].startswith(
        "/"
    )
    found = []
    if not local and not parts.password:
        found.append(bad("数据库", "远程 PostgreSQL 没有口令"))
    if not local and options.get("sslmode") not in (["verify-full"], ["verify-ca"]):
        found.append(bad("数据库", "到远程 PostgreSQL 的连接不核验证书：请在地址后加 ?sslmode=verify-full"))
    if parts.username in ("postgres", None) and not local:
        found.append(bad("数据库", "不要用 postgres 超级用户连接：请另建账号"))
    return found
