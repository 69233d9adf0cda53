"""What every provider must do; the stand-in and the real one against a real mail server."""

from dataclasses import replace
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from uuid import UUID, uuid4

import pytest

from embedded.mail import Behaviour, MailServer
from notifications.provider import Enclosed, Post, Refused
from notifications.providers.smtp import SmtpProvider
from tests.fakes import FakeProvider

AT = datetime(2026, 10, 6, 13, 30, tzinfo=UTC)
INVITATION = b"BEGIN:VCALENDAR\r\nMETHOD:REQUEST\r\nEND:VCALENDAR\r\n"
PDF = b"%PDF-1.7\n.\n\x00\xff"
BODY = "Dear Ms O\u2019Neill,\n\n.\n..two dots\n" + "A long line. " * 100 + "\n"


def a_post(**changes: object) -> Post:
    post = Post(
        reference=uuid4(),
        at=AT,
        to="exclusions@reading.example",
        subject="A hearing – 6 October 2026",
        body=BODY,
        attachments=[
            Enclosed(name="hearing.ics", content_type="text/calendar", content=INVITATION),
            Enclosed(name="letter.pdf", content_type="application/pdf", content=PDF),
        ],
    )
    return replace(post, **changes)


@pytest.fixture
def mail(tmp_path, settings):
    server = MailServer(tmp_path / "mail")
    server.start()
    settings.SMTP_HOST, settings.SMTP_PORT = "127.0.0.1", server.smtp_port
    settings.SMTP_LOOKUP_URL = server.lookup_url
    settings.MAIL_FROM = "Fair Hearing <exclusions@fair-hearing.example>"
    settings.MAIL_DOMAIN = "fair-hearing.example"
    yield server
    server.stop()


class Fake:
    """The stand-in, made to behave as its mail server would."""

    def __init__(self):
        FakeProvider.taken.clear()
        FakeProvider.posts.clear()

    def make(self, behaviour=Behaviour.NORMAL):
        return {
            Behaviour.NORMAL: FakeProvider(),
            Behaviour.REFUSE: FakeProvider(refuse=Refused("down", retryable=True)),
            Behaviour.TRY_LATER: FakeProvider(refuse=Refused("later", retryable=True)),
            Behaviour.REJECT: FakeProvider(refuse=Refused("never", retryable=False)),
            Behaviour.LOSE_ANSWER: FakeProvider(lose_answer=True),
        }[behaviour]

    def count(self, reference: UUID) -> int:
        return sum(post.reference == reference for post in FakeProvider.posts)


class Smtp:
    """The real one, with a real mail server that misbehaves."""

    def __init__(self, mail):
        self.mail = mail

    def make(self, behaviour=Behaviour.NORMAL):
        self.mail.behave(behaviour)
        return SmtpProvider()

    def count(self, reference: UUID) -> int:
        return self.mail.store.count(f"{reference}@fair-hearing.example")


@pytest.fixture(params=["fake", "smtp"])
def outside(request):
    if request.param == "fake":
        return Fake()
    return Smtp(request.getfixturevalue("mail"))


def test_a_letter_that_is_taken_is_found_by_its_reference(outside):
    provider, post = outside.make(), a_post()

    provider_id = provider.post(post)

    assert provider.can_be_asked
    assert provider_id
    assert provider.find(post.reference) == provider_id
    assert outside.count(post.reference) == 1


def test_a_letter_that_never_came_is_not_found(outside):
    provider = outside.make()
    provider.post(a_post())

    assert provider.find(uuid4()) is None


@pytest.mark.parametrize(
    ("behaviour", "retryable"),
    [(Behaviour.REFUSE, True), (Behaviour.TRY_LATER, True), (Behaviour.REJECT, False)],
)
def test_a_refusal_says_whether_to_try_again_and_nothing_was_taken(outside, behaviour, retryable):
    provider, post = outside.make(behaviour), a_post()

    with pytest.raises(Refused) as refusal:
        provider.post(post)

    assert refusal.value.retryable is retryable
    assert "@" not in str(refusal.value)
    assert outside.count(post.reference) == 0


def test_a_lost_answer_is_no_refusal_and_asking_finds_the_letter(outside):
    provider, post = outside.make(Behaviour.LOSE_ANSWER), a_post()

    with pytest.raises(OSError):
        provider.post(post)

    assert outside.count(post.reference) == 1
    assert provider.find(post.reference)


def test_a_lost_letter_is_a_doubt_too_and_asking_does_not_find_it(mail):
    mail.behave(Behaviour.LOSE_MESSAGE)
    provider, post = SmtpProvider(), a_post()

    with pytest.raises(OSError):
        provider.post(post)

    assert provider.find(post.reference) is None


def test_an_answer_that_comes_too_late_is_a_doubt(mail, monkeypatch):
    monkeypatch.setattr("notifications.providers.smtp.STEP_SECONDS", 0.2)
    mail.behave(Behaviour.SLOW, seconds=1)
    post = a_post()

    with pytest.raises(OSError):
        SmtpProvider().post(post)

    assert mail.store.count(f"{post.reference}@fair-hearing.example") == 1


def test_the_letter_arrives_whole(mail):
    post = a_post()
    SmtpProvider().post(post)

    [kept] = mail.store.all()
    headers = {name: kept.message[name] for name in ("From", "To", "Subject", "Auto-Submitted")}
    assert headers == {
        "From": "Fair Hearing <exclusions@fair-hearing.example>",
        "To": "exclusions@reading.example",
        "Subject": "A hearing – 6 October 2026",
        "Auto-Submitted": "auto-generated",
    }
    assert kept.message_id == f"<{post.reference}@fair-hearing.example>"
    assert parsedate_to_datetime(kept.message["Date"]) == AT
    assert kept.recipients == ["exclusions@reading.example"]
    assert kept.message["Return-Path"] == "<exclusions@fair-hearing.example>"
    assert kept.text == BODY
    assert [(part.name, part.content_type, part.content) for part in kept.parts] == [
        ("hearing.ics", "text/calendar", INVITATION),
        ("letter.pdf", "application/pdf", PDF),
    ]


@pytest.mark.parametrize("method", ["REQUEST", "CANCEL"])
def test_a_calendar_file_is_an_invitation_or_its_withdrawal(mail, method):
    content = INVITATION.replace(b"REQUEST", method.encode())
    SmtpProvider().post(
        a_post(attachments=[Enclosed(name="h.ics", content_type="text/calendar", content=content)])
    )

    [kept] = mail.store.all()
    [part] = [part for part in kept.message.walk() if part.get_content_type() == "text/calendar"]
    assert part["Content-Type"].params == {"charset": "utf-8", "method": method}
    assert part.get_filename() == "h.ics"


def test_the_same_letter_sent_again_carries_the_same_id(mail):
    post = a_post()
    SmtpProvider().post(post)
    SmtpProvider().post(post)

    first, second = mail.store.all()
    assert first.message_id == second.message_id


INJECTED = ["\r\nBcc: other@evil.example", "\nX-Evil: 1", "\r\n\r\nAnother body"]


@pytest.mark.parametrize("evil", INJECTED)
@pytest.mark.parametrize("where", ["to", "subject"])
def test_a_second_line_in_a_header_is_refused_for_good(mail, where, evil):
    with pytest.raises(Refused) as refusal:
        SmtpProvider().post(a_post(**{where: f"a@b.example{evil}"}))

    assert refusal.value.retryable is False
    assert mail.store.all() == []


@pytest.mark.parametrize("evil", [*INJECTED, '"; x="', "\u2028X-Evil: 1", "../../x", "\x00"])
def test_the_name_of_a_file_adds_no_header(mail, evil):
    file = Enclosed(name=f"a{evil}.pdf", content_type="application/pdf", content=PDF)
    SmtpProvider().post(a_post(attachments=[file]))

    [kept] = mail.store.all()
    assert kept.recipients == ["exclusions@reading.example"]
    assert {"bcc", "x-evil"}.isdisjoint(name.lower() for name in kept.message)
    [part] = kept.parts
    assert part.content == PDF
    assert not set(part.name) & set('\r\n\\/"\u2028\x00')


@pytest.mark.parametrize(
    "to", ["", "nobody", "a@b.example, c@d.example", "A <a@b.example>", "é@b.example"]
)
def test_only_one_plain_address_is_written_to(mail, to):
    with pytest.raises(Refused):
        SmtpProvider().post(a_post(to=to))

    assert mail.store.all() == []


def test_a_domain_in_another_script_is_written_as_mail_servers_know_it(mail):
    SmtpProvider().post(a_post(to="exclusions@bücher.example"))

    [kept] = mail.store.all()
    assert kept.recipients == ["exclusions@xn--bcher-kva.example"]


def test_without_anybody_to_ask_the_provider_says_so(settings):
    settings.SMTP_LOOKUP_URL = ""

    assert SmtpProvider().can_be_asked is False


def test_a_silent_lookup_is_no_answer(mail, settings):
    mail.door.stop()

    with pytest.raises(OSError):
        SmtpProvider().find(uuid4())


def test_the_lookup_is_asked_over_the_web_alone(settings):
    settings.SMTP_LOOKUP_URL = "file:///etc/passwd?"

    with pytest.raises(OSError, match="must begin with http"):
        SmtpProvider().find(uuid4())
