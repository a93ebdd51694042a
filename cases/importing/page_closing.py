"""The end of a letter: where it stops, who signed it and when, whom to ask, who gets copies."""

import re
from dataclasses import dataclass

from cases.importing.dates import FoundDate, find_dates, find_lost
from cases.importing.office_names import is_office, without_seal
from cases.importing.page_fields import PERSON, SIGNER_LABELS, find_fields, spaced
from cases.importing.page_reference import Found
from cases.importing.page_text import tokens

_DEBRIS = re.compile(
    r"(?<![^\s|>。])(?:\[?\s?【?\s?(?:责任编辑|责编|编辑[:∶]|审核[:∶]|一审[:∶]|校对[:∶]|终审[:∶]|来源[:∶]|信息来源|上一[篇条]|下一[篇条]|扫一扫|"
    r"打印本?页?|关闭|分享到|版权所有|Copyright|©|主办[:∶]|主办单位[:∶][^\n]{0,30}(?:办公室|人民政府|委员会|中心)\s|"
    r"[\u4e00-\u9fff]{0,3}ICP备|公网安备|网站标识码|网站地图|您所访问|<!--|相关链接|相关文章|相关阅读|相关新闻|相关附件|相关詞條|相关词条|"
    r"热门词条|热门跟贴|联络我们|联系我们|友情链接|附件下载|为进一步了解|账号\+密码|收藏|下载Word|下载PDF|打印文章|用手机|"
    r"掃描|扫描二维码|您是第|返回顶部|用户登录|回到顶部|网友评论|我要评论|满意度|我要纠错|微信扫|政策解读|智能问答|无障碍|"
    r"本文链接|网站支持|建议使用|技术支持|版权声明|字号[:∶]|大\s中\s小|×)|《?往期文章)"
)
_NOTE = re.compile(
    r"(?<![\u4e00-\u9fff《“])\(?\s?(?:联\s{0,4}系\s{0,4}人|联系单位|联系电话|联系方式|(?:具\s{0,2}体)?承\s{0,4}办\s{0,4}人|经\s{0,4}办\s{0,4}人|"
    r"办\s{0,4}理\s{0,4}人|承办(?:单位)?负责人|承办领导|主管领导|分管领导|签发领导|领导签[批发字]|签\s{0,3}发\s{0,3}人|办复类别|办理结果[:∶]|"
    r"(?:承办|主办|办理|答复)单位\s{0,3}[:∶]|抄\s{0,6}送|主送|附件[:∶]|依申请公开|此件公开|主动公开|电\s{0,4}话[:∶]|人[:∶])"
)
_FAREWELL = re.compile(
    r"特此(?:函复|答复|回复|函告|复函|报告|致函)|此\s{0,3}致|敬\s{0,6}礼|以上(?:答复|意见|回复|情况)|此复|"
    r"(?:衷心|真诚|诚挚|再次|最后|非常|十分)?[,]?(?:表示)?感谢[您你贵各代][^。!\n]{0,80}(?:关心|支持|关注|理解|建议|监督)|顺祝"
)


@dataclass(frozen=True, slots=True)
class Closing:
    """What stands below the text of a letter. body_end: where its text stops; stop: where the letter stops and the
    page's own words begin. Offices as printed. on: the day of signature."""

    body_end: int
    stop: int
    offices: tuple[Found, ...]
    on: FoundDate | None
    lost_date: bool


def letter_stop(text: str, start: int, end: int) -> int:
    """Where the page's own words begin after a letter that starts at a place."""
    match = _DEBRIS.search(text, start, end)
    return match.start() if match else end


def read_closing(text: str, start: int, end: int) -> Closing:
    """Read the end of the letter whose text begins at start; end: where it stops at the latest."""
    stop = letter_stop(text, start, end)
    on = _signature_date(text, start, stop)
    offices = _offices_before(text, start, on.start) if on else _offices_at_end(text, start, stop)
    firsts = [offices[0].start] if offices else ([on.start] if on else [])
    anchor = firsts[0] if firsts else stop
    body_end = _body_end(text, start, anchor)
    return Closing(body_end, stop, tuple(offices), on, bool(on and on.lost))


def _signature_date(text: str, start: int, stop: int) -> FoundDate | None:
    """The last date that stands by itself below the text: before it white space or an office, after it nothing."""
    found = None
    low = max(start, stop - 4000)
    for item in [*find_dates(text, low, stop), *find_lost(text, low, stop)]:
        if _stands_alone(text, item, start, stop) and (found is None or item.start > found.start):
            if item.lost and not _offices_before(text, start, item.start):
                continue
            found = item
    return found


def _stands_alone(text: str, item: FoundDate, start: int, stop: int) -> bool:
    after = text[item.end : min(stop, item.end + 12)]
    if after and not re.match(r"\s{0,3}(?:$|[\s|()]|联系|承办|抄送|附)", after):
        return False
    if re.match(r"\s{0,3}\d{1,2}[:∶]\d", after) or re.match(r"[ \t]?(?:星期|至|起|前|[-~])", after):
        return False
    before = text[max(start, item.start - 40) : item.start]
    if not before or before[-1] in "\n|":
        line_end = re.match(r"[ \t]{0,80}(?:\n|\||$|\()", text[item.end : min(stop, item.end + 90)])
        return bool(line_end) or not before.strip() or _office_ends(before)
    if before[-1].isspace():
        return not re.search(r"[:∶]\s{0,30}$", before) and (_office_ends(before) or _line_alone(text, item, stop))
    return _office_ends(before)


def _line_alone(text: str, item: FoundDate, stop: int) -> bool:
    line = text.rfind("\n", 0, item.start) + 1
    blank = not text[line : item.start].strip()
    follows = text[item.end : min(stop, item.end + 200)].lstrip(" \t")
    ends = not follows.strip() or follows[0] in "\n|(" or bool(_NOTE.match(follows))
    if blank:
        return ends
    return ends and bool(re.search(r"[。!).][^,;:。]{0,60}$", text[max(line, item.start - 62) : item.start]))


def _office_ends(before: str) -> bool:
    words = re.split(r"[\s|。!;:,]", before.rstrip())
    return is_office(without_seal(words[-1]))


def _offices_before(text: str, start: int, at: int) -> list[Found]:
    """The offices named right before a place, in the order of the page."""
    parts = tokens(text, max(start, at - 400), at)
    found: list[Found] = []
    for token in reversed(parts):
        tail = re.split(r"[。!;:,]", token.text)[-1]
        name = without_seal(tail)
        if not is_office(name):
            break
        found.append(Found(name, token.end - len(tail), token.end - len(tail) + len(name)))
        if len(tail) < len(token.text):
            break
    return found[::-1][:8]


def _offices_at_end(text: str, start: int, stop: int) -> list[Found]:
    """The office that stands on a line of its own below the text, where no date follows it."""
    note = _last_note(text, start, stop)
    end = note if note is not None else stop
    found = _offices_before(text, start, end)
    if not found:
        return []
    before = text[start : found[0].start]
    return found if before.endswith(("\n", " ", "|")) and before.rstrip()[-1:] in tuple("。!)礼.;") else []


def _last_note(text: str, start: int, stop: int) -> int | None:
    """Where the notes below a text begin (contact, signer, copies); only what stands after its last full sentence."""
    low = max(start, stop - 700)
    for match in _NOTE.finditer(text, low, stop):
        if text[low : match.start()].rstrip()[-1:] in tuple("。!)礼;|0123456789日人府局委会办厅院部处心") or "\n" in text[
            max(0, match.start() - 4) : match.start()
        ]:
            return match.start()
    return None


def _body_end(text: str, start: int, anchor: int) -> int:
    """Where the letter's own text stops before a signature: notes that stand above the signature are no text."""
    note = _last_note(text, start, anchor)
    end = note if note is not None else anchor
    return start + len(text[start:end].rstrip())


# --- Notes ----------------------------------------------------------------------------------------------------------

_CONTACT_LABELS = (
    "联系人及电话", "联系人及联系电话", "联系人和电话", "联系人和联系电话", "联系人电话", "联系人姓名", "联系人员", "联系人",
    "经办人及联系电话", "经办人及电话", "经办人员", "经办人", "承办人及联系电话", "承办人及电话", "具体承办人", "承办人员", "承办人姓名",
    "承办人", "办理人员", "办理人", "责任人及联系电话", "具体经办人", "联系人、电话", "联络人", "人",
)
_PHONE_LABELS = (
    "联系人及电话", "联系人及联系电话", "联系单位及电话", "联系电话", "联系方式", "联系手机", "办公电话", "承办人及联系电话",
    "承办人电话", "经办人电话", "咨询电话", "电话号码", "电话", "手机",
)
_UNIT_LABELS = ("联系单位及电话", "联系单位", "联系科室", "承办科室", "承办处室", "经办科室", "联系处室", "承办股室")
PHONE = r"(?:\(?0\d{2,3}\)?\s?[-─―‐]?\s?\d{7,8}|1[3-9]\d[- ]?\d{4}[- ]?\d{4}|\d{7,8}|\d{3,4}-\d{7,8})(?:[-转]\d{1,5})?"
_TAKEN = re.compile(r"联系|电话|方式|手机|单位|办理|情况|承办|主办|协办|类别|结果|日期|时间|签字|签批|盖章|邮编|职务|地址|局$|委$|科$|办$|处$|室$")
_UNIT_THEN_NAME = re.compile(
    r"(?P<unit>[\u4e00-\u9fff]{1,20}?(?:科|处|室|股|办|局|中心|大队|站|所|委|队|部|院))[\s,、:]{1,8}(?P<person>[\u4e00-\u9fff·]{2,4})(?![\u4e00-\u9fff])"
)


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
    if unit is None:
        field = next(iter(find_fields(text, _UNIT_LABELS, r"[\u4e00-\u9fff()]{2,30}", start, end)), None)
        unit = Found(field.value, field.start, field.end) if field else None
    return Contact(unit, person, phone)


def _person(text: str, start: int, end: int) -> tuple[Found | None, Found | None, int]:
    value = r"[^\n|,;:。\d()]{2,40}"
    for field in find_fields(text, _CONTACT_LABELS, value, start, end):
        if not re.search(r"[:∶|]", text[field.match.end("label") : field.start]):
            continue
        both = _UNIT_THEN_NAME.match(text, field.start, end)
        if both and not _TAKEN.search(both["person"]):
            return (
                Found(both["unit"], *both.span("unit")),
                Found(both["person"], *both.span("person")),
                both.end(),
            )
        match = re.compile(PERSON).match(text, field.start, end)
        if match and not _TAKEN.search(match.group()):
            return None, Found(match.group(), *match.span()), match.end()
    return None, None, start


def _phone(text: str, start: int, end: int, near: int) -> Found | None:
    close = re.compile(rf"[\s,、;:∶()|]{{0,12}}(?:(?:联系|办公)?(?:电\s{{0,4}}话|方式|手机)\s{{0,3}}[:∶]?\s{{0,8}})?(?P<phone>{PHONE})(?!\d)")
    match = close.match(text, near, end) if near > start else None
    if match:
        return Found(match["phone"], *match.span("phone"))
    names = "|".join(spaced(label) for label in _PHONE_LABELS)
    labelled = re.compile(
        rf"(?<![\u4e00-\u9fff])(?:{names})\s{{0,4}}[:∶|]?\s{{0,8}}(?:[\u4e00-\u9fff·,、 ]{{0,24}}?)(?P<phone>{PHONE})(?!\d)"
    )
    match = labelled.search(text, start, end)
    return Found(match["phone"], *match.span("phone")) if match else None


_APPROVED = re.compile(r"已经?(?:我[局委办厅])?(?P<who>[\u4e00-\u9fff]{2,4}?)(?:局长|主任|厅长|书记|区长|县长|市长|部长)(?:审签|审定|签发|审核)")


def read_signer(text: str, start: int, end: int) -> Found | None:
    """Who signed or approved the letter, as printed."""
    for field in find_fields(text, SIGNER_LABELS, PERSON, start, end):
        if ":" in text[field.match.end("label") : field.start] and not _TAKEN.search(field.value) and len(field.value) <= 4:
            return Found(field.value, field.start, field.end)
    match = _APPROVED.search(text, start, end)
    return Found(match["who"], *match.span("who")) if match else None


def read_copies(text: str, start: int, end: int) -> Found | None:
    """Who gets copies (抄送), as printed."""
    match = re.compile(r"抄\s{0,8}送\s{0,4}[:∶]\s{0,8}(?P<to>[^\n。]{2,200})").search(text, start, end)
    return Found(match["to"].strip(), match.start("to"), match.start("to") + len(match["to"].rstrip())) if match else None


def has_farewell(text: str, start: int, end: int) -> bool:
    """Whether the letter takes its leave (感谢您…, 特此函复): what lacks both this and a signature was cut off."""
    return bool(_FAREWELL.search(text, start, end))
