"""What fields are called in the tables before an article and in databases of proposals; without blanks or colons."""

import re

_LABELS = """
索引号 索引号码 信息索引号 文号 发文字号 文件编号 公开方式 公开形式 公开期限 公开范围 公开属性 公开日期
公开时间 公开类型 公开主体 公开目录 发布日期 发布时间 发布单位 发布机构 发布人 发文机构 发文机关 发文单位
发文日期 发文时间 成文日期 成文时间 生成日期 信息生成日期 印发日期 制发机关 制发日期 信息来源 来源
文章来源 稿源 作者 信息名称 名称 标题 题目 题名 案由 案名 信息分类 主题分类 主题词 关键词 体裁分类
体裁 组配分类 服务对象 服务对象分类 关联类型 有效性 有效期 时效性 废止日期 失效日期 所属机构 责任部门
内容概述 浏览次数 阅读次数 点击数 提案号 提案编号 提案者 提案人 提案名称 提案内容 提案类别 提案委员
建议号 建议编号 建议人 建议名称 建议内容 建议类别 领衔代表 附议人 编号 案号 届次 届别 类别 分类
承办单位 主办单位 协办单位 会办单位 分办单位 办理结果 办理情况 办理类型 办理时间 办理状态 答复内容
答复时间 答复日期 答复单位 答复类别 回复内容 回复时间 回复单位 内容 代表姓名 委员姓名 姓名 联系人
联系电话 联系方式 所属代表团 代表团 通讯地址 界别 提出时间 提交时间 交办时间 办结时间 满意度 面商情况
是否公开
"""
FIELD_LABELS = frozenset(_LABELS.split())
_LONGEST = 30


def is_label(text: str) -> bool:
    """True for the name of a page field, with or without colon, however it is spaced out."""
    return re.sub(r"[\s\u3000\xa0::：]", "", text[:_LONGEST]) in FIELD_LABELS and len(text) <= _LONGEST
