"""What a client did is its own to write; the tokens that were kept readable become digests."""

from django.db import migrations

from row_security.policies import CLIENT, USER, isolate

OWN = f"actor = 'user/' || {USER}"
EVENTS = {"home_column": "home_authority_id", "case_column": "case_id"}
BEFORE = isolate("audit_auditevent", **EVENTS, also=OWN)
# An earlier token works on for 30 days, as one that is issued today would.
DIGESTS = """
DO $$
BEGIN
    IF to_regclass('authtoken_token') IS NOT NULL THEN
        INSERT INTO programs_personaltoken (user_id, digest, expires_at)
        SELECT user_id, encode(sha256(convert_to(key, 'UTF8')), 'hex'), now() + interval '30 days'
        FROM authtoken_token;
        DROP TABLE authtoken_token;
    END IF;
END $$"""


class Migration(migrations.Migration):
    dependencies = [
        ("programs", "0001_initial"),
        ("audit", "0003_checkpoints"),
        ("row_security", "0002_almost_always_reached"),
    ]
    operations = [
        migrations.RunSQL(sql=BEFORE.reverse_sql, reverse_sql=BEFORE.sql),
        isolate("audit_auditevent", **EVENTS, also=f"{OWN} OR actor = 'client/' || {CLIENT}"),
        migrations.RunSQL(DIGESTS, migrations.RunSQL.noop),
    ]
