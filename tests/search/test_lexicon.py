"""The word lists are in order, and a change of any of them is noticed."""

from search import lexicon as module
from search.lexicon import lexicon
from search.tokens import PARTICLES


def test_synonyms_go_both_ways_unless_said_otherwise():
    found = lexicon().synonyms
    assert "卫生健康委员会" in found["卫健委"] and "卫健委" in found["卫生健康委员会"]
    assert "托育" in found["托儿所"] and "托儿所" not in found["托育"]
    assert all(word not in others for word, others in found.items())


def test_synonyms_are_words_themselves():
    known = lexicon()
    words = {word for word in known.synonyms if word.isalpha()}
    assert words <= known.terms


def test_no_list_says_a_thing_twice():
    for name in ("terms.txt", "stopwords.txt"):
        lines = [line for line in module._lines(module._read(name)) if line not in PARTICLES]
        assert len(lines) == len(set(lines)), [line for line in lines if lines.count(line) > 1]


def test_any_change_changes_the_digest(monkeypatch):
    before = lexicon().digest
    read = module._read
    for name in ("terms.txt", "synonyms.txt", "stopwords.txt"):
        monkeypatch.setattr(module, "_read", lambda asked, name=name: read(asked) + "\n新词" * (asked == name))
        assert lexicon.__wrapped__().digest != before
