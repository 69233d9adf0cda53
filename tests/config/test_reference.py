from config import reference
from config.settings_page import SETTINGS, find_variables
from statute.law import get_rule


def test_the_reference_pages_say_what_the_code_says():
    assert reference.find_outdated() == []


def test_a_page_that_differs_or_is_missing_is_named_and_written_anew(tmp_path, monkeypatch):
    monkeypatch.setattr(reference, "FOLDER", tmp_path / "reference")
    reference.write_all()
    (tmp_path / "reference" / "settings.md").write_text("something else")
    (tmp_path / "reference" / "case-states.md").unlink()

    assert reference.find_outdated() == ["case-states.md", "settings.md"]

    reference.write_all()
    assert reference.find_outdated() == []


def test_a_number_that_can_be_set_is_the_laws_unless_it_is_set():
    defaults = dict(find_variables(SETTINGS.read_text()))

    assert defaults["PAYMENT_CALENDAR_DAYS"] == f"`{get_rule('F2').number}`"
