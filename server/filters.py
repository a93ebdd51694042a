"""How values look on a page: days, times left, sizes, counts. Pure functions, registered by ``pages.environment``."""

import json
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any
from urllib.parse import parse_qs, urlencode

from markupsafe import Markup

from cases.clock import BEIJING, today
from cases.drafting.differences import changes_between
from cases.errors import spoken_size
from cases.fulltext import marked
from cases.lights import WARNINGS
from cases.vocabulary import Watched
from server.forms import text_of

WEEKDAYS = "一二三四五六日"
SOON = timedelta(days=WARNINGS[Watched.COMMITMENT].yellow)
NOTHING = "—"
_TEN_THOUSAND = Decimal(10_000)


def day(value: date | None) -> str:
    """2026-06-30, as tables show it."""
    return value.isoformat() if value else NOTHING


def week_day(value: date | None) -> str:
    """2026-06-30 周二, as lists of what is due show it."""
    return f"{value.isoformat()} 周{WEEKDAYS[value.weekday()]}" if value else NOTHING


def long_day(value: date | None) -> str:
    """2026年6月30日（周二）, as a page about one thing shows it."""
    if value is None:
        return "未载明"
    return f"{value.year}年{value.month}月{value.day}日（周{WEEKDAYS[value.weekday()]}）"


def full_day(value: date | None) -> str:
    """2026年6月30日（周二）· 12 天前, as the page of a case shows what was and what will be."""
    return f"{long_day(value)}· {away(value)}" if value else long_day(value)


def away(value: date) -> str:
    """How far a day is from today, in calendar days."""
    days = (value - today()).days
    return "今天" if days == 0 else f"{days} 天后" if days > 0 else f"{-days} 天前"


def full_moment(value: datetime) -> str:
    """6月30日（周二）09:31 · 12 天前, as the course of a case shows what was done; the year where it is another."""
    local = value.astimezone(BEIJING)
    day = local.date()
    year = "" if day.year == today().year else f"{day.year}年"
    return f"{year}{day.month}月{day.day}日（周{WEEKDAYS[day.weekday()]}）{local:%H:%M} · {away(day)}"


def moment(value: datetime | None) -> str:
    """An instant in Beijing: 今天 09:31, 昨天 17:02, else 2026-06-30 09:31."""
    if value is None:
        return NOTHING
    local = value.astimezone(BEIJING)
    names = {today(): "今天", today() - timedelta(days=1): "昨天"}
    return f"{names.get(local.date(), local.date().isoformat())} {local:%H:%M}"


def clock_time(value: datetime) -> str:
    """The time of day in Beijing to the second: 09:31:05, as a page says when it was saved."""
    return f"{value.astimezone(BEIJING):%H:%M:%S}"


def left(value: date | None) -> str:
    """How far away a last day is, in calendar days."""
    if value is None:
        return "未定期限"
    days = (value - today()).days
    if days < 0:
        return f"已过 {-days} 天"
    return "今天到期" if days == 0 else f"还剩 {days} 天"


def light(value: date | None, *, kept: bool = False) -> str:
    """CSS class of the lamp beside a last day: none, late, soon or empty for green."""
    if value is None or kept:
        return "none"
    if value < today():
        return "late"
    return "soon" if value <= today() + SOON else ""


def plain_number(value: str | Decimal) -> str:
    """An exact decimal as people read it: 54000 as 5.4万, 25.670 as 25.67."""
    number = Decimal(value)
    if abs(number) >= _TEN_THOUSAND and number % 100 == 0:
        return f"{(number / _TEN_THOUSAND).normalize():f}万"
    return f"{number.normalize():f}"


def count(value: int) -> str:
    """12,345."""
    return f"{value:,}"


def size(value: int) -> str:
    """12 KB."""
    return spoken_size(value)


def or_unknown(value: Any) -> Any:
    """A value, or words that say it is not there: a field is never blank."""
    return value if value not in (None, "", ()) else "未载明"


def numbered(value: str, ordinal: bool = False) -> str:
    """A case number with its 号, which delegation numbers (钱塘6号) already carry; ``ordinal``: 第607号."""
    if value.endswith("号"):
        return value
    return f"第{value}号" if ordinal else f"{value}号"


def query(pairs: dict[str, Any] | list[tuple[str, Any]]) -> str:
    """A query string of the pairs that hold something; lists repeat their key."""
    items = pairs.items() if isinstance(pairs, dict) else pairs
    kept = [(k, v) for k, v in items if v not in (None, "", (), [])]
    return urlencode(kept, doseq=True)


# Inside a script element these would end it or begin a comment; JSON has another way to write them.
_ESCAPED = str.maketrans({"<": "\\u003c", ">": "\\u003e", "&": "\\u0026", "\u2028": "\\u2028", "\u2029": "\\u2029"})


def in_script(value: Any) -> Markup:
    """A value as JSON that may stand in a script element of a page, whatever text is in it."""
    return Markup(json.dumps(value, ensure_ascii=False, separators=(",", ":")).translate(_ESCAPED))  # nosec B704 # noqa: S704 - escaped just before


def asked_for(address: str) -> str:
    """The question that led to an address, from its ``hit``; empty where none did."""
    return text_of(parse_qs(address.partition("?")[2]).get("hit", [""])[0])


FILTERS = {
    "day": day,
    "week_day": week_day,
    "long_day": long_day,
    "full_day": full_day,
    "full_moment": full_moment,
    "away": away,
    "moment": moment,
    "clock_time": clock_time,
    "left": left,
    "light": light,
    "count": count,
    "plain_number": plain_number,
    "size": size,
    "or_unknown": or_unknown,
    "numbered": numbered,
    "in_script": in_script,
    "asked_for": asked_for,
    "marked": marked,
    "changes_to": changes_between,
}
