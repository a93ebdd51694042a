"""Doubts about a page: what is missing, what contradicts itself, what the extraction damaged."""

import re
from collections.abc import Callable
from datetime import date, timedelta

from cases.reading.shadow import Shadow
from cases.reading.shapes import Page
from cases.vocabulary import DocumentKind, Flag, Track

WorkingDays = Callable[[date, date], int]

PUBLISH_WITHIN = 20
"""Working days from signature to publication (Regulations on Open Government Information, article 26)."""

LETTERS = (DocumentKind.REPLY, DocumentKind.CO_REPLY, DocumentKind.PROPOSAL_AND_REPLY)
_TRADITIONAL_SHARE = 0.05
_REFUSES = re.compile(
    r"(?:暂|目前|现阶段|短期内|一时)[^,。;]{0,8}(?:不能|无法|难以|不具备|没有计划|不予)(?:解决|实施|落实|办理|建设|纳入|满足)?|"
    r"待(?:条件|资金|时机)[^,。;]{0,6}(?:成熟|具备|到位)|不宜|留作参考"
)
_LOST_SESSION = re.compile(r"届(?:人大|政协|人民代表大会|委员会)?第?次会议|第号(?:提案|建议)")
_LOST_DATE = re.compile(r"年\s{1,3}月\s{1,3}日|\d年\s{0,3}\d{0,2}\s{0,3}月\s{1,3}日")
_PROPER_END = tuple("。!?)”…】》;:.")


def weekdays(start: date, end: date) -> int:
    """Weekdays after start up to end: working days where no calendar of holidays is known."""
    days = (end - start).days
    return sum(1 for n in range(1, days + 1) if (start + timedelta(n)).weekday() < 5) if days < 800 else days


def script_flags(original: str, shadow: Shadow) -> list[Flag]:
    """What the script of the page tells: traditional characters, pinyin in between."""
    han = changed = 0
    for at, plain in enumerate(shadow.text):
        if "\u3400" <= plain <= "\u9fff":
            han += 1
            changed += original[shadow.origin[at]] != plain
    flags = [Flag.TRADITIONAL_SCRIPT] if han >= 20 and changed >= _TRADITIONAL_SHARE * han else []
    return flags + ([Flag.PINYIN_NOISE] if shadow.noisy else [])


def missing_flags(page: Page) -> list[Flag]:
    """Which of the parts that every letter should have are not on the page."""
    needed = (
        (page.number, Flag.MISSING_NUMBER),
        (page.addressee, Flag.MISSING_SALUTATION),
        (page.reply_date, Flag.MISSING_DATE),
        (page.contact_person or page.contact_phone, Flag.MISSING_CONTACT),
    )
    return [flag for value, flag in needed if not value] if page.kind in LETTERS else [Flag.NOT_A_REPLY]


def damage_flags(text: str, body: str, complete: bool) -> list[Flag]:
    """What the extraction damaged. text: the letter with salutation and opening; body: what follows them; complete: it
    is signed or takes its leave."""
    flags = []
    if any(_unbalanced(text, left, right) for left, right in ("“”", "《》", "‘’")):
        flags.append(Flag.UNBALANCED_QUOTES)
    if _LOST_SESSION.search("".join(text.split())) or _LOST_DATE.search(text):
        flags.append(Flag.LOST_DIGITS)
    if body and not complete and not body.rstrip().endswith(_PROPER_END):
        flags.append(Flag.TRUNCATED)
    return flags


def _unbalanced(body: str, left: str, right: str) -> bool:
    """Whether a mark closes what none opened, or is never closed."""
    depth = 0
    for char in body:
        depth += (char == left) - (char == right)
        if depth < 0:
            return True
    return depth > 0


def noun_conflict(track: Track, said: str) -> bool:
    """Whether the letter calls a deputy's suggestion 提案, a member's proposal 第…号建议, or speaks to the wrong."""
    if track is Track.NPC:
        return bool(re.search(r"[》”)的]的?提案(?:已|收悉|悉)|号提案|[这此该]一?(?:件|份)?提案|委员[:∶]", said))
    return track is Track.CPPCC and bool(re.search(r"号建议|代表[:∶]|[》”)的]的?议案(?:已|收悉)", said))


def class_conflict(letter: str | None, body: str) -> bool:
    """Whether a page marks a case as solved (A, 甲) whose text says that it cannot be solved now."""
    return (
        letter in ("A", "甲")
        and bool(_REFUSES.search(body))
        and not re.search(r"已(?:经)?(?:完成|解决|建成|落实)", body)
    )


def published_late(signed: date | None, published: date | None, working_days: WorkingDays) -> bool:
    """Whether more working days than allowed lie between signature and publication."""
    return bool(signed and published and published > signed and working_days(signed, published) > PUBLISH_WITHIN)
