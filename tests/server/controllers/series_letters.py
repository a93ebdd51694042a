"""Two letters of one unit a year apart, for the pages that hold them beside one another."""

from cases.actor import IMPORTER
from cases.importing.lookups import load_lookups
from cases.importing.parsing import parse
from cases.importing.saving import save
from cases.intake.sources import read_document

LETTER = """杭州市教育局对市政协十二届{nth}次会议第{number}号提案的答复

公开方式：主动公开

石长青委员：
您在市政协十二届{nth}次会议上提出的《关于多办社区书屋的提案》（第{number}号）收悉，现答复如下：
目前，全市已建成社区书屋{books}家。{done}
我局将于2030年底前建成社区书屋900家，并出台《杭州市社区书屋管理办法》。
杭州市教育局
{year}年6月8日
"""


async def enter_letters():
    """Both into the open database."""
    lookups = await load_lookups()
    first = LETTER.format(nth="二", number="801", books=310, year=2023, done="")
    done = "去年我局已印发《杭州市社区书屋管理办法》。全市配备流动书车12辆。"
    second = LETTER.format(nth="三", number="802", books=420, year=2024, done=done)
    for name, text in (("first.txt", first), ("second.txt", second)):
        await save(parse(read_document(name, text.encode())), lookups=lookups, actor=IMPORTER)
