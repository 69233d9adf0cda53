"""Every widget and piece, in real Chromium: looked at, typed into, and without scripts."""

import pytest

pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True, databases=["default", "owner"]),
    pytest.mark.usefixtures("style_pages", "live_server"),
]


@pytest.fixture
def style_pages(settings):
    settings.ROOT_URLCONF = "tests.browser.style_page"
    here = [*settings.TEMPLATES[0]["DIRS"], "tests/browser/templates"]
    settings.TEMPLATES = [{**settings.TEMPLATES[0], "DIRS": here}]


def focused(page):
    return page.evaluate("document.activeElement.id")


def send(page):
    page.get_by_role("button", name="Save and continue").click()


def fill(page):
    """Answer every question as a person would, in the order of the page."""
    page.get_by_label("First name").fill("Robin")
    page.get_by_label("Year group").select_option("Year 9")
    for label, value in (("Day", "1"), ("Month", "May"), ("Year", "2012")):
        page.get_by_role("group", name="Date of birth").get_by_label(label).fill(value)
    page.get_by_label("Days out of school this term").fill("4")
    page.get_by_label("No", exact=True).check()
    page.get_by_label("Another reason").check()
    page.get_by_label("What was the reason?").fill("Something else")
    held = page.get_by_role("group", name="When was the pupil excluded?")
    for label, value in (("Day", "5"), ("Month", "10"), ("Year", "2026"), ("Time", "2.30pm")):
        held.get_by_label(label).fill(value)
    page.get_by_label("What time were the parents told?").fill("midday")
    page.get_by_label("By telephone").check()
    page.get_by_label("Which number was called?").fill("01632 960 001")
    page.get_by_label("Your email address").fill("head@sample.example")
    page.get_by_label("Password", exact=True).fill("correct horse")
    page.get_by_label("I have checked that this is right").check()


FILLED = (
    "{'first_name': 'Robin', 'year_group': '9', 'born_on': datetime.date(2012, 5, 1),"
    " 'days_out': 4, 'has_plan': 'NO', 'reasons': ['OTHER'], 'other_reason': 'Something else',"
    " 'account': '', 'excluded_at': datetime.datetime(2026, 10, 5, 14, 30,"
    " tzinfo=zoneinfo.ZoneInfo(key='Europe/London')), 'told_at': datetime.time(12, 0),"
    " 'how_told': 'PHONE', 'phone_used': '01632 960 001', 'posted_on': None,"
    " 'email': 'head@sample.example', 'phone': '', 'password': 'correct horse', 'sure': True,"
    " 'token': ''}"
)


def test_every_piece_looks_right(screen):
    screen.open("/pieces/")
    assert screen.find_faults() == []


def test_a_table_shows_its_labels_on_a_phone_alone(screen):
    page = screen.open("/pieces/")
    label = page.evaluate(
        "getComputedStyle(document.querySelector('[data-label=School]'), '::before').content"
    )
    assert label == ('"School"' if screen.width == 360 else "none")


def test_every_widget_in_its_normal_state(screen):
    screen.open("/form/")
    assert screen.find_faults() == []


def test_every_widget_in_its_error_state(screen):
    page = screen.open("/form/")
    page.get_by_label("By post").check()
    page.get_by_label("Another reason").check()
    send(page)
    page.get_by_text("There is a problem").wait_for()

    assert screen.find_faults() == []
    assert page.title() == "Error: Give notice – Fair Hearing"


def test_every_error_leads_to_a_box_that_can_be_typed_into(screen):
    page = screen.open("/form/")
    send(page)
    links = page.locator(".govuk-error-summary a")
    targets = []
    for link in links.all():
        link.click()
        assert focused(page) == link.get_attribute("href").removeprefix("#")
        targets.append(focused(page).removeprefix("id_"))

    assert targets == [
        *("first_name", "year_group", "born_on_0", "days_out", "has_plan_0", "reasons_0"),
        *("excluded_at_0", "told_at", "how_told_0", "email", "password", "sure"),
    ]


def test_an_error_of_one_part_of_a_date_leads_to_that_box(screen):
    page = screen.open("/form/")
    fill(page)
    page.get_by_role("group", name="Date of birth").get_by_label("Year").fill("12")
    send(page)

    page.get_by_role("link", name="The date of birth: the year must have 4 numbers").click()
    assert focused(page) == "id_born_on_2"
    assert page.get_by_label("First name").input_value() == "Robin"
    assert page.get_by_label("What was the reason?").input_value() == "Something else"
    assert screen.find_faults() == []


def test_a_form_filled_in_arrives_as_it_was_meant(screen):
    page = screen.open("/form/")
    fill(page)
    send(page)

    assert page.locator("body").inner_text() == FILLED


def test_a_form_works_without_scripts(plain_screen):
    page = plain_screen.open("/form/")
    assert plain_screen.find_faults() == []
    page.get_by_text("You can enter up to 400 characters").wait_for()
    fill(page)
    send(page)

    assert page.locator("body").inner_text() == FILLED


def test_a_form_can_be_filled_in_from_the_keyboard_alone(screen):
    page = screen.open("/form/")
    page.get_by_label("Days out of school this term").focus()
    press = page.keyboard.press
    page.keyboard.type("4")
    press("Tab")
    press("Space")  # the first radio
    press("ArrowRight")
    assert page.get_by_label("No", exact=True).is_checked()
    press("Tab")
    for _ in range(3):
        press("Tab")
    press("Space")
    press("Tab")
    assert focused(page) == "id_other_reason"  # revealed, and next in the order of the keys


def test_an_answer_shows_and_hides_what_it_asks_for(screen):
    page = screen.open("/form/")
    reason = page.get_by_label("What was the reason?")
    assert not reason.is_visible()
    page.get_by_label("Another reason").check()
    assert reason.is_visible()
    assert screen.find_faults() == []
    page.get_by_label("Another reason").uncheck()
    assert not reason.is_visible()


def test_scripts_count_characters_down_and_show_the_password(screen):
    page = screen.open("/form/")
    page.get_by_label("What happened?").fill("x" * 390)
    page.get_by_text("You have 10 characters remaining").first.wait_for()
    password = page.get_by_label("Password", exact=True)
    page.get_by_role("button", name="Show password").click()
    assert password.get_attribute("type") == "text"
