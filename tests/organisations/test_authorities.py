from collections import Counter
from datetime import UTC, date, datetime

from django.core.management import call_command

from audit.models import AuditEvent
from organisations.imports.authorities import AuthorityCounts, import_authorities
from organisations.models import LocalAuthority

NOW = datetime(2026, 9, 1, 9, tzinfo=UTC)


def run():
    return import_authorities(actor="system/import", now=NOW)


def test_the_official_list_comes_in_once_and_a_second_time_changes_nothing(db):
    assert run() == AuthorityCounts(new=167, changed=0, unchanged=0, left_out=9)
    assert run() == AuthorityCounts(new=0, changed=0, unchanged=167, left_out=9)
    assert AuditEvent.objects.filter(kind="authorities.imported").count() == 2


def test_a_code_that_outlived_a_council_has_both_and_one_of_them_in_force(db):
    run()

    held = LocalAuthority.objects.filter(code="815").order_by("in_force_from")
    assert [(a.ons_code, a.name, a.in_force_from, a.in_force_to) for a in held] == [
        ("E10000023", "North Yorkshire", date(2009, 1, 1), date(2023, 3, 31)),
        ("E06000065", "North Yorkshire", date(2023, 4, 1), None),
    ]
    live = Counter(LocalAuthority.objects.filter(in_force_to=None).values_list("code", flat=True))
    assert len(live) == 153
    assert set(live.values()) == {1}


def test_names_are_those_of_the_publication_service_with_their_regions(db):
    run()

    reading = LocalAuthority.objects.get(code="870")
    assert (reading.name, reading.ons_code, reading.region) == (
        "Reading",
        "E06000038",
        "South East",
    )
    assert LocalAuthority.objects.get(code="801").name == "Bristol, City of"
    assert not LocalAuthority.objects.filter(name__contains=" / ").exists()


def test_a_council_that_is_replaced_is_corrected_before_its_successor_takes_the_code(db):
    run()
    LocalAuthority.objects.filter(ons_code="E06000065").delete()
    LocalAuthority.objects.filter(ons_code="E10000023").update(in_force_to=None, name="Old name")

    counts = run()

    assert (counts.new, counts.changed) == (1, 1)
    assert LocalAuthority.objects.get(ons_code="E10000023").name == "North Yorkshire"


def test_the_command_prints_its_counts(db, capsys):
    call_command("import_authorities")

    assert capsys.readouterr().out == (
        "Local authorities: 167 new, 0 changed, 0 unchanged, 9 left out (no authority).\n"
    )
