"""What kind of document a page is. Only a text that answers a submission is a reply: letters to citizens, news of
handling, statistics, notices, lists of titles and blank forms are not, however much they speak of proposals."""

import re

from cases.reading.page_opening import Opening
from cases.reading.page_salutation import Salutation
from cases.reading.page_title import Title
from cases.vocabulary import DocumentKind

_SUBMISSION = re.compile(r"提案|建议|议案|原案|书面意见")
_BOARD = re.compile(
    r"网友|网民|市民朋友|昵\s?称|留\s?言(?!板块)|来信(?:时间|内容|人|标题|主题|日期)|信件|发言人|诉求|投诉|受理时间|"
    r"咨询(?:内容|时间)|写信人|问政|市长信箱|领导信箱|网络问政|的来信|的留言|您的咨询|办件编号"
)
_BOARD_NEAR = re.compile(
    r"网友|网民|市民朋友|的来信|的留言|反映人|来电人|诉求|(?:先生|女士)(?:[:,]|[您你]好)|同志:|工单|热线"
)
_NOTICE = re.compile(r"的通知(?=[\s:。]|$)")
_NEWS = re.compile(r"记者|本报讯|讯员|[日前]讯|近日|日前|据悉|据了解|新华社|截至目前.{0,20}共(?:收到|承办)")
_BLANK = re.compile(
    r"(?<![×xX*○])[×xX*○]{2,}+(?!委员|代表)(?:的|县|市|区|局|届|号|次|年|工作|问题)|"
    r"关于[×xX*….]{2,}|第[×xX*_ ]{1,6}号|范文|样本|模板|格式[::]"
)
_BLANK_NAME = re.compile(r"[×xX*]{2,}")
_QUESTION = re.compile(
    r"(?:^|[\n。?!》” ])(?:问题?\s?[一二三四五六七八九十\d]{0,3}|"
    r"[\u4e00-\u9fff]{0,16}记者(?:提?问)?|提问|主持人|答)\s?[:∶、.]"
)
_CONFERENCE = re.compile(r"新闻发布会|新闻通气会|媒体通气会|记者招待会|答记者问|吹风会")
_PLAN_TITLE = re.compile(
    r"(?:整体|实施|工作|行动|解决|总体|推进|专项|建设|改革|落实|创建|试点|治理|处置|保障|提升|发展|三年|五年)?"
    r"(?:方案|规划|行动计划|工作计划|实施计划|三年计划|实施意见|指导意见|若干意见|若干措施|工作要点|任务分解表?|纲要|实施办法)"
    r"(?:\([^)]{1,30}\))?(?:的通知|》)?(?=$|[\s|。(《》])"
)
_PLAN_BODY = re.compile(
    r"总体要求|指导思想|基本原则|工作目标|总体目标|主要目标|发展目标|主要任务|重点任务|工作任务|保障措施|组织实施|组织领导|责任单位|牵头单位|"
    r"实施步骤|具体目标|整体目标|工作安排"
)
_ABOUT_RULES = re.compile(r"条例|暂行办法|管理办法|规定$|细则|第[一二三四五]章|征求意见稿")


# A page that is only a title, or a title and its date, answers nothing.
_LEAST_BODY = 40


def letter_kind(
    text: str,
    titles: list[Title],
    openings: list[Opening],
    salutation: Salutation | None,
    proposal: tuple[int, int] | None,
) -> DocumentKind | None:
    """REPLY or CO_REPLY where the page answers a submission, None where it does not."""
    opening = openings[0] if openings else None
    title = next((item for item in titles if _names_case(item)), None)
    people = bool(salutation and salutation.people)
    head = text[: opening.start if opening else min(len(text), 400)]
    if not _answers(text, title, opening, people, proposal):
        return None
    elsewhere = _speaks_to_citizens(text, head, opening) or _NOTICE.search(head[-600:])
    if _is_blank(text, opening, proposal) or (elsewhere and not people and not title):
        return None
    return DocumentKind.CO_REPLY if _is_co(text, titles, opening, salutation) else DocumentKind.REPLY


def _names_case(title: Title) -> bool:
    told = title.reference
    member = re.search(r"[\u4e00-\u9fff]{2,4}(?:委员|代表)", title.text)
    return bool(told.session or told.number or title.topic or (told.track and member))


def _answers(
    text: str, title: Title | None, opening: Opening | None, people: bool, proposal: tuple[int, int] | None
) -> bool:
    said = text[opening.start : opening.end] if opening else ""
    names_submission = bool(_SUBMISSION.search(said))
    if people and (names_submission or title or _SUBMISSION.search(text[:600])):
        return True
    if opening and names_submission and (title or proposal):
        return bool(title or re.search(r"您|你|贵|收悉|如下", said))
    if title is None or opening:
        return bool(title)
    return not _NEWS.search(text[:500]) and len(text) - title.end >= _LEAST_BODY and not _lists_titles(text)


def _lists_titles(text: str) -> bool:
    return len(set(re.findall(r"第?[A-Z]{0,3}\d{1,8}号(?:代表|委员)?(?:提案|建议|议案)", text))) >= 4


def _is_blank(text: str, opening: Opening | None, proposal: tuple[int, int] | None) -> bool:
    """Whether it is a form to be filled in: ×× where a title or a number belongs. A masked name alone is none."""
    said = text[opening.start : opening.end] if opening else ""
    named = text[slice(*proposal)] if proposal else ""
    return bool(_BLANK.search(said) or _BLANK_NAME.search(named))


def speaks_to_citizens(text: str) -> bool:
    """Whether a page is one of a mailbox or a message board, wherever on it that shows."""
    return bool(_BOARD.search(text) or _BOARD_NEAR.search(text))


def _speaks_to_citizens(text: str, head: str, opening: Opening | None) -> bool:
    near = text[max(0, opening.start - 120) : opening.end] if opening else head
    return bool(_BOARD.search(head[-1500:]) or _BOARD_NEAR.search(near))


def _is_co(text: str, titles: list[Title], opening: Opening | None, salutation: Salutation | None) -> bool:
    """A co-handler's letter: it goes to an office that did not submit, or calls itself an opinion for the lead."""
    if salutation and salutation.people:
        return False
    said = text[opening.start : opening.end] if opening else ""
    calls_itself = bool(re.search(r"(?:会办|协办)意见", said)) or any(title.kind == "co" for title in titles[:1])
    if salutation is None:
        return calls_itself
    own = re.search(r"(?:贵单位|贵委|贵会|贵局|你们|您们?|你[委会单])[^。]{0,30}?(?:提出|所提|提交)", said)
    return calls_itself or not own


def other_kind(text: str) -> DocumentKind:
    """Kind of a page that answers no submission."""
    head = text[:700]
    if _CONFERENCE.search(head) and len(_QUESTION.findall(text)) >= 2:
        return DocumentKind.PRESS_CONFERENCE
    titled = _PLAN_TITLE.search(head)
    if (
        titled
        and len(set(_PLAN_BODY.findall(text))) >= 2
        and not _ABOUT_RULES.search(head[: titled.end()])
        and not _NEWS.search(text[:300])
    ):
        return DocumentKind.PLAN
    return DocumentKind.NOT_A_REPLY
