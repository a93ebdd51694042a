"""A small archive in our own words, entered through the importer's own steps; what pages and queries are tested on."""

from cases.actor import IMPORTER
from cases.importing.lookups import load_lookups
from cases.importing.parsing import parse
from cases.importing.saving import save
from cases.intake.sources import read_document
from cases.reference import load_reference

PHONE = "0571-85250001"

LIFTS = f"""杭州市民政局对市政协十二届二次会议第607号提案的答复

索引号：002489/2023-00607　　公开方式：主动公开　　发布日期：2023-06-12

石长青委员：
您在市政协十二届二次会议上提出的《关于给老旧小区加装电梯减负的提案》（第607号）收悉。经我局主办，市财政局会办，现答复如下：
一、已经做的工作
截至2022年底，全市累计加装电梯3219台，惠及住户约4.2万户。
二、下一步打算
我局将于2024年底前建成社区助餐点120个，并会同市财政局出台加装电梯运行维护补贴办法。
我局将在2027年6月底前完成300个小区的加装摸底。
感谢您对养老服务工作的关心和支持。
联系人：方静
联系电话：{PHONE}
杭州市民政局
2023年6月8日
"""

NURSERY = """对市十四届人大四次会议钱塘6号建议的答复

公开日期：2024-05-20

崔晓棠代表：
您提出的《关于多办家门口普惠托育点的建议》收悉，现答复如下：
目前全区共有托育机构86家，托位5400个。
我委计划在2025年新增普惠托位800个，每个街道至少建成1个社区托育点。
办理结果：B
杭州市卫生健康委员会
2024年5月16日
"""

CLOSED = """杭州市公安局关于市政协十二届二次会议第911号提案的答复

公开方式：依申请公开

许知远委员：
您提出的《关于整治医院门口黑车的提案》（第911号）收悉，现答复如下：
我局将在2024年底前于十家医院周边增设专班巡逻岗位。
杭州市公安局
2023年5月30日
"""

PLAN = """杭州市人民政府办公厅关于印发杭州市养老服务设施布局实施方案的通知
各区人民政府，市政府各部门：
《杭州市养老服务设施布局实施方案》已经市政府同意，现印发给你们，请认真组织实施。
杭州市人民政府办公厅
2024年3月1日

杭州市养老服务设施布局实施方案
为补齐短板，制定本方案。
一、主要目标
到2026年底，全市新增护理型床位2300张。
二、重点任务
（一）建立床位动态台账，每季度更新一次。（牵头单位：市民政局）
三、保障措施
各部门要加强协调，抓好落实。
"""

DOCUMENTS = {"lifts-607.txt": LIFTS, "nursery.txt": NURSERY, "closed-911.txt": CLOSED, "plan.txt": PLAN}


async def fill() -> None:
    """Reference data and the four documents into the open database."""
    await load_reference()
    lookups = await load_lookups()
    for name, text in DOCUMENTS.items():
        await save(parse(read_document(name, text.encode())), lookups=lookups, actor=IMPORTER)
