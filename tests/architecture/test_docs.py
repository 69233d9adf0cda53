from collections import Counter
from pathlib import Path

import pytest

from config import reference, settings_page


@pytest.mark.parametrize("name", reference.PAGES)
def test_a_reference_page_says_what_the_code_says(name):
    assert (reference.FOLDER / name).read_text() == reference.PAGES[name]()


def test_a_page_that_says_something_else_is_found(tmp_path, monkeypatch):
    monkeypatch.setattr(reference, "FOLDER", tmp_path)
    reference.write_all()
    (tmp_path / "settings.md").write_text("something else")
    (tmp_path / "case-states.md").unlink()
    assert reference.find_outdated() == ["case-states.md", "settings.md"]


def test_every_variable_of_the_settings_is_read_whatever_way_it_is_asked_for():
    source = """
A = os.environ["A"]
B = Path(os.environ.get("B", ROOT / "papers"))
C = int(os.environ.get("C", "25"))
D = is_on("D")
if "E" in os.environ:
    pass
"""
    assert list(settings_page.find_variables(source)) == [
        ("A", "it does not start"),
        ("B", "`papers/` beside the code"),
        ("C", "`25`"),
        ("D", "off"),
        ("E", "the owner is not known, as it should be"),
    ]


def test_a_variable_that_nobody_described_is_refused(tmp_path, monkeypatch):
    (tmp_path / "settings.py").write_text('NEW = os.environ["NEW"]\n')
    monkeypatch.setattr(settings_page, "SETTINGS", tmp_path / "settings.py")
    with pytest.raises(settings_page.NotDescribed, match="NEW"):
        settings_page.write()


def test_each_decision_has_a_number_of_its_own_and_says_it():
    pages = sorted(Path("docs/decisions").glob("*.md"))
    numbers = Counter(page.name[:4] for page in pages)

    assert [number for number, pages_of_it in numbers.items() if pages_of_it > 1] == []
    assert [p.name for p in pages if not p.read_text().startswith(f"# {int(p.name[:4])}. ")] == []
