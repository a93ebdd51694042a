"""Names by which a thing is known again."""

import pytest

from cases.fulfilments import names


@pytest.mark.parametrize(
    ("title", "core"),
    [
        ("云江市共享书屋管理办法", "共享书屋管理办法"),
        ("云江省临水市共享书屋管理办法(试行)", "临水市共享书屋管理办法"),
        ("关于印发共享书屋建设方案的通知", "共享书屋建设方案"),
        ("共享书屋管理办法", "共享书屋管理办法"),
    ],
)
def test_titles_without_place_and_frame(title, core):
    assert names.core_of(title) == core


@pytest.mark.parametrize(
    ("clause", "found"),
    [
        ("拟出台《关于加快书屋建设的实施意见》和《云江市书屋服务规范》", ("加快书屋建设的实施意见", "书屋服务规范")),
        ("编制公共书屋布局规划", ("公共书屋布局规划",)),
        ("落实《云江市书屋服务规范》", ()),
        ("出台补贴", ()),
    ],
)
def test_documents_to_be_made(clause, found):
    assert tuple(name.removeprefix("关于") for name in names.made_documents(clause)) == found


def test_a_rough_name_fits_a_title_with_few_words_more():
    assert names.loosely_in("公共书屋布局规划", "公共书屋布局专项规划")
    assert not names.loosely_in("公共书屋布局规划", "公共书屋布局和建设三年专项规划")
    assert not names.loosely_in("公共书屋布局规划", "公共食堂布局专项规划")


def test_a_programme_is_what_a_plan_is_a_plan_of():
    assert names.programme_of("社区共享书屋建设工程实施方案") == "社区共享书屋建设工程"
    assert names.programme_of("共享书屋管理办法") == ""


def test_honours_bodies_and_works():
    assert names.honours("高质量创建全省全民阅读示范城市") == ("全省全民阅读示范城市",)
    assert names.bodies("成立全民阅读工作领导小组") == ("全民阅读工作领导小组",)
    assert names.works("新建江北新区图书馆") == ("江北新区图书馆",)
    assert names.works("推进一批重点项目建设") == ()
