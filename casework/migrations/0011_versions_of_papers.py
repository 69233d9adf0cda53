"""
Papers have versions, redacted copies, and a state that says whether they were checked.

What was filed before waits to be checked like everything else; each such paper is a series of one.
"""

import uuid

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models
from django.db.models import F, Q

import casework.models.documents
import casework.storage

STATES = [
    ("WAITING", "Waiting to be checked"),
    ("CLEAN", "Checked"),
    ("INFECTED", "Not safe to open"),
]


def to_self(kind, name):
    return kind(
        null=True,
        on_delete=django.db.models.deletion.PROTECT,
        related_name=name,
        to="casework.document",
    )


def add(name, field):
    return migrations.AddField("document", name, field)


class Migration(migrations.Migration):
    dependencies = [
        ("casework", "0010_notice_typed_by"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]
    operations = [
        migrations.AlterField(
            "document",
            "file",
            models.FileField(
                storage=casework.storage.get_papers,
                upload_to=casework.models.documents.get_storage_name,
            ),
        ),
        migrations.RunSQL(  # a different one for each row, which row security hides from updates
            sql=[
                "ALTER TABLE casework_document"
                " ADD COLUMN series uuid NOT NULL DEFAULT gen_random_uuid()",
                "ALTER TABLE casework_document ALTER COLUMN series DROP DEFAULT",
            ],
            reverse_sql="ALTER TABLE casework_document DROP COLUMN series",
            state_operations=[add("series", models.UUIDField(default=uuid.uuid4, editable=False))],
        ),
        add("number", models.PositiveSmallIntegerField(default=1)),
        add("replaces", to_self(models.OneToOneField, "replaced_by")),
        add("redaction_of", to_self(models.ForeignKey, "redactions")),
        add("state", models.CharField(choices=STATES, default="WAITING", max_length=10)),
        add("scan_due_at", models.DateTimeField(null=True)),
        add("scan_tries", models.PositiveIntegerField(default=0)),
        add("scan_words", models.CharField(default="", max_length=200)),
        add("scanned_at", models.DateTimeField(null=True)),
        add("dealt_with_at", models.DateTimeField(null=True)),
        add(
            "dealt_with_by",
            models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddIndex(
            "document",
            models.Index("filed_at", "id", condition=Q(state="WAITING"), name="document_waiting"),
        ),
        migrations.AddConstraint(
            "document",
            models.UniqueConstraint(fields=["series", "number"], name="one_document_per_version"),
        ),
        migrations.AddConstraint(
            "document",
            models.CheckConstraint(
                name="document_checked_at_some_time",
                condition=Q(state="WAITING", scanned_at=None)
                | ~Q(state="WAITING") & Q(scanned_at__isnull=False),
            ),
        ),
        migrations.AddConstraint(
            "document",
            models.CheckConstraint(
                name="document_is_not_its_own",
                condition=(Q(replaces=None) | ~Q(replaces=F("id")))
                & (Q(redaction_of=None) | ~Q(redaction_of=F("id"))),
            ),
        ),
    ]
