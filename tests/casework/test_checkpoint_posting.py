"""Each hour where the trail has got to is signed, and kept elsewhere."""

from datetime import UTC, datetime

import pytest

from audit import signing
from audit.checkpoints import read_file
from audit.models import Checkpoint
from casework.tasks import post_checkpoint
from notifications.models import Enclosure, Message
from row_security.scope import WHOLE_SERVICE, scoped_transaction
from tests.factories import CaseFactory, looked, officer_of

pytestmark = pytest.mark.django_db(transaction=True, databases=["default", "owner"])
KEY = signing.make_key()


@pytest.fixture(autouse=True)
def _hourly(settings, tmp_path, time_machine):
    time_machine.move_to(datetime(2026, 9, 15, 12, tzinfo=UTC), tick=False)
    settings.AUDIT_SIGNING_KEY = KEY
    settings.AUDIT_CHECKPOINT_FOLDER = str(tmp_path / "kept")
    settings.AUDIT_CHECKPOINT_MAILBOX = "keeper@elsewhere.example"


@pytest.fixture(autouse=True)
def case():
    with scoped_transaction(WHOLE_SERVICE):
        case = CaseFactory()
        now = datetime(2026, 9, 15, 11, tzinfo=UTC)
        looked(case, officer_of(case.authority), at=now)
        return case


def test_a_checkpoint_goes_to_the_folder_and_to_the_mailbox(tmp_path, letters):
    post_checkpoint()

    [file] = (tmp_path / "kept").iterdir()
    statement = read_file(file.read_text())
    assert statement.find_own_faults(signing.find_public_key(KEY)) == []
    with scoped_transaction(WHOLE_SERVICE):
        message = Message.objects.get()
        assert (message.to, message.subject) == ("keeper@elsewhere.example", "Audit checkpoint 1")
        assert statement.root.hex() in message.body
        assert "1 chain of events" in message.body
        assert bytes(Enclosure.objects.get().content).decode() == file.read_text()
        assert (
            Enclosure.objects.get().name
            == file.name
            == (f"audit-checkpoint-000001-{statement.root.hex()[:8]}.json")
        )


def test_nothing_new_makes_no_checkpoint(tmp_path):
    post_checkpoint()
    post_checkpoint()

    assert Checkpoint.objects.count() == 1
    assert len(list((tmp_path / "kept").iterdir())) == 1


def test_without_a_key_none_is_made(settings):
    settings.AUDIT_SIGNING_KEY = ""

    post_checkpoint()

    assert not Checkpoint.objects.exists()


def test_without_a_folder_or_a_mailbox_it_is_kept_here(settings, tmp_path):
    settings.AUDIT_CHECKPOINT_FOLDER = settings.AUDIT_CHECKPOINT_MAILBOX = ""

    post_checkpoint()

    assert Checkpoint.objects.count() == 1
    with scoped_transaction(WHOLE_SERVICE):
        assert not Message.objects.exists()


def test_one_that_cannot_be_filed_is_not_made_and_the_next_run_tries_again(settings, tmp_path):
    in_the_way = tmp_path / "kept"
    in_the_way.write_text("a file where the folder should be")
    with pytest.raises(OSError, match="kept"):
        post_checkpoint()
    assert not Checkpoint.objects.exists()

    in_the_way.unlink()
    post_checkpoint()

    assert Checkpoint.objects.get().number == 1
