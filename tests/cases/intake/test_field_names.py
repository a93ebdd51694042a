"""Names of page fields, however they are spaced."""

import pytest

from cases.intake.field_names import FIELD_LABELS, is_label


@pytest.mark.parametrize("printed", ["索引号", "索 引 号", "索引号：", "文　　号:", " 发布日期 ", "承办单位"])
def test_a_label_is_known_in_every_spacing(printed):
    assert is_label(printed)


@pytest.mark.parametrize("printed", ["", "社区食堂", "索引号 330100", "来源：市民政局", "内" * 5000])
def test_other_words_are_no_label(printed):
    assert not is_label(printed)


def test_labels_hold_no_blanks_or_colons():
    assert not any(set(label) & set(" :：\u3000\n") for label in FIELD_LABELS)
