"""``dafu paper``: an official paper as a file, of a case or of an invented one to look at the form."""

from pathlib import Path

import click

from cases.actor import OFFICE
from cases.errors import TemplateUnfit
from cases.papers.changes import changes_of
from cases.papers.fonts import installed
from cases.papers.kinds import paper_of
from cases.papers.matter import Matter
from cases.papers.model import Paper
from cases.papers.pdf import as_pdf
from cases.papers.placeholders import TEMPLATED
from cases.papers.reading import case_called, matter_of
from cases.papers.samples import sample
from cases.papers.template_checks import faults_of
from cases.papers.template_filling import filled
from cases.papers.templated import word_of
from cases.papers.texts import shown_in
from cases.papers.word import as_docx
from cases.vocabulary import Track
from cases.vocabulary.papers import PaperKind
from server.cli_accounts import in_database
from server.settings import Settings, from_env

FILE = click.Path(exists=True, dir_okay=False, path_type=Path)
OUT = click.Path(dir_okay=False, path_type=Path)


@click.command("paper")
@click.argument("kind", type=click.Choice([kind.value for kind in PaperKind]))
@click.option("--case", "number", help="案号、受理号或规范编号，如 0012、拱墅3、hangzhou-cppcc-12-2-607。")
@click.option("--sample", "sampled", is_flag=True, help="用虚构的样例排版，看格式用。")
@click.option("--track", type=click.Choice(["cppcc", "npc"]), default="cppcc", help="样例用政协提案还是代表建议。")
@click.option("--of", type=click.IntRange(1), help="同类公文有几份时，是哪一件答复、申请或催办（数据库编号）。")
@click.option("--old", type=click.IntRange(1), help="花脸稿从第几版比起；不写就取最近一个不同的版本，比到现在的正文。")
@click.option("--template", type=FILE, help="按这个 Word 模板套，只用于 .docx；先检查，有问题一次列出。")
@click.option("-o", "--out", required=True, type=OUT, help="写到哪个文件，.pdf 或 .docx。")
def paper(
    kind: str,
    number: str | None,
    sampled: bool,
    track: str,
    of: int | None,
    old: int | None,
    template: Path | None,
    out: Path,
) -> None:
    """把 KIND 这种公文排成 PDF 或 Word 文件。

    KIND 的含义：reply 答复、co_opinion 会办意见函、assignment_notice 交办通知、receipt 提交回执、proposal 原件、
    review_sheet 审查意见表、feedback_form 征询意见表、approval_sheet 发文稿纸、return_request 退办申请、
    extension_request 延期申请、urge_notice 催办通知、supervision_notice 督办通知书、look_back_form 回头看情况表、
    case_bundle 案卷、changes 花脸稿。
    """
    settings = from_env()
    if sampled == bool(number):
        raise click.UsageError("请写 --case 案号，或写 --sample，两者取一。")
    if out.suffix not in (".pdf", ".docx"):
        raise click.UsageError("文件名请以 .pdf 或 .docx 结尾。")
    said = PaperKind(kind)
    if template and (out.suffix != ".docx" or said not in TEMPLATED):
        raise click.UsageError("--template 只用于 .docx；花脸稿没有模板。")
    matter = sample(Track(track)) if sampled else _of_case(number or "", settings)
    made = changes_of(matter, of, old=old) if said is PaperKind.CHANGES else paper_of(said, matter, of)
    body = _pdf(made, settings) if out.suffix == ".pdf" else _word(said, made, template, settings, stored=not sampled)
    try:
        out.write_bytes(body)
    except OSError as problem:
        raise click.ClickException(f"写不了文件 {out}（{problem.strerror}）。请换一个位置再试。") from problem
    click.echo(f"{made.name} → {out}")


def _of_case(number: str, settings: Settings) -> Matter:
    async def made() -> Matter:
        case = await case_called(number, actor=OFFICE)
        return await matter_of(case, actor=OFFICE, base=settings.base_url or "")

    return in_database(made)


def _word(kind: PaperKind, made: Paper, template: Path | None, settings: Settings, *, stored: bool) -> bytes:
    """By a given template, else by the one in force where the paper is of a stored case. Raises TemplateUnfit."""
    if template:
        data = template.read_bytes()
        if faults := faults_of(kind, template.name, data):
            raise TemplateUnfit(name=template.name, faults=tuple(map(str, faults)))
        return filled(made, data)

    async def written() -> bytes:
        return await word_of(made, settings.store)

    return in_database(written) if stored else as_docx(made)


def _pdf(made: Paper, settings: Settings) -> bytes:
    """With a line on stderr for each font that another stands in for. Raises FontsMissing where that is not wanted."""
    fonts = installed(settings.fonts_dir)
    if settings.strict_fonts:
        fonts.held(shown_in(made))
    for one in fonts.substitutes:
        click.echo(f"没有安装{one.wanted}，用 {one.used} 代替。", err=True)
    if lost := fonts.uncovered(shown_in(made)):
        click.echo(f"这些字没有字形，PDF 里显示不出来：{'、'.join(lost)}", err=True)
    return as_pdf(made, fonts)
