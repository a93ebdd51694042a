import pytest

from cases.reading.page_debris import letter_stop

LETTER = "感谢您的关注。\n云溪市园林局\n2022年4月9日\n"


@pytest.mark.parametrize(
    "debris",
    [
        "责任编辑:王一",
        "上一篇:关于第7号提案的答复",
        "扫一扫在手机打开当前页",
        "【打印本页】 【关闭窗口】",
        "打印 关闭",
        "版权所有:云溪市人民政府",
        "云ICP备05001号",
        "主办单位:云溪市人民政府办公室 地址:一路1号",
        "<!--EndFragment-->",
        "热门词条",
        "×",
    ],
)
@pytest.mark.parametrize("gap", ["\n", " "])
def test_a_letter_stops_where_the_page_goes_on(debris, gap):
    text = LETTER.replace("\n", gap) + debris
    assert text[: letter_stop(text, 0, len(text))] == LETTER.replace("\n", gap)


@pytest.mark.parametrize(
    "sentence",
    [
        "满意度达到98%。",
        "您是第二位提出此事的委员。",
        "关闭小作坊六家。",
        "收藏展示本地文物。",
        "为进一步了解情况,我局走访了村民。",
        "打印店已清理。",
        "分享经验两次。",
    ],
)
def test_sentences_that_begin_alike_are_no_debris(sentence):
    text = f"今年以来有进展。\n{sentence}\n下步继续。"
    assert letter_stop(text, 0, len(text)) == len(text)
