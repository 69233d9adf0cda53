"""The notice itself: the letter that tells the authorities at once."""

from datetime import date

from notifications.models import Message
from tests.factories import ContactFactory, LocalAuthorityFactory

BODY = """\
Notice of a permanent exclusion

To: {school.local_authority.name}
From: Sampleton School (URN {school.urn})
Case: 870-2627-0001
Given by: {head}, as headteacher
Telephone about this notice: 01632 960 002 ({head})

The headteacher has permanently excluded the pupil named below. This message is the notice.

THE PUPIL
Name: Robin Invented
Date of birth: 1 May 2012
Sex: Female
Year group: Year 10
Lives in the area of: {school.local_authority.name}
Special educational needs: SEN support
Looked after: no
Has a social worker: yes

THE EXCLUSION
Excluded on: Tuesday 15 September 2026, morning
Main reason: Physical assault against a pupil
Also: Persistent or general disruptive behaviour
What led to it: A one-off incident
Parents told: 15 September 2026. In person, with a letter

THE DATES
Education must be provided from Wednesday 23 September 2026.
6 school days after 15 September 2026, counted on the school's own calendar: Wed 16 Sep, \
Thu 17 Sep, Fri 18 Sep, Mon 21 Sep, Tue 22 Sep, Wed 23 Sep.
Source: SI 2007/1870 reg 4(3)(a).

The governing board must meet by Tuesday 6 October 2026.
15 school days after 15 September 2026, counted on the school's own calendar: Wed 16 Sep, \
Thu 17 Sep, Fri 18 Sep, Mon 21 Sep, Tue 22 Sep, Wed 23 Sep, Thu 24 Sep, Fri 25 Sep, Mon 28 Sep, \
Tue 29 Sep, Wed 30 Sep, Thu 1 Oct, Fri 2 Oct, Mon 5 Oct, Tue 6 Oct.
Source: SI 2012/1033 reg 6(1)(a), (7)(a).

The family's contact details, what happened and the history of the case are on its page. You \
need to sign in:
http://127.0.0.1:8000/cases/{case.public_id}/
"""


def due(case):
    return {row.rule_id: (row.due_date, row.gap) for row in case.deadlines.all()}


def test_a_notice_tells_the_authority_without_the_childs_name_in_the_subject(give, sampleton, head):
    case = give(head)

    [letter] = Message.objects.all()
    assert (letter.to, letter.subject, letter.addressee, letter.contact_key, letter.about) == (
        "exclusions@council.example",
        "Permanent exclusion 870-2627-0001 at Sampleton School",
        f"{sampleton.local_authority.name}, exclusions mailbox",
        f"authority/{sampleton.local_authority_id}/exclusions",
        case.stream,
    )
    assert letter.body == BODY.format(case=case, school=sampleton, head=head)


def test_a_letter_says_whose_telephone_number_it_gives(give, head, staff, draft):
    give(head, draft=draft)

    body = Message.objects.get().body
    assert f"Given by: {head}, as headteacher\n" in body
    assert f"Telephone about this notice: 01632 960 002 ({staff})\n" in body


def test_what_ordinary_mail_should_not_carry_is_on_the_page_alone(give):
    give(pupil={"ethnic_group": "MIXED", "upn": "", "upn_missing_because": "Came from abroad"})

    body = Message.objects.get().body
    for unsaid in ("Mixed", "Came from abroad", "ZZ99", "Sam Invented", "01632 960 001", "Struck"):
        assert unsaid not in body


def test_each_date_names_the_weekdays_that_were_left_out_and_why(give, sampleton):
    version = sampleton.get_calendar_version()
    snow = date(2026, 9, 21)
    version.session_days = [day for day in version.session_days if day != snow]
    version.closed_days = {"2026-09-21": "Snow", "2026-10-26": "Half term"}
    version.save()

    give()

    body = Message.objects.get().body
    assert "Wed 23 Sep, Thu 24 Sep. Weekdays left out: Mon 21 Sep (Snow)." in body
    assert body.count("Weekdays left out") == 2
    assert "Half term" not in body


def test_a_pupil_who_lives_elsewhere_is_told_of_to_both_authorities(give, sampleton):
    home = LocalAuthorityFactory(name="Home Council")
    ContactFactory(local_authority=home, email="exclusions@home.example")

    case = give(home_area=home)

    assert case.home_authority == home
    assert "N3-HOME" in due(case)
    told = {letter.to: letter.body.splitlines()[2] for letter in Message.objects.all()}
    assert told == {
        "exclusions@council.example": f"To: {sampleton.local_authority.name}",
        "exclusions@home.example": "To: Home Council, as the local authority where the pupil lives",
    }


def test_a_board_that_was_not_told_yet_has_no_clock_and_the_letter_says_so(give):
    case = give(board_informed_on=None)

    assert case.status == "ISSUED"
    assert {"N3", "N3-BOARD", "E4"} <= due(case).keys()
    assert "G1" not in due(case)
    [letter] = Message.objects.all()
    assert "The governing board had not been told when this notice was given." in letter.body
    assert "must meet by" not in letter.body


def test_a_letter_says_what_else_the_authority_should_know(give):
    give(session_was_held=True, test_missed="GCSE mathematics", test_on=date(2026, 11, 3))

    [letter] = Message.objects.all()
    assert "Exam or test affected: GCSE mathematics, 3 November 2026\n" in letter.body
    assert "The school says that it held a session on that day" in letter.body


def test_names_are_written_in_letters_as_they_were_typed(give):
    give(pupil={"first_name": "D’Arcy & <b>", "last_name": "O'Invented"})

    assert "Name: D’Arcy & <b> O'Invented\n" in Message.objects.get().body


def test_dates_that_cannot_be_counted_do_not_stop_a_notice(give, sampleton):
    sampleton.calendar_versions.all().delete()

    case = give()

    missing = "no school days have been supplied for this school"
    assert {rule: due(case)[rule] for rule in ("N3", "E4", "G1")} == {
        "N3": (date(2026, 9, 15), ""),
        "E4": (None, missing),
        "G1": (None, missing),
    }
    body = Message.objects.get().body
    assert (
        "The governing board must meet by: this date cannot be worked out yet, because no school "
        "days have been supplied for this school. It is 15 school days after 15 September 2026, "
        "and will be worked out when the school's dates are supplied.\n"
    ) in body


def test_a_notice_without_a_verified_mailbox_is_given_and_the_letter_held(give, sampleton):
    sampleton.local_authority.contact_set.update(verified_at=None)

    give()

    assert list(Message.objects.values_list("state", "to")) == [("HELD", "")]
