"""The settings as they take effect: each value, where it comes from, secrets hidden; and the file to start from."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from server.limits import NAMES
from server.settings import KEYS, Settings

TESTS_ONLY = "只供测试"
_SECRET = re.compile(r"(://[^/@:]{0,200}:)[^/@]{1,200}@")


@dataclass(frozen=True, slots=True)
class Said:
    """One setting. value: as it takes effect, a password in it hidden. source: where it was said, in words."""

    key: str
    value: str
    source: str


def effective(settings: Settings, process: Mapping[str, str], file: Mapping[str, str]) -> tuple[Said, ...]:
    """Every setting but those for tests. process: the environment; file: what ``.env`` says."""
    values = {
        "DAFU_DATA": str(settings.data_dir),
        "DAFU_DATABASE": settings.database_url,
        "DAFU_KEYS": str(settings.keys_file),
        "DAFU_SEARCH": settings.search,
        "DAFU_REPLICA": settings.replica or "",
        "DAFU_FILES": settings.files or str(settings.files_dir),
        "DAFU_PROXIES": ",".join(map(str, settings.proxies)),
        "DAFU_LIMITS": ",".join(f"{name}={getattr(settings.limits, name)}" for name in NAMES),
        "DAFU_PHONE": settings.phone or "",
        "DAFU_BASE_URL": settings.base_url or "",
        "DAFU_MAIL_URL": settings.mail_url or "",
        "DAFU_MAIL_FROM": settings.mail_from or "",
        "DAFU_FONTS": str(settings.fonts_dir),
        "DAFU_FONTS_STRICT": "1" if settings.strict_fonts else "",
        "DAFU_BACKUPS": str(settings.backups_dir),
        "DAFU_LOG": settings.log,
        "DAFU_METRICS": "***" if settings.metrics else "",
        "DAFU_PASSWORD_PROFILE": settings.password_profile.value,
        "DAFU_SECOND_FACTOR": _factor(settings),
    }
    return tuple(
        Said(key, masked(value), "环境变量" if key in process else ".env" if key in file else "缺省")
        for key, value in values.items()
    )


def _factor(settings: Settings) -> str:
    day = settings.factor_from
    return "offered" if day is None else "required" if day == date.min else day.isoformat()


def masked(value: str) -> str:
    """An address without the password in it."""
    return _SECRET.sub(r"\1***@", value)


def public_keys() -> tuple[str, ...]:
    """The settings that an installation may make."""
    return tuple(key for key, said in KEYS.items() if TESTS_ONLY not in said)


def example() -> str:
    """A file of settings to start from: each with what it means, none set."""
    lines = ["# 复制为 .env（或 /etc/dafu/dafu.env），去掉行首的 # 并改成自己的值。由 dafu config example 生成。"]
    for key in public_keys():
        lines += ["", f"# {KEYS[key]}", f"#{key}="]
    return "\n".join(lines) + "\n"
