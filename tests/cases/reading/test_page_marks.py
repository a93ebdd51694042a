import pytest

from cases.reading.page_marks import stated_date
from cases.vocabulary import ValueSource
from tests.cases.importing.letters import letter, read


def text_of(value):
    return value.text if value else None


@pytest.mark.parametrize(
    ("head", "published"),
    [
        ("发布日期:2022-05-01 浏览次数:", "2022-05-01"),
        ("发布日期: 2022- 05- 01 10: 45", "2022-05-01"),
        ("来源:园林局 2022-05-01 16:44", "2022-05-01"),
        ("更新时间:2022/05/01", "2022-05-01"),
        ("公开日期 | 2022年5月1日 |", "2022-05-01"),
        ("成文日期:2022-04-09 发布时间:2022-05-01", "2022-05-01"),
        ("今天是:2022年5月1日 星期日", None),
        ("生效日期:2022-05-01", None),
        ("全市2022年5月1日起实施", None),
        ("", None),
    ],
)
def test_the_pages_own_date(head, published):
    assert text_of(read(letter(head=head)).publish_date) == published


def test_every_labelled_date_keeps_its_label():
    page = read(letter(head="成文日期:2022-04-09 发布时间:2022-05-01"))
    assert page.other_dates == {"成文日期": "2022-04-09", "发布时间": "2022-05-01"}


@pytest.mark.parametrize(
    ("head", "number"),
    [
        ("文号:云园函〔2022〕8号", "云园函〔2022〕8号"),
        ("云园函〔2022〕8号  A类  同意公开", "云园函〔2022〕8号"),
        ("云园函[2022]8号A类", "云园函[2022]8号"),
        ("云园函【2022】8号", "云园函【2022】8号"),
        ("云园字〔2022〕30-17号", "云园字〔2022〕30-17号"),
        ("文号: 公开日期: 2022-05-01", None),
        ("文 号:无", None),
    ],
)
def test_the_letters_own_document_number(head, number):
    assert text_of(read(letter(head=head)).doc_no) == number


def test_a_number_that_the_text_cites_is_none():
    page = read(letter(body="按《关于绿地的通知》(云政发〔2020〕3号)要求,已办。\n云政办〔2021〕5号 文件另行公布。"))
    assert page.doc_no is None


@pytest.mark.parametrize(
    ("parts", "result"),
    [
        ({"head": "类 别:B"}, "B"),
        ({"head": "办复类别:C类"}, "C"),
        ({"head": "(A类)"}, "A"),
        ({"head": "B"}, "B"),
        ({"head": "云园函〔2022〕8号B类"}, "B"),
        ({"title": "云溪市园林局关于市政协九届三次会议第58号提案的答复函(A)"}, "A"),
        ({"note": "办理结果:A"}, "A"),
        ({"note": "承办单位意见:属于B类,列入计划"}, "B"),
        ({"head": "甲类"}, "甲"),
        ({"head": "字体:A A A"}, None),
        ({"head": "类别:提案"}, None),
        ({"head": "编号:B〔2017〕062号"}, None),
        ({"body": "A类管网已换新,B类管网明年换。"}, None),
    ],
)
def test_result_letters_above_and_below(parts, result):
    assert text_of(read(letter(**parts)).result_class) == result


@pytest.mark.parametrize(
    ("head", "index"),
    [
        ("索引号: 002489524/2022-00364 公开方式: 主动公开", "002489524/2022-00364"),
        ("• 00528361X/2024-00036\n• 云溪市园林局", "00528361X/2024-00036"),
        ("索引号:    文号:云园函〔2022〕8号", None),
    ],
)
def test_index_numbers(head, index):
    assert text_of(read(letter(head=head)).index_no) == index


@pytest.mark.parametrize(
    ("parts", "disclosure"),
    [
        ({"head": "公开方式:主动公开"}, "主动公开"),
        ({"foot": "(此件公开发布)"}, "此件公开发布"),
        ({"foot": "(依申请公开)"}, "依申请公开"),
        ({"head": "是否同意公开:(是)"}, "是"),
        ({}, None),
    ],
)
def test_disclosure(parts, disclosure):
    assert text_of(read(letter(**parts)).disclosure) == disclosure


@pytest.mark.parametrize(
    ("head", "published"),
    [
        ("来源:云溪县园林局发布时间:2022-05-01 15:22文字大小:[ ]", "2022-05-01"),
        ("来源:县府办2022-05-01\n浏览量:31", "2022-05-01"),
        ("县府办2022-05-01", None),
    ],
)
def test_a_date_glued_to_what_stands_before_it(head, published):
    assert text_of(read(letter(head=head)).publish_date) == published


def test_the_day_of_the_answer_counts_where_no_signature_is_dated():
    field = "答复日期:2022-04-11"
    assert text_of(read(letter(head=field, end="")).reply_date) == "2022-04-11"
    assert text_of(read(letter(head=field)).reply_date) == "2022-04-09"


def test_a_document_number_in_brackets_behind_the_title():
    title = "云溪市园林局关于市政协九届三次会议第58号提案答复的函 (云园函〔2022〕8 号)"
    assert text_of(read(letter(title=title)).doc_no) == "云园函〔2022〕8号"


def test_a_web_pages_tags_speak_where_its_text_does_not():
    found = stated_date({"pubdate": "2022-05-01T10:45:00", "title": "2021-01-01"})
    assert found is not None
    assert (found.text, found.source, found.span) == ("2022-05-01", ValueSource.META, None)
    assert stated_date({"pubdate": "昨天"}) is None


def test_a_class_with_a_subclass_glued_to_the_number():
    page = read(letter(head="云园函〔2022〕8号A1类 同意公开"))
    assert (text_of(page.doc_no), text_of(page.result_class)) == ("云园函〔2022〕8号", "A")


def test_a_document_number_glued_to_its_label():
    assert text_of(read(letter(head="- 文号云园函〔2022〕8号\n- 有效")).doc_no) == "云园函〔2022〕8号"
