"""Papers on the command line: any kind of a sample or of a case, PDF or Word by the name of the file."""

import io
from pathlib import Path

import pytest
from click.testing import CliRunner
from docx import Document
from pypdf import PdfReader

from cases.vocabulary.papers import PaperKind
from server.cli import main
from tests.paper_templates import plain_template


@pytest.fixture
def dafu(settings, monkeypatch, tmp_path):
    """Run the program beside a small archive: dafu("reply", "--sample", "-o", "x.pdf") → result."""
    monkeypatch.setenv("DAFU_DATA", str(settings.data_dir))
    monkeypatch.setenv("DAFU_DATABASE", settings.database_url)
    monkeypatch.chdir(tmp_path)

    def run(*words):
        return CliRunner().invoke(main, ["paper", *words])

    return run


@pytest.mark.parametrize("kind", [kind.value for kind in PaperKind])
def test_every_kind_of_the_sample(dafu, kind):
    assert dafu(kind, "--sample", "--track", "npc", "-o", "x.docx").exit_code == 0
    assert Document("x.docx").paragraphs


def test_pdf_names_its_substitutes_on_stderr(dafu):
    done = dafu("reply", "--sample", "-o", "x.pdf")
    assert done.exit_code == 0
    assert len(PdfReader("x.pdf").pages) == 2
    assert "x.pdf" in done.stdout
    assert "→" in done.stdout


def test_a_given_template_and_what_is_wrong_with_one(dafu):
    Path("t.docx").write_bytes(plain_template(first=("某局专用",)))
    assert dafu("reply", "--sample", "--template", "t.docx", "-o", "x.docx").exit_code == 0
    assert Document("x.docx").paragraphs[0].text == "某局专用"
    assert dafu("reply", "--sample", "--template", "t.docx", "-o", "x.pdf").exit_code == 2
    Path("t.docx").write_bytes(plain_template(PaperKind.RECEIPT))
    refused = dafu("reply", "--sample", "--template", "t.docx", "-o", "y.docx")
    assert refused.exit_code == 1
    assert "缺少{{发文字号}}" in refused.output
    assert not Path("y.docx").exists()


def test_a_case_of_the_archive(dafu):
    done = dafu("reply", "--case", "607", "-o", "x.pdf")
    assert done.exit_code == 0, done.output
    assert "607" in "".join(page.extract_text() for page in PdfReader(io.BytesIO(Path("x.pdf").read_bytes())).pages)


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("reply", "-o", "x.pdf"), "两者取一"),
        (("reply", "--sample", "--case", "1", "-o", "x.pdf"), "两者取一"),
        (("reply", "--sample", "-o", "x.txt"), ".pdf 或 .docx"),
        (("reply", "--case", "没有这件", "-o", "x.pdf"), "没有这件"),
        (("reply", "--sample", "-o", "no/such/folder/x.pdf"), "写不了文件"),
    ],
)
def test_what_cannot_be_done_is_said(dafu, words, said):
    done = dafu(*words)
    assert done.exit_code != 0
    assert said in done.output
    assert "Traceback" not in done.output
