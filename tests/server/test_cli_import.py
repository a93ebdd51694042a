"""``dafu import``: into the archive once, to be broken off and taken up again."""

import json
import os
import signal
import subprocess
import sys

from server.cli import INTERRUPTED
from tests.commands import ARCHIVE, ONE, lines


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
