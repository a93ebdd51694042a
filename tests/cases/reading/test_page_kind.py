import pytest

from cases.reading.page_kind import other_kind
from cases.vocabulary import DocumentKind
from tests.cases.importing.letters import BODY, letter, read

OTHERS = {
    (
        "来信时间:2022年3月1日\n来信内容:小区门口积水。\n回复内容:您好!您反映的问题已收悉,现回复如下:已疏通。"
    ): DocumentKind.NOT_A_REPLY,
    "市民朋友:\n您提出的“停车难”收悉,现答复如下:暂无空地。": DocumentKind.NOT_A_REPLY,
    (
        "【网民留言】路灯不亮\n市住建局关于网民反映路灯不亮的答复\n尊敬的网民:\n现答复如下:已修。"
    ): DocumentKind.NOT_A_REPLY,
    (
        "本报讯(记者 王一) 近日,河西区召开提案办理面商会,委员对答复表示满意。下一步,区园林局将多种树。"
    ): DocumentKind.NOT_A_REPLY,
    "2022年提案办理情况\n今年我局承办政协提案九件,均已办结,满意率100%,其中A类五件。": DocumentKind.NOT_A_REPLY,
    (
        "关于做好建议提案办理工作的通知\n各乡镇人民政府:\n市政协九届三次会议交办提案八十件,现就有关事项通知如下:"
    ): DocumentKind.NOT_A_REPLY,
    (
        "市九届人大三次会议代表建议\n第5号\n领衔代表:范青禾\n标题:关于修缮凉亭的建议\n内容:凉亭破损已久。"
    ): DocumentKind.NOT_A_REPLY,
    "关于××市政协第×届提案的答复\n×××委员:\n您提出的《关于××××的提案》收悉,现答复如下:(正文)": DocumentKind.NOT_A_REPLY,
    "对第1号提案的答复\n对第2号提案的答复\n对第3号建议的答复\n对第4号提案的答复\n对第5号提案的答复\n"
    * 3: DocumentKind.NOT_A_REPLY,
    "云溪市古树保护条例\n第一章 总则\n第一条 为了保护古树,制定本条例。": DocumentKind.NOT_A_REPLY,
    "对热线工单的答复:市民郭女士您好,您提出的关于增设托班的建议已收悉,现回复如下:正在研究。": DocumentKind.NOT_A_REPLY,
    "关于交办提案的通知\n各单位:\n委员们提出提案九件,现交由你们办理,请按时答复。": DocumentKind.NOT_A_REPLY,
    "조사연구를 거쳐 민정부는 공개적으로 답복했다.": DocumentKind.NOT_A_REPLY,
    "": DocumentKind.NOT_A_REPLY,
    "云溪市绿荫行动实施方案\n为增加绿荫,制定本方案。\n一、总体要求\n二、主要任务\n三、保障措施": DocumentKind.PLAN,
    "关于印发《云溪市绿荫整体解决方案》的通知\n一、指导思想\n二、工作目标\n(责任单位:市园林局)": DocumentKind.PLAN,
    "绿荫建设新闻发布会,市园林局、市财政局回答提问。\n问题一:树种在哪里?\n市园林局副局长郭大山:河西。\n问题二:谁付?": (
        DocumentKind.PRESS_CONFERENCE
    ),
}


@pytest.mark.parametrize(("text", "kind"), OTHERS.items())
def test_what_answers_no_submission(text, kind):
    assert read(text).kind is kind


@pytest.mark.parametrize(
    "text",
    [
        letter(),
        letter(title="", end="", note=""),
        letter(salutation="", end="", note=""),
        letter(opening="您的提案收悉,现将办理情况答复如下:"),
        f"范青禾代表您好:\n关于增设路灯的建议,交警大队高度重视。{BODY}",
        f"对云溪市政协九届三次会议58号提案的答复\n一、已做的事。{BODY}",
    ],
)
def test_letters_however_bare(text):
    assert read(text).kind is DocumentKind.REPLY


@pytest.mark.parametrize(
    "text",
    [
        letter(salutation="市园林局:", opening="范青禾委员提出的《关于修缮凉亭的提案》收悉,现答复如下:"),
        letter(title="关于市政协九届三次会议第58号提案的会办意见", salutation="市园林局:"),
        letter(salutation="", opening="对范青禾委员提出的《关于修缮凉亭的提案》,提出会办意见如下:"),
    ],
)
def test_letters_of_co_handlers(text):
    assert read(text).kind is DocumentKind.CO_REPLY


def test_a_body_that_submitted_is_answered_not_consulted():
    page = read(letter(salutation="市政协提案委:", opening="贵单位提出的《关于修缮凉亭的提案》收悉,现答复如下:"))
    assert page.kind is DocumentKind.REPLY


def test_a_masked_name_is_no_blank_form():
    assert read(letter(salutation="xxx委员:")).kind is DocumentKind.REPLY


def test_proposal_and_reply_on_one_page():
    said = "河西片区夏天无处遮阴,老人和孩子中暑时有发生。" * 5
    page = read(f"提案号\n第58号\n提案内容\n{said}\n承办单位\n云溪市园林局\n答复内容\n{letter()}")
    assert page.kind is DocumentKind.PROPOSAL_AND_REPLY
    assert [part.role for part in page.parts] == ["proposal", "reply"]


def test_news_that_only_names_a_plan_is_none():
    assert (
        other_kind("本报讯(记者 王一)日前,云溪市印发绿荫行动实施方案,明确总体要求和主要任务。")
        is DocumentKind.NOT_A_REPLY
    )
