"""Checkpoints of the trail: as little to be changed or removed as the events they stand for."""

import django.db.models.deletion
from django.db import migrations, models

APPEND_ONLY = [
    statement
    for table in ("audit_checkpoint", "audit_checkpointleaf")
    for statement in (
        f"CREATE TRIGGER refuse BEFORE UPDATE OR DELETE ON {table}"
        " FOR EACH ROW EXECUTE FUNCTION audit_refuse()",
        f"CREATE TRIGGER refuse_truncate BEFORE TRUNCATE ON {table}"
        " FOR EACH STATEMENT EXECUTE FUNCTION audit_refuse()",
        f"REVOKE UPDATE, DELETE, TRUNCATE ON {table} FROM hearings_app",
    )
]


class Migration(migrations.Migration):
    dependencies = [("audit", "0002_append_only")]
    operations = [
        migrations.CreateModel(
            name="Checkpoint",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("number", models.PositiveIntegerField(unique=True)),
                ("made_at", models.DateTimeField()),
                ("previous", models.BinaryField()),
                ("root", models.BinaryField()),
                ("signature", models.BinaryField()),
            ],
        ),
        migrations.CreateModel(
            name="CheckpointLeaf",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("stream", models.CharField(max_length=60)),
                ("seq", models.PositiveIntegerField()),
                ("hash", models.BinaryField()),
                (
                    "checkpoint",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="leaves",
                        to="audit.checkpoint",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("stream", "seq"), name="one_leaf_per_chain_end")
                ],
            },
        ),
        migrations.RunSQL(sql=APPEND_ONLY, reverse_sql=migrations.RunSQL.noop),
    ]
