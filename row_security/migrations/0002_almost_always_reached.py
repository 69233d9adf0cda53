"""The policies that were made before say what they said, in words that do not mislead the planner."""

from django.db import migrations

# Those made from now on are made so from the start: see row_security.policies.
REWRITE = """
DO $$
DECLARE old record;
BEGIN
    FOR old IN
        SELECT tablename, qual FROM pg_policies
        WHERE schemaname = 'public' AND policyname = 'reach' AND qual LIKE 'COALESCE(%, false)'
    LOOP
        EXECUTE format(
            'ALTER POLICY reach ON %I USING (NULLIF(%s, false) IS NOT NULL)',
            old.tablename, old.qual
        );
    END LOOP;
END $$"""


class Migration(migrations.Migration):
    dependencies = [("row_security", "0001_rights")]
    operations = [migrations.RunSQL(REWRITE, migrations.RunSQL.noop)]
