"""Every knob of the program, read once from the environment. Nothing else in the project reads ``os.environ``."""

import difflib
import os
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from email.utils import parseaddr
from pathlib import Path
from typing import TypeVar
from urllib.parse import urlsplit

from cases.stores import Store, store_at
from cases.vocabulary import PasswordProfile
from server.clients import Network, networks
from server.limits import OFF, Limits, limits_from

Value = TypeVar("Value")


KEYS = {
    "DAFU_DATA": "数据文件夹：数据库、原件、检索索引都在其中。缺省为用户数据目录下的 dafu",
    "DAFU_DATABASE": "数据库地址，如 postgresql://dafu@/dafu。缺省为数据文件夹里的 SQLite 文件",
    "DAFU_KEYS": "密钥文件，电话等内容用它加密。缺省为数据文件夹里的 dafu.keys，宜放到数据库和备份以外的地方",
    "DAFU_SEARCH": "检索索引放在哪里：database（PostgreSQL 里，缺省）或 embedded（数据文件夹里，用 SQLite 时总是这样）",
    "DAFU_REPLICA": "PostgreSQL 流复制从库的地址，写法同 DAFU_DATABASE；设了就把一部分读取分给它",
    "DAFU_FILES": "附件库：几台机器共用的文件夹，或 s3://KEY:SECRET@主机:端口/桶/前缀。缺省为数据文件夹里的 files",
    "DAFU_PROXIES": "前置代理的地址，如 127.0.0.1,10.2.0.0/16；只信它们转告的用户地址。缺省为本机",
    "DAFU_LIMITS": "限量，如 search=60,export=0（0 为不限）；名称和缺省值见 server/README.md",
    "DAFU_PHONE": "技术支持电话，登录页和出错时告诉用户",
    "DAFU_BASE_URL": "对外网址，如 https://ta.example.gov.cn，用于订阅、二维码和站点地图",
    "DAFU_MAIL_URL": "发邮件的服务器，如 smtp://用户:口令@mail.example.gov.cn:587 或 smtps://…:465。不设则不发邮件",
    "DAFU_MAIL_FROM": "邮件的发件人，如 答复 <dafu@example.gov.cn>。设了 DAFU_MAIL_URL 就必须设",
    "DAFU_FONTS": "公文字体文件夹，放方正小标宋、仿宋_GB2312、楷体_GB2312 等字体文件。缺省为数据文件夹里的 fonts",
    "DAFU_FONTS_STRICT": "设为 1 时，缺公文字体就不出 PDF，不用别的字体代替",
    "DAFU_BACKUPS": "备份文件夹，宜在另一块磁盘。缺省为数据文件夹里的 backups",
    "DAFU_LOG": "运行日志的格式：console（缺省，给人看）或 json（每行一条，给日志系统收）",
    "DAFU_METRICS": "读取 /metrics 用的口令，至少 16 个字符。不设则没有这一页",
    "DAFU_PASSWORD_PROFILE": "密码要求：dengbao（缺省，四类字符取三类、90 天更换）或 asvs（不限字符种类、不定期更换）",
    "DAFU_SECOND_FACTOR": "工作人员的两步验证：offered（缺省，自愿）、required（必须），或从某天起，如 2027-03-01",
    "DAFU_SAMPLES": "样本文件夹，只供测试使用",
    "DAFU_CHROMIUM": "浏览器程序，只供测试使用",
    "DAFU_TEST_POSTGRES": "测试用 PostgreSQL 的地址，只供测试使用",
}


class SettingsProblem(Exception):
    """A setting that cannot be used; the text says which and how to mend it."""


@dataclass(frozen=True, slots=True)
class Settings:
    """data_dir: absolute, made on first use. phone: of the people who help. demo: one-click entry and a band.

    factor_from: the day from which staff must have a second factor, None where they need not.
    replica: a streaming copy of the database that reads may go to. files: a folder or the address of an S3-compatible
    store, where not in the data folder. search: "embedded" for a search index in the data folder; else PostgreSQL
    holds it, where that is the database.
    """

    data_dir: Path
    database_url: str
    phone: str | None = None
    base_url: str | None = None
    demo: bool = False
    mail_url: str | None = None
    mail_from: str | None = None
    fonts: Path | None = None
    strict_fonts: bool = False
    backups: Path | None = None
    log: str = "console"
    metrics: str | None = None
    keys: Path | None = None
    password_profile: PasswordProfile = PasswordProfile.DENGBAO
    factor_from: date | None = None
    proxies: tuple[Network, ...] = ()
    limits: Limits = OFF
    search: str = ""
    replica: str | None = None
    files: str = ""

    @property
    def keys_file(self) -> Path:
        return self.keys or self.data_dir / "dafu.keys"

    @property
    def backups_dir(self) -> Path:
        return self.backups or self.data_dir / "backups"

    @property
    def fonts_dir(self) -> Path:
        return self.fonts or self.data_dir / "fonts"

    @property
    def index_dir(self) -> Path | None:
        """Where the search index is; None where the database holds it."""
        in_database = self.search != "embedded" and not self.database_url.startswith("sqlite")
        return None if in_database else self.data_dir / "index"

    @property
    def files_dir(self) -> Path:
        return self.data_dir / "files"

    @property
    def store(self) -> Store:
        """Where files are kept that every machine must have. Raises NoStoreLibrary."""
        return store_at(self.files or str(self.files_dir))


def from_env(env: Mapping[str, str] | None = None, *, demo: bool = False) -> Settings:
    """The settings of this process. Raises SettingsProblem for an unknown or unusable ``DAFU_`` key."""
    env = environment() if env is None else env
    for key in sorted(k for k in env if k.startswith("DAFU_") and k not in KEYS):
        near = difflib.get_close_matches(key, KEYS, n=1)
        hint = f"，是不是 {near[0]}？" if near else f"。可用的有：{'、'.join(KEYS)}"
        raise SettingsProblem(f"不认识的设置 {key}{hint}")
    data_dir = Path(env.get("DAFU_DATA") or _default_data(demo=demo)).expanduser().resolve()
    mail_url, mail_from = _mail(env)
    return Settings(
        data_dir=data_dir,
        database_url=env.get("DAFU_DATABASE") or f"sqlite:///{data_dir / 'dafu.sqlite'}",
        phone=(env.get("DAFU_PHONE") or "").strip() or None,
        base_url=(env.get("DAFU_BASE_URL") or "").rstrip("/") or None,
        demo=demo,
        mail_url=mail_url,
        mail_from=mail_from,
        fonts=Path(env["DAFU_FONTS"]).expanduser().resolve() if env.get("DAFU_FONTS") else None,
        strict_fonts=env.get("DAFU_FONTS_STRICT") == "1",
        log=_one_of(env, "DAFU_LOG", ("console", "json")),
        metrics=_metrics(env),
        password_profile=PasswordProfile(_one_of(env, "DAFU_PASSWORD_PROFILE", tuple(PasswordProfile))),
        factor_from=_factor_from(env),
        proxies=_read("DAFU_PROXIES", networks, env.get("DAFU_PROXIES") or "127.0.0.1,::1"),
        limits=_read("DAFU_LIMITS", limits_from, env.get("DAFU_LIMITS") or ""),
        keys=Path(env["DAFU_KEYS"]).expanduser().resolve() if env.get("DAFU_KEYS") else None,
        search=_search(env),
        replica=_replica(env),
        files=_files(env),
        backups=Path(env["DAFU_BACKUPS"]).expanduser().resolve() if env.get("DAFU_BACKUPS") else None,
    )


def _read(key: str, reader: Callable[[str], Value], said: str) -> Value:
    """A value of several parts."""
    try:
        return reader(said)
    except ValueError as problem:
        raise SettingsProblem(f"{key} 读不懂：{problem}") from problem


def environment() -> dict[str, str]:
    """The environment of this process; what it does not say is taken from the file .env of the present folder."""
    return {**in_file(Path(".env")), **os.environ}


def in_file(file: Path) -> dict[str, str]:
    """The settings of a file of lines KEY=VALUE, none where there is none. Raises SettingsProblem for other lines."""
    try:
        lines = file.read_text(encoding="utf-8").splitlines()
    except FileNotFoundError:
        return {}
    except (OSError, UnicodeDecodeError) as problem:
        raise SettingsProblem(f"读不了设置文件 {file.resolve()}：{problem}") from problem
    found = {}
    for number, line in enumerate(lines, 1):
        if not line.strip() or line.lstrip().startswith("#"):
            continue
        key, equals, value = line.strip().removeprefix("export ").partition("=")
        if not equals or not key.isidentifier():
            raise SettingsProblem(f"{file.resolve()} 第 {number} 行读不懂：请写成 DAFU_DATA=/srv/dafu")
        if key.startswith("DAFU_"):
            found[key] = value.strip().strip("\"'")
    return found


def _mail(env: Mapping[str, str]) -> tuple[str | None, str | None]:
    """Mail server and sender: both or neither, and never without the address that messages lead to."""
    url, sender = (env.get("DAFU_MAIL_URL") or "").strip(), (env.get("DAFU_MAIL_FROM") or "").strip()
    if not url:
        return None, None
    if urlsplit(url).scheme not in ("smtp", "smtps") or not urlsplit(url).hostname:
        raise SettingsProblem("DAFU_MAIL_URL 读不懂：请写成 smtp://服务器:端口 或 smtps://服务器:端口")
    if "@" not in parseaddr(sender)[1]:
        raise SettingsProblem("设了 DAFU_MAIL_URL，还须设 DAFU_MAIL_FROM，如 dafu@example.gov.cn")
    if not env.get("DAFU_BASE_URL"):
        raise SettingsProblem("设了 DAFU_MAIL_URL，还须设 DAFU_BASE_URL：邮件里的链接要用到")
    return url, sender


def _one_of(env: Mapping[str, str], key: str, values: tuple[str, ...]) -> str:
    """A choice, the first by default."""
    said = (env.get(key) or "").strip() or values[0]
    if said not in values:
        raise SettingsProblem(f"{key} 只能是 {'、'.join(filter(None, values))}，不能是 {said}")
    return said


def _files(env: Mapping[str, str]) -> str:
    """The store of files as it was said: a folder made absolute, or an address that can be read."""
    said = (env.get("DAFU_FILES") or "").strip()
    if not said.startswith("s3://"):
        return str(Path(said).expanduser().resolve()) if said else ""
    parts = urlsplit(said)
    if not (parts.hostname and parts.username and parts.password and parts.path.strip("/")):
        raise SettingsProblem("DAFU_FILES 读不懂：请写成 s3://KEY:SECRET@主机:端口/桶，口令里的特殊字符写成 %XX")
    return said


def _replica(env: Mapping[str, str]) -> str | None:
    said = (env.get("DAFU_REPLICA") or "").strip()
    if said and (env.get("DAFU_DATABASE") or "sqlite").startswith("sqlite"):
        raise SettingsProblem("DAFU_REPLICA 须与 PostgreSQL 的 DAFU_DATABASE 一起用")
    return said or None


def _search(env: Mapping[str, str]) -> str:
    """Where the search index is asked to be; SQLite has room for none."""
    said = _one_of(env, "DAFU_SEARCH", ("", "embedded", "database"))
    if said == "database" and (env.get("DAFU_DATABASE") or "sqlite").startswith("sqlite"):
        raise SettingsProblem("DAFU_SEARCH=database 须用 PostgreSQL：请设 DAFU_DATABASE，或去掉 DAFU_SEARCH")
    return said


def _factor_from(env: Mapping[str, str]) -> date | None:
    """The day from which staff must have a second factor; required: for ever."""
    said = (env.get("DAFU_SECOND_FACTOR") or "").strip()
    if said in ("", "offered"):
        return None
    try:
        return date.min if said == "required" else date.fromisoformat(said)
    except ValueError as problem:
        raise SettingsProblem("DAFU_SECOND_FACTOR 只能是 offered、required 或日期（如 2027-03-01）") from problem


def _metrics(env: Mapping[str, str]) -> str | None:
    word = (env.get("DAFU_METRICS") or "").strip()
    if word and len(word) < 16:
        raise SettingsProblem("DAFU_METRICS 太短：请用至少 16 个字符的随机口令")
    return word or None


def _default_data(*, demo: bool) -> Path:
    home = Path(os.environ.get("XDG_DATA_HOME") or "~/.local/share").expanduser()
    return home / ("dafu-demo" if demo else "dafu")
