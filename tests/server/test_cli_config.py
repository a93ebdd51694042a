"""The settings on the command line."""

import json

from click.testing import CliRunner

from server.cli import main


def test_listed_refused_and_printed(monkeypatch, tmp_path):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("DAFU_DATA", str(tmp_path))
    (tmp_path / ".env").write_text("DAFU_PHONE=0571-1\n", encoding="utf-8")
    listed = CliRunner().invoke(main, ["config", "check", "--json"])
    rows = {row["key"]: row for row in map(json.loads, listed.stdout.splitlines())}
    assert rows["DAFU_PHONE"] == {"key": "DAFU_PHONE", "value": "0571-1", "source": ".env"}
    assert "（.env）" in CliRunner().invoke(main, ["config", "check"]).stdout
    (tmp_path / ".env").write_text("DAFU_FONE=0571-1\n", encoding="utf-8")
    wrong = CliRunner().invoke(main, ["config", "check"])
    assert (wrong.exit_code, "DAFU_PHONE？" in wrong.stderr) == (1, True)
    assert "#DAFU_DATA=" in CliRunner().invoke(main, ["config", "example"]).stdout
