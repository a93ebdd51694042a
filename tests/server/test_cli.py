"""The command line as a user meets it: a list that says what there is, sentences, exit codes that mean something."""

import subprocess
import sys

import pytest

from server.cli import main


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("import", "/没有/这个/文件夹"), "找不到"),
        (("search",), "--queries"),
        (("serve", "--workers", "0"), "--workers"),
    ],
)
def test_wrong_words_get_a_sentence(dafu, words, said):
    result = dafu(*words)
    assert result.exit_code != 0
    assert said in result.output
    assert "Traceback" not in result.output


def test_unknown_setting_gets_a_sentence(dafu, monkeypatch):
    monkeypatch.setenv("DAFU_DATAA", "x")
    result = dafu("migrate")
    assert result.exit_code == 1
    assert "DAFU_DATA" in result.output


@pytest.mark.parametrize("name", sorted(main.commands))
def test_the_list_of_commands_says_what_each_says_of_itself(name):
    listed = main.commands[name]
    assert listed.short_help == listed.read().get_short_help_str(1000)
    assert listed.read().name == name


def test_what_needs_no_archive_reads_none_of_the_program():
    """Whoever asks what there is, or how a setting is written, does not wait until all is read."""
    told = "import sys; from server.cli import main; main(sys.argv[1:], standalone_mode=False);" \
        "print(sorted({'litestar', 'piccolo', 'numpy', 'jinja2'} & set(sys.modules)))"  # fmt: skip
    for words in (["--help"], ["--version"], ["config", "example"]):
        done = subprocess.run([sys.executable, "-c", told, *words], capture_output=True, text=True, check=True)
        assert done.stdout.splitlines()[-1] == "[]", words
