"""The command line as a user meets it: words in, sentences and JSON out, exit codes that mean something."""

import json
import os
import signal
import subprocess
import sys
import time

import pytest
from click.testing import CliRunner

from cases.resources import fixtures
from server.cli import INTERRUPTED, main

ARCHIVE = fixtures() / "archive"
ONE = next(iter(sorted(ARCHIVE.glob("ta-2023-*.txt"))))


@pytest.fixture
def dafu(tmp_path, monkeypatch):
    """Run the program on a data folder of its own: dafu("import", path) → result."""
    monkeypatch.setenv("DAFU_DATA", str(tmp_path / "data"))
    monkeypatch.delenv("DAFU_DATABASE", raising=False)

    def run(*words):
        return CliRunner().invoke(main, [str(word) for word in words])

    return run


def lines(result):
    return [json.loads(line) for line in result.stdout.splitlines()]


def test_parse_touches_no_data_folder(dafu, tmp_path):
    (found,) = lines(dafu("parse", "--json", ONE))
    assert found["file"] == ONE.name
    assert {"kind", "number", "commitments", "reported_figures", "flags"} <= found.keys()
    assert not (tmp_path / "data").exists()


def test_parse_prints_for_people_too(dafu):
    result = dafu("parse", ONE)
    assert result.exit_code == 0
    assert ONE.name in result.stdout


def test_refused_file_is_said_and_the_rest_goes_on(dafu, tmp_path):
    bad = tmp_path / "坏.txt"
    bad.write_bytes(b"\x00\x01\x02" * 500)
    result = dafu("parse", "--json", bad, ONE)
    refused, found = lines(result)
    assert result.exit_code == 1
    assert "坏.txt" in refused["error"]
    assert found["file"] == ONE.name


def test_import_twice_changes_nothing_and_search_finds_it(dafu):
    first, second = lines(dafu("import", "--json", ONE)), lines(dafu("import", "--json", ONE))
    assert first[-1]["new"] == 1
    assert second[-1]["new"] == 0
    assert second[-1]["unchanged"] == 1
    (answer,) = lines(dafu("search", "--json", "--limit", 3, "提案"))
    assert [hit["file"] for hit in answer["hits"]] == [ONE.name]
    assert set(answer) == {"query", "total", "hits", "facets", "suggestions"}
    assert set(answer["hits"][0]) == {"kind", "file", "case", "title", "department", "quote", "score"}
    assert dafu("index", "check").exit_code == 0


def test_dry_run_keeps_nothing(dafu):
    assert lines(dafu("import", "--dry-run", "--json", ONE))[-1]["new"] == 1
    (answer,) = lines(dafu("search", "--json", "提案"))
    assert answer["total"] == 0


def test_many_questions_in_one_start(dafu, tmp_path):
    dafu("import", ONE)
    questions = tmp_path / "questions.txt"
    questions.write_text("提案\n\n答复\n", encoding="utf-8")
    assert [answer["query"] for answer in lines(dafu("search", "--json", "--queries", questions))] == ["提案", "答复"]


def test_hostile_questions_get_one_answer_a_line(dafu, tmp_path):
    dafu("import", ONE)
    hostile = ["\x00\x0b\x1c", "(((", "*" * 5000, "\u2028", "   ", '"“', "NOT AND OR", "a" * 5000, "\ud800?"]
    questions = tmp_path / "questions.txt"
    questions.write_bytes("\n".join(hostile).encode("utf-8", "surrogatepass") + b"\n\xff\xfe")
    result = dafu("search", "--json", "--queries", questions)
    assert result.exit_code == 0, result.output
    assert len(result.stdout.strip("\n").split("\n")) == len(hostile) + 1


def test_lost_index_is_missed_and_rebuilt(dafu, tmp_path):
    dafu("import", ONE)
    for path in sorted((tmp_path / "data/index").rglob("*"), reverse=True):
        path.unlink() if path.is_file() else path.rmdir()
    missed = dafu("index", "check")
    assert missed.exit_code == 0 or "dafu index rebuild" in missed.output
    assert dafu("index", "rebuild").exit_code == 0
    assert dafu("index", "check").exit_code == 0


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


def test_interrupted_import_is_consistent_and_resumed(tmp_path):
    env = {**os.environ, "DAFU_DATA": str(tmp_path / "data")}
    some = [str(path) for path in sorted(ARCHIVE.glob("ta-*.txt"))[:30]]
    command = [sys.executable, "-m", "server", "import", "--json", *some]
    running = subprocess.Popen(command, env=env, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    for line in running.stderr:
        if line.startswith("导入"):
            break
    running.send_signal(signal.SIGINT)
    first = json.loads(running.communicate(timeout=120)[0].splitlines()[-1])
    again = subprocess.run(command, env=env, capture_output=True, text=True, check=False)
    second = json.loads(again.stdout.splitlines()[-1])
    kept = first["new"] + first["merged"]
    assert running.returncode in (INTERRUPTED, 0, 1)
    assert first["stopped"] == (running.returncode == INTERRUPTED)
    assert second["stopped"] is False
    assert second["unchanged"] >= kept
    check = subprocess.run([*command[:3], "index", "check"], env=env, capture_output=True, text=True, check=False)
    assert check.returncode == 0, check.stdout + check.stderr


def test_demo_serves_at_the_address_it_prints(tmp_path):
    import httpx

    env = {**os.environ, "DAFU_DATA": str(tmp_path / "data"), "PYTHONUNBUFFERED": "1"}
    command = [sys.executable, "-m", "server", "demo", "--port", "0"]
    running = subprocess.Popen(command, env=env, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
    try:
        address = next(line for line in running.stdout if "http://" in line).split("：")[1].strip()
        for _ in range(100):
            try:
                page = httpx.get(address, timeout=10)
                break
            except httpx.TransportError:
                time.sleep(0.1)
        assert page.status_code == 200
        assert "演示" in page.text
    finally:
        running.send_signal(signal.SIGINT)
        running.wait(timeout=30)
    assert running.returncode == 0


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
