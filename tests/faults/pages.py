"""Pages of replies for the importer, each unlike all others, in words of our own."""

from pathlib import Path
from random import Random

_UNITS = ("民政局", "卫生健康委员会", "教育局", "城乡建设委员会", "财政局")
_MATTERS = ("社区食堂", "家门口托位", "加装电梯", "夜间照护", "老年课堂", "口袋公园")


def write_pages(folder: Path, count: int, draw: Random) -> list[str]:
    """Write so many pages into a new folder; their names."""
    folder.mkdir(parents=True)
    names = []
    for _ in range(count):
        number, matter, unit = draw.randrange(1, 10**6), draw.choice(_MATTERS), draw.choice(_UNITS)
        names.append(f"page-{number:06d}.txt")
        text = f"""杭州市{unit}对市政协十二届三次会议第{number}号提案的答复

公开方式：主动公开　　发布日期：2024-06-12

委员您好：
您提出的《关于多办{matter}的提案》（第{number}号）收悉，现答复如下：
截至2023年底，全市已有{matter}{draw.randrange(20, 900)}处。
我局将于2026年底前新增{matter}{draw.randrange(10, 500)}处，编号{number}。
感谢您的关心。
杭州市{unit}
2024年6月8日
"""
        (folder / names[-1]).write_text(text, encoding="utf-8")
    return names
