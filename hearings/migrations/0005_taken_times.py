from django.db import migrations

# When a governor sits, and nothing else: a clerk must hear of a clash with a panel of another
# school, whose case the clerk may not see. The wider view lasts only while the function runs; a
# refusal inside it undoes the setting with the savepoint.
TAKEN_TIMES = """
CREATE FUNCTION hearings_taken_times(person bigint, wanted tstzrange, but_for bigint)
RETURNS TABLE (starts_at timestamptz, ends_at timestamptz) LANGUAGE plpgsql AS $$
DECLARE before text := coalesce(current_setting('app.whole_service', true), '');
BEGIN
    PERFORM set_config('app.whole_service', 'on', true);
    RETURN QUERY SELECT lower(during), upper(during) FROM hearings_panelseat
        WHERE governor_id = person AND NOT released AND during && wanted AND hearing_id <> but_for
        ORDER BY during;
    PERFORM set_config('app.whole_service', before, true);
END $$"""


class Migration(migrations.Migration):
    dependencies = [("hearings", "0004_invitations_withdrawn")]
    operations = [
        migrations.RunSQL(
            TAKEN_TIMES, "DROP FUNCTION hearings_taken_times(bigint, tstzrange, bigint)"
        )
    ]
