from cases.reading.page_letter import Letter
from cases.reading.shadow import shadow_of
from cases.vocabulary import ValueSource
from tests.cases.importing.letters import letter, read

NOTHING = dict.fromkeys(Letter.__slots__)


def test_a_value_keeps_the_originals_characters_and_its_place():
    text = "範 青 禾委員（甲）"
    shadow = shadow_of(text)
    view = Letter(**{**NOTHING, "original": text, "text": shadow.text, "shadow": shadow})
    value = view.value(0, 7, ValueSource.SALUTATION)
    assert value is not None
    assert value.text == "範青禾委員"
    assert text[slice(*value.span)] == "範 青 禾委員"
    assert view.value(3, 3, ValueSource.SALUTATION) is None


def test_a_title_of_which_a_part_is_left_still_tells_the_session():
    page = read(
        letter(
            title="B\n公开\n对云岭省十三届人大二次会议",
            salutation="范青禾等代表:",
            opening="您提出的《关于修缮凉亭的建议》(0641),已交我们研究办理,现答复如下。",
        )
    )
    assert page.session is not None
    assert (page.session.text, page.number and page.number.text) == ("十三届二次会议", "0641")
    assert page.result_class is not None
    assert page.result_class.text == "B"
