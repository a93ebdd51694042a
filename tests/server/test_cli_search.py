"""``dafu search``: one question or many, whatever is in them."""

from tests.commands import ONE, lines


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
