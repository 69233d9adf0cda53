"""Whatever is killed, and whenever: each letter arrives, and arrives once."""

import os
import random
import signal
import time

import pytest
from django.utils import timezone

from embedded.mail import Behaviour
from notifications import outbox, tasks
from notifications.models import State
from row_security.scope import WHOLE_SERVICE, scoped_transaction
from tests.notifications.conftest import Told
from tests.notifications.drills import ledger
from tests.notifications.drills.town import Town, once_each

pytestmark = [
    pytest.mark.services,
    pytest.mark.django_db(transaction=True, databases=["default", "owner"]),
]
TICKS_SECONDS = 11  # two rounds of the sweep and one more second


@pytest.fixture
def town(tmp_path, settings):
    town = Town(tmp_path)
    for name in ("SMTP_HOST", "SMTP_PORT", "SMTP_LOOKUP_URL", "MAIL_DOMAIN"):
        setattr(settings, name, town.environment[name])
    settings.NOTICE_PROVIDER = "notifications.providers.smtp.SmtpProvider"
    settings.LEASE_CLOCK = "notifications.clock.read_database_clock"
    yield town
    town.stop()


@pytest.fixture
def write(monkeypatch, our_letters):
    """Write a letter from this process, and wake nobody; return its reference."""
    monkeypatch.setattr(outbox, "_wake", lambda: None)

    def write(key="one"):
        with scoped_transaction(WHOLE_SERVICE):
            return outbox.enqueue(Told(dedupe_key=key), now=timezone.now()).reference

    return write


def relay():
    """Do in this process, which is not killed, what a worker's relay and settling do."""
    tasks.send()
    tasks.settle()


def is_accepted():
    return set(ledger.states()) == {State.ACCEPTED}


def test_the_broker_is_down_when_a_letter_is_written(town):
    [reference] = town.submit("one")  # it ends well: nobody is told that anything is wrong

    assert ledger.states() == {State.QUEUED: 1}
    assert town.tally() == {}

    done = town.relay_once()
    assert (done.returncode, done.stdout) == (
        0, "PDFs drawn: 0. Letters tried: 1. Asked about: 0.\n",
    )  # fmt: skip
    relay()
    assert town.tally() == once_each([reference])
    assert ledger.states() == {State.ACCEPTED: 1}


@pytest.mark.parametrize("behaviour", [Behaviour.REFUSE, Behaviour.TRY_LATER])
def test_the_mail_server_is_down(town, write, behaviour):
    references = [write("one"), write("two")]
    town.mail.behave(behaviour)
    for _ in range(3):
        relay()
        ledger.pass_time()

    assert ledger.states() == {State.QUEUED: 2}
    assert town.tally() == {}
    town.mail.behave(Behaviour.NORMAL)
    relay()
    relay()
    assert town.tally() == once_each(references)
    assert ledger.states() == {State.ACCEPTED: 2}


def test_a_letter_that_waits_says_why(town, write):
    write()
    town.mail.behave(Behaviour.REFUSE)
    relay()

    waiting = ledger.get_only()
    assert (waiting.state, waiting.attempts, waiting.last_error) == (
        State.QUEUED, 1, "The mail server was not reached (ConnectionRefusedError).",
    )  # fmt: skip


@pytest.mark.parametrize("point", ["after-claim", "after-post"])
def test_a_worker_is_killed_at_a_named_point_and_so_is_the_next(town, write, point):
    reference = write()

    for _ in range(2):
        assert town.relay_once(FAULT_POINT=point).returncode == 9
        assert ledger.states() == {State.SENDING: 1}
        for _ in range(3):  # its lease ends, and it is asked about, twice if need be
            ledger.pass_time()
            tasks.settle()
        if ledger.states() == {State.ACCEPTED: 1}:
            break
    relay()

    assert ledger.states() == {State.ACCEPTED: 1}
    assert town.tally() == once_each([reference])


@pytest.mark.parametrize("behaviour", [Behaviour.LOSE_ANSWER, Behaviour.LOSE_MESSAGE])
def test_the_answer_is_lost(town, write, behaviour):
    reference = write()
    town.mail.behave(behaviour, times=1)
    relay()
    assert ledger.states() == {State.IN_DOUBT: 1}

    for _ in range(4):
        ledger.pass_time()
        relay()

    assert town.tally() == once_each([reference])
    assert ledger.states() == {State.ACCEPTED: 1}


def test_the_worker_and_the_broker_are_killed_between_submit_and_send(town, write):
    town.start_broker()
    worker, beat = town.start_worker(), town.start_beat()
    first = write("first")
    town.wait_for(is_accepted)  # all of it runs
    os.killpg(worker.pid, signal.SIGSTOP)  # so that the next letter stays between
    [reference] = town.submit("second")
    town.kill(worker)
    town.kill(beat)
    town.kill_broker()
    assert ledger.states() == {State.ACCEPTED: 1, State.QUEUED: 1}
    assert town.tally() == once_each([first])

    town.start_broker()  # empty: it kept nothing
    town.start_worker()
    for _ in range(2):  # two beats, by mistake
        town.start_beat()
    town.wait_for(is_accepted)
    time.sleep(TICKS_SECONDS)

    assert town.tally() == once_each([first, reference])
    assert ledger.states() == {State.ACCEPTED: 2}


def test_worker_and_broker_are_killed_while_the_mail_server_is_thinking(town):
    town.start_broker()
    worker = town.start_worker()
    town.mail.behave(Behaviour.SLOW, seconds=8)
    [reference] = town.submit("one")
    town.wait_for(lambda: town.tally() == once_each([reference]))  # it has come; nobody knows yet
    town.kill(worker)
    town.kill_broker()
    assert ledger.states() == {State.SENDING: 1}

    town.mail.behave(Behaviour.NORMAL)
    town.start_broker()
    town.start_worker()
    town.start_beat()
    ledger.pass_time()
    town.wait_for(lambda: ledger.states() != {State.SENDING: 1})
    ledger.pass_time()
    town.wait_for(is_accepted)
    time.sleep(TICKS_SECONDS)

    assert town.tally() == once_each([reference])


@pytest.mark.slow
def test_a_storm_of_kills_and_lost_answers_loses_and_doubles_nothing(town, write):
    """DRILL_LETTERS letters and DRILL_KILLS kills, few of each unless told."""
    chance = random.Random(os.environ.get("DRILL_SEED", "1"))
    count = int(os.environ.get("DRILL_LETTERS", "24"))
    kills = int(os.environ.get("DRILL_KILLS", "4"))
    town.start_broker()
    references = [write(f"key-{n}") for n in range(count)]
    town.start_beat()
    for _ in range(kills):
        worker = town.start_worker()
        moods = [Behaviour.LOSE_ANSWER, Behaviour.LOSE_MESSAGE, Behaviour.TRY_LATER]
        town.mail.behave(chance.choice(moods), times=2)
        enough = ledger.progress() + chance.randint(4, 2 * count)
        town.wait_for(lambda e=enough: ledger.progress() >= e or is_accepted(), hurry=True)
        town.kill(worker)
        ledger.pass_time()
    town.start_worker()
    town.wait_for(is_accepted, hurry=True)

    assert town.tally() == once_each(references)
    assert ledger.states() == {State.ACCEPTED: count}
