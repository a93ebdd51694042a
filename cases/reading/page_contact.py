"""The notes around a letter: whom to ask, who approved it, who gets copies."""

import re
from dataclasses import dataclass

from cases.reading.page_fields import PERSON, SIGNER_LABELS, find_fields, spaced
from cases.reading.page_reference import Found

_UNIT_AND_PERSON = (
    "联系单位和联系人及电话",
    "联系单位和联系人及联系电话",
    "联系单位、联系人及电话",
    "联系单位及联系人、电话",
    "联系单位及联系人",
    "联系单位和联系人",
    "联系单位、联系人",
)
_CONTACT_LABELS = (
    *_UNIT_AND_PERSON,
    "联系人及电话",
    "联系人及联系电话",
    "联系人姓名及电话",
    "联系人姓名及联系电话",
    "联系人和电话",
    "联系人和联系电话",
    "联系人电话",
    "联系人姓名",
    "联系人员",
    "联系人",
    "经办人及联系电话",
    "经办人及电话",
    "经办人员",
    "经办",
    "经办人",
    "承办人及联系电话",
    "承办人及电话",
    "具体承办人",
    "承办人员",
    "承办人姓名",
    "承办人",
    "办理人员",
    "办理人",
    "责任人及联系电话",
    "具体经办人",
    "具体经办人姓名",
    "经办人签字",
    "承办人签字",
    "经办人姓名",
    "联系人、电话",
    "联络人",
    "人",
)
_PHONE_LABELS = (
    *_UNIT_AND_PERSON,
    "联系人及电话",
    "联系人及联系电话",
    "联系人姓名及电话",
    "联系人姓名及联系电话",
    "联系单位及电话",
    "联系电话",
    "联系方式",
    "联系手机",
    "办公电话",
    "承办人及联系电话",
    "承办人电话",
    "经办人电话",
    "咨询电话",
    "电话号码",
    "电话",
    "手机",
)
_UNIT_LABELS = ("联系单位及电话", "联系单位", "联系科室", "承办科室", "承办处室", "经办科室", "联系处室", "承办股室")
PHONE = (
    r"(?:\(?0\d{2,3}\)?\s?[-─―‐]?\s?\d{3,4}\s?\d{4}|1[3-9]\d[- ]?\d{4}[- ]?\d{4}|\d{7,8}|\d{3,4}-\d{7,8})"
    r"(?:[-转]\d{1,5})?"
)
_TAKEN = re.compile(
    r"联系|电话|方式|手机|单位|办理|情况|承办|主办|协办|类别|结果|日期|时间|签字|签批|盖章|邮编|职务|地址|局$|委$|科$|办$|处$|室$"
)
_UNIT_THEN_NAME = re.compile(
    r"(?P<unit>[\u4e00-\u9fff]{1,20}?(?:科|处|室|股|办|局|中心|大队|站|所|委|队|部|院))[\s,、:]{1,8}"
    r"(?P<person>[\u4e00-\u9fff·]{2,4})(?![\u4e00-\u9fff])"
)
_PERSONS = re.compile(rf"{PERSON}(?:[、/][\u4e00-\u9fff·]{{2,4}}(?![\u4e00-\u9fff])){{0,3}}")
_GLUED = re.compile(r"(?P<unit>[\u4e00-\u9fff]{2,16}(?:科|处|室|股|办公室|中心|大队))(?P<person>[\u4e00-\u9fff]{2,3})")


@dataclass(frozen=True, slots=True)
class Contact:
    """Whom to ask, as printed; None where the page does not say."""

    unit: Found | None
    person: Found | None
    phone: Found | None


def read_contact(text: str, start: int, end: int) -> Contact:
    """The contact printed in a stretch of the page."""
    unit, person, stop = _person(text, start, end)
    phone = _phone(text, start, end, stop)
    if person is None and phone:
        beside = re.compile(rf"\s?\({_UNIT_THEN_NAME.pattern}\s?\)").match(text, phone.end, end)
        if beside:
            unit, person = (Found(beside[name], *beside.span(name)) for name in ("unit", "person"))
    if unit is None:
        field = next(iter(find_fields(text, _UNIT_LABELS, r"[\u4e00-\u9fff()]{2,30}", start, end)), None)
        unit = Found(field.value, field.start, field.end) if field else None
    return Contact(unit, person, phone)


def _person(text: str, start: int, end: int) -> tuple[Found | None, Found | None, int]:
    value = r"[^\n|,;:。\d()]{2,40}"
    for field in find_fields(text, _CONTACT_LABELS, value, start, end):
        both = _UNIT_THEN_NAME.match(text, field.start, end)
        if not both and not re.search(r"[:∶|]", text[field.match.end("label") : field.start]):
            continue
        if both and not _TAKEN.search(both["person"]):
            return (
                Found(both["unit"], *both.span("unit")),
                Found(both["person"], *both.span("person")),
                both.end(),
            )
        match = _PERSONS.match(text, field.start, end)
        if match and not _TAKEN.search(match.group()):
            return _split_person(match)
    glued = _AFTER_LEADER.search(text, start, end)
    return (None, Found(glued["person"], *glued.span("person")), glued.end()) if glued else (None, None, start)


# 责任领导:张三承办人:李四, from a page that lost its white space.
_AFTER_LEADER = re.compile(
    r"(?:领导|负责人|责任人)(?:姓名)?[:∶]\s{0,4}[\u4e00-\u9fff·]{2,4}?(?:具体)?(?:承办|经办|联系)人(?:姓名)?[:∶]\s{0,4}"
    r"(?P<person>[\u4e00-\u9fff·]{2,4})(?![\u4e00-\u9fff])"
)


def _split_person(match: re.Match[str]) -> tuple[Found | None, Found, int]:
    """A section glued to its person (规划科张三) taken apart; several persons stay together."""
    glued = _GLUED.fullmatch(match.group())
    if glued:
        cut = match.start() + len(glued["unit"])
        return Found(glued["unit"], match.start(), cut), Found(glued["person"], cut, match.end()), match.end()
    return None, Found(match.group(), *match.span()), match.end()


def _phone(text: str, start: int, end: int, near: int) -> Found | None:
    close = re.compile(
        rf"[\s,、;:∶()|]{{0,12}}(?:(?:联系|办公)?(?:电\s{{0,4}}话|方式|手机)\s{{0,3}}[:∶]?\s{{0,8}})?(?P<phone>{PHONE})(?!\d)"
    )
    match = close.match(text, near, end) if near > start else None
    if match:
        return Found(match["phone"], *match.span("phone"))
    names = "|".join(spaced(label) for label in _PHONE_LABELS)
    labelled = re.compile(
        rf"(?<![\u4e00-\u9fff])(?:{names})\s{{0,4}}[:∶|]?\s{{0,8}}"
        rf"(?:[\u4e00-\u9fff·,、 ]{{0,24}}?)(?P<phone>{PHONE})(?!\d)"
    )
    match = labelled.search(text, start, end)
    return Found(match["phone"], *match.span("phone")) if match else None


_APPROVED = re.compile(
    r"已经?(?:我[局委办厅])?(?P<who>[\u4e00-\u9fff]{2,4}?)(?:局长|主任|厅长|书记|区长|县长|市长|部长)(?:审签|审定|签发|审核)"
)


def read_signer(text: str, start: int, end: int) -> Found | None:
    """Who signed or approved the letter, as printed."""
    for field in find_fields(text, SIGNER_LABELS, PERSON, start, end):
        if (
            ":" in text[field.match.end("label") : field.start]
            and not _TAKEN.search(field.value)
            and len(field.value) <= 4
        ):
            return Found(field.value, field.start, field.end)
    match = _APPROVED.search(text, start, end)
    return Found(match["who"], *match.span("who")) if match else None


def read_copies(text: str, start: int, end: int) -> Found | None:
    """Who gets copies (抄送), as printed."""
    match = re.compile(r"抄\s{0,8}送\s{0,4}[:∶]\s{0,8}(?P<to>[^\n。]{2,200})").search(text, start, end)
    return (
        Found(match["to"].strip(), match.start("to"), match.start("to") + len(match["to"].rstrip())) if match else None
    )
