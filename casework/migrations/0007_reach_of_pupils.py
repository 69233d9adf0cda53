"""The pupil's row carries the reach of its case, so that a list need not look each case up again."""

from django.db import migrations

from row_security.policies import isolate, isolate_with

BEFORE = isolate_with("casework_case", "casework_pupil", column="case_id")
OF_ITS_CASE = """
CREATE FUNCTION casework_pupil_reach() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, public AS $$
BEGIN
    SELECT authority_id, home_authority_id, school_id
    INTO NEW.authority_id, NEW.home_authority_id, NEW.school_id
    FROM casework_case WHERE id = NEW.case_id;
    RETURN NEW;
END $$"""
# For the whole service: whoever moves a case out of their own reach moves its pupil with it.
WITH_ITS_CASE = """
CREATE FUNCTION casework_case_moved() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, public AS $$
DECLARE before text := COALESCE(current_setting('app.whole_service', true), '');
BEGIN
    PERFORM set_config('app.whole_service', 'on', true);
    UPDATE casework_pupil SET case_id = NEW.id WHERE case_id = NEW.id;
    PERFORM set_config('app.whole_service', before, true);
    RETURN NULL;
END $$"""


class Migration(migrations.Migration):
    dependencies = [("casework", "0006_typed_by"), ("row_security", "0002_almost_always_reached")]
    operations = [
        migrations.RunSQL(
            sql=[
                "ALTER TABLE casework_pupil ADD COLUMN authority_id bigint,"
                " ADD COLUMN home_authority_id bigint, ADD COLUMN school_id bigint",
                OF_ITS_CASE,
                WITH_ITS_CASE,
                "CREATE TRIGGER reach BEFORE INSERT"
                " OR UPDATE OF case_id, authority_id, home_authority_id, school_id"
                " ON casework_pupil FOR EACH ROW EXECUTE FUNCTION casework_pupil_reach()",
                "CREATE TRIGGER moved AFTER UPDATE OF authority_id, home_authority_id, school_id"
                " ON casework_case FOR EACH ROW WHEN ((OLD.authority_id, OLD.home_authority_id,"
                " OLD.school_id) IS DISTINCT FROM"
                " (NEW.authority_id, NEW.home_authority_id, NEW.school_id))"
                " EXECUTE FUNCTION casework_case_moved()",
                "SET LOCAL app.whole_service = 'on'",
                "UPDATE casework_pupil SET case_id = case_id",
                "SET CONSTRAINTS ALL IMMEDIATE",
                "ALTER TABLE casework_pupil ALTER COLUMN authority_id SET NOT NULL,"
                " ALTER COLUMN school_id SET NOT NULL",
            ],
            reverse_sql=[
                "DROP TRIGGER moved ON casework_case",
                "DROP TRIGGER reach ON casework_pupil",
                "DROP FUNCTION casework_case_moved()",
                "DROP FUNCTION casework_pupil_reach()",
                "ALTER TABLE casework_pupil DROP COLUMN authority_id,"
                " DROP COLUMN home_authority_id, DROP COLUMN school_id",
            ],
        ),
        migrations.RunSQL(sql=BEFORE.reverse_sql, reverse_sql=BEFORE.sql),
        isolate("casework_pupil", case_column="case_id", home_column="home_authority_id"),
    ]
