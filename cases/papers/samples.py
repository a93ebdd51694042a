"""An invented case of each track with everything in it, by which any paper can be looked at without a database."""

from datetime import date, datetime

from cases.clock import BEIJING
from cases.papers.matter import (
    AskedReturn,
    AskedTime,
    CoSign,
    Delivered,
    Done,
    Listed,
    Matter,
    Met,
    Part,
    Promised,
    Reviewed,
    Signer,
    Step,
    Urged,
    Version,
    Written,
)
from cases.vocabulary import (
    Adoption,
    AssignmentRole,
    AssignmentState,
    CaseState,
    ContactForm,
    ContactStage,
    CoSignState,
    Decision,
    Disclosure,
    ExtensionState,
    FeedbackState,
    ReplyKind,
    ReplyState,
    ReturnState,
    Score,
    Stance,
    SubmitterKind,
    TextKind,
    Track,
    UrgeForm,
    Verb,
)

_LEAD, _HELPER, _OFFICE = "溪口市民政局", "溪口市财政局", "溪口市人民政府办公厅"
_REPLY = (
    "您提出的《{title}》收悉。我局会同市财政局办理，现答复如下：\n"
    "一、已经做的工作\n"
    "（一）站点。截至去年底，全市有助餐点126处，其中能送餐上门的41处，日均供餐8200份，用餐老人中八十岁以上的占三成。\n"
    "（二）补贴。对特困、低保和高龄独居老人每餐补助5元，对送餐每单补助3元，经费由市、区两级按四比六负担。\n"
    "二、下一步打算\n"
    "1. 补空白。今年十月底前在还没有站点的9个社区各开设1处，由街道落实用房，我局负责设备。\n"
    "2. 管质量。每季度由第三方走访各站点，结果在市民政局网站公布，连续两次不合格的停止补贴。\n"
    "3. 通电话。六月底前把各站点的订餐电话并入12345热线，老人打一个号码就能订餐。\n"
    "感谢您对老年助餐工作的关心，欢迎继续提出意见。"
)
_OPINION = (
    "同意主办单位的办理思路。送餐补助所需经费可在福利彩票公益金中安排，建议按实际送餐单数结算，不按站点平均分配。"
)


def _earlier(title: str, vague: str = "") -> str:
    """The words of an earlier version: one promise of the final one was still held in general terms."""
    return _REPLY.format(title=title).replace(vague or "\0", "适时")


def sample(track: Track = Track.CPPCC) -> Matter:
    """A case that has gone through everything. Its people and places are invented."""
    npc = track is Track.NPC
    noun = "建议" if npc else "提案"
    title = f"关于让社区助餐点送餐上门的{noun}"
    number = "北岭7" if npc else "0018"
    return Matter(
        id=1,
        track=track,
        title=title,
        state=CaseState.TRACKING,
        on=date(2026, 9, 10),
        number=number,
        session="十五届四次会议" if npc else "十三届四次会议",
        body="溪口市人大" if npc else "溪口市政协",
        place="溪口",
        kind=SubmitterKind.JOINT,
        signers=(
            Signer("梁𬭎", group="北岭代表团" if npc else "社会福利和社会保障界", phone="0570-5550101"),
            Signer("霍青云", group="北岭代表团" if npc else "医药卫生界"),
        ),
        receipt_no="2026-00018",
        submitted_at=_at(1, 12),
        category="社会建设",
        key_case="督办领导韦副主任" if npc else "督办领导韦副主席，督办机构社会和法制委员会",
        boxes=(
            "走访三个老旧小区时看到，助餐点大多在一楼门面，腿脚不便的老人走不到；周末和节假日不开门，老人只好吃隔夜饭。",
            "送餐没有固定人手，靠志愿者；补助只算堂食，送一单亏一单，站点没有积极性。",
            "一、把送餐列入补助范围，按单结算。\n二、由街道统一招用送餐员，与外卖平台分开。\n三、开通统一的订餐电话。",
        ),
        wishes=(_LEAD, _HELPER),
        files=("走访照片.pdf",),
        office="提案委办公室" if not npc else "代表工委",
        due_on=date(2026, 6, 1),
        scale=(Score.SATISFIED, Score.BASICALLY, Score.DISSATISFIED),
        parts=_parts(),
        replies=_replies(title),
        reviews=(
            Reviewed(Verb.FILE, f"您提交的《{title}》经审查已立案，编为{number}号。", date(2026, 2, 3), "闻人越",
                     "代表工委" if npc else "提案委办公室", "社会建设", (), True),
        ),
        asked_returns=(
            AskedReturn(1, _HELPER, "送餐补助由民政部门提出方案，我局只按方案安排经费，不宜单独办理。",
                        date(2026, 3, 5),
                        ReturnState.REFUSED, "市财政局职能配置规定第四条", _LEAD, "骆一帆", _OFFICE,
                        "经费安排须财政部门提出意见，仍由你局会办。", date(2026, 3, 9)),
        ),
        asked_times=(
            AskedTime(1, _LEAD, "9个社区的用房须逐处勘察，预计五月底完成，需要相应延长答复时间。", date(2026, 5, 20),
                      ExtensionState.APPROVED, date(2026, 6, 1), date(2026, 7, 1), date(2026, 5, 18),
                      "穆清和", _OFFICE, "同意延期，请抓紧办理。", date(2026, 5, 22)),
        ),
        urges=(
            Urged(1, _HELPER, UrgeForm.LETTER, "会办意见已经到期，请尽快送主办单位。", date(2026, 4, 10), _OFFICE,
                  date(2026, 4, 1), 9, date(2026, 4, 17)),
            Urged(2, _LEAD, UrgeForm.SUPERVISION, "本件为重点件，延期后仍未答复，请说明原因并抓紧办理。",
                  date(2026, 7, 3),
                  _OFFICE, date(2026, 7, 1), 2, date(2026, 7, 10)),
        ),
        meetings=(
            Met(date(2026, 3, 18), ContactForm.VISIT, ContactStage.BEFORE, _LEAD, "梁𬭎",
                "同到三个小区看了助餐点。"),
            Met(date(2026, 6, 20), ContactForm.MEETING, ContactStage.DURING, _LEAD, "梁𬭎、霍青云",
                "当面听取对答复稿的意见。"),
        ),
        deliveries=(
            Delivered(1, 1, "梁𬭎", date(2026, 7, 6), FeedbackState.RECEIVED, date(2026, 8, 5), Score.SATISFIED,
                      Score.BASICALLY, "送餐电话希望再早一点开通。"),
            Delivered(2, 1, "霍青云", date(2026, 7, 6), FeedbackState.AWAITING, date(2026, 8, 5)),
        ),
        promises=(
            Promised("今年十月底前在还没有站点的9个社区各开设1处", _LEAD, "明确承诺", "推进中", "2026-10-31"),
            Promised("六月底前把各站点的订餐电话并入12345热线", _LEAD, "明确承诺", "已兑现", "2026-06-30"),
        ),
        course=_course(),
        listed=_listed(title, number),
        base="https://ta.xikou.example",
        recorded="闻人越代梁𬭎录入，纸质件存提案委办公室" if not npc else "闻人越代梁𬭎录入，纸质件存代表工委",
        staff=True,
    )  # fmt: skip


def _at(month: int, day: int, hour: int = 9) -> datetime:
    return datetime(2026, month, day, hour, 20, tzinfo=BEIJING)


def _parts() -> tuple[Part, ...]:
    given, taken = date(2026, 3, 2), date(2026, 3, 4)
    return (
        Part(1, _LEAD, AssignmentRole.LEAD, AssignmentState.REPLY_SENT, given, date(2026, 7, 1), date(2026, 6, 1),
             "请与提案者面商后答复，答复送市政府办公厅备案。", _OFFICE, taken, "穆清和"),
        Part(2, _HELPER, AssignmentRole.CO, AssignmentState.OPINION_SENT, given, date(2026, 4, 1), date(2026, 4, 1),
             "", _OFFICE, taken, "骆一帆"),
    )  # fmt: skip


def _replies(title: str) -> tuple[Written, ...]:
    rungs = ("处长", "办公室主任", "局领导")
    return (
        Written(
            1, _LEAD, ReplyKind.REPLY, 1, ReplyState.SENT, _REPLY.format(title=title), part=1,
            doc_no="溪民复〔2026〕21号",
            result_class="B", class_label="正在解决或列入计划解决", disclosure=Disclosure.PROACTIVE,
            signed_on=date(2026, 7, 4), sent_on=date(2026, 7, 6), contact_person="穆清和", contact_phone="0570-5550202",
            drafter="穆清和", signer="祁连山",
            versions=(
                Version(1, TextKind.KEPT, "穆清和", _at(6, 10), 402, _earlier(title, "每季度由第三方走访各站点")),
                Version(2, TextKind.FOR_APPROVAL, "穆清和", _at(6, 28), 436, _earlier(title, "今年十月底前")),
                Version(3, TextKind.SIGNED, "祁连山", _at(7, 4), 431, _earlier(title)),
            ),
            steps=(
                Step(rungs[0], Decision.AGREED, "数据已核对。", "边疆", _at(6, 29)),
                Step(rungs[1], Decision.AGREED_WITH_CHANGES, "第二部分的时限写到月。", "邬明（代贺兰）", _at(7, 1)),
                Step(rungs[2], Decision.SIGNED, "", "祁连山", _at(7, 4)),
            ),
            co_signs=(CoSign(_HELPER, CoSignState.AGREED, "", "骆一帆", _at(6, 26)),),
            rungs=rungs,
        ),
        Written(
            2, _HELPER, ReplyKind.CO_OPINION, 1, ReplyState.SENT, _OPINION, part=2, sent_on=date(2026, 4, 13),
            contact_person="骆一帆", contact_phone="0570-5550303", stance=Stance.SUPPLEMENT, adoption=Adoption.ADOPTED,
        ),
    )  # fmt: skip


def _course() -> tuple[Done, ...]:
    return (
        Done(_at(1, 12), "梁𬭎", Verb.SUBMIT),
        Done(_at(2, 3), "闻人越", Verb.FILE),
        Done(_at(3, 2), "市政府办公厅", Verb.ASSIGN, of=(_LEAD, _HELPER)),
        Done(_at(3, 4), "穆清和", Verb.ACCEPT, of=(_LEAD,)),
        Done(_at(4, 13), "骆一帆", Verb.SEND_CO_OPINION, of=(_HELPER,)),
        Done(_at(5, 22), "市政府办公厅", Verb.APPROVE_EXTENSION, "同意延期，请抓紧办理。", (_LEAD,)),
        Done(_at(7, 4), "祁连山", Verb.SIGN_REPLY, "溪民复〔2026〕21号", (_LEAD,)),
        Done(_at(7, 6), "穆清和", Verb.SEND_REPLY, of=(_LEAD,)),
        Done(_at(7, 15), "梁𬭎", Verb.GIVE_FEEDBACK),
    )


def _listed(title: str, number: str) -> tuple[Listed, ...]:
    due, later = date(2026, 6, 1), date(2026, 4, 1)
    promise = (Promised("今年十月底前在还没有站点的9个社区各开设1处", _LEAD, "明确承诺", "推进中", "2026-10-31"),)
    return (
        Listed(_LEAD, AssignmentRole.LEAD, number, title, "梁𬭎等2人", due, "B", promise, f"会办：{_HELPER}"),
        Listed(_LEAD, AssignmentRole.SOLE, "0023", "关于给村级养老服务站配备电动护理床的提案", "霍青云", due, "A"),
        Listed(_HELPER, AssignmentRole.CO, number, title, "梁𬭎等2人", later, together=f"主办：{_LEAD}"),
    )
