"""What may keep a paper from being printed."""

from dataclasses import dataclass

from cases.errors.base import CaseError


@dataclass(eq=False)
class NoFonts(CaseError):
    """Nothing installed can show Chinese."""

    font: str
    code = "no_fonts"
    what = "这台服务器上没有可用的中文字体（要用{font}），公文排不出来。"
    mend = "请管理员在服务器上安装中文字体，或把字体文件放进设置里写明的字体文件夹，再重新启动。"
    status = 503


@dataclass(eq=False)
class FontsMissing(CaseError):
    """Strict mode: a font that the standard names is missing, or a character has no shape."""

    fonts: str
    characters: str
    code = "fonts_missing"
    what = "没有安装{fonts}，按本单位的设置不能用别的字体代替。{lost}"
    mend = "请管理员把字体文件放进字体文件夹后重新启动；急用时可先下载 Word 版。"
    status = 503

    def spoken(self) -> dict[str, str]:
        """The fonts, and a sentence about the characters where there are any."""
        lost = f"这些字显示不出来：{'、'.join(self.characters)}。" if self.characters else ""
        return {"fonts": self.fonts, "lost": lost}


@dataclass(eq=False)
class NothingToPrint(CaseError):
    """The paper is of something that this case does not have, or not yet."""

    paper: str
    missing: str
    code = "nothing_to_print"
    what = "还不能打印{paper}：{missing}。"
    mend = "请回到提案建议页，在“公文”一栏选用已有的公文。"
    status = 404


@dataclass(eq=False)
class TemplateUnfit(CaseError):
    """A Word file that cannot be the template of a paper. faults: sentences, all that is wrong with it."""

    name: str
    faults: tuple[str, ...]
    code = "template_unfit"
    what = "“{name}”还不能用作模板，有 {count} 处要改：{faults}"
    mend = "请改好后重新上传，现用的格式没有变。"

    def spoken(self) -> dict[str, str]:
        """The sentences, numbered."""
        listed = "".join(f"（{at}）{one}" for at, one in enumerate(self.faults, start=1))
        return {"name": self.name, "count": str(len(self.faults)), "faults": listed}


@dataclass(eq=False)
class TypesettingFailed(CaseError):
    """The typesetter gave up; reason is its own word for it, for the log."""

    reason: str
    code = "typesetting_failed"
    what = "这份公文没有排成。"
    mend = "内容没有丢失，可先下载 Word 版；请把打开的是哪一件、哪一种公文告诉管理员。"
    status = 500

    def spoken(self) -> dict[str, str]:
        """Nothing: the reason is in the typesetter's own words."""
        return {}
