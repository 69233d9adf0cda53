"""The database refuses to change or remove a release that is out, or any of its figures."""

from django.db import migrations

RELEASE = """
CREATE FUNCTION transparency_keep_release() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF OLD.published_at IS NOT NULL THEN
        RAISE EXCEPTION 'a published release is never changed: % refused', TG_OP;
    END IF;
    IF TG_OP = 'DELETE' THEN
        RETURN OLD;
    END IF;
    IF ROW(NEW.local_authority_id, NEW.year_starts, NEW.compiled_at, NEW.compiled_by,
           NEW.is_provisional, NEW.audit, NEW.digest)
       IS DISTINCT FROM
       ROW(OLD.local_authority_id, OLD.year_starts, OLD.compiled_at, OLD.compiled_by,
           OLD.is_provisional, OLD.audit, OLD.digest) THEN
        RAISE EXCEPTION 'compiled figures are published as they are, or compiled again';
    END IF;
    RETURN NEW;
END $$"""

FIGURE = """
CREATE FUNCTION transparency_keep_figure() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'INSERT' AND EXISTS (
        SELECT 1 FROM transparency_release WHERE id = NEW.release_id AND published_at IS NULL
    ) THEN
        RETURN NEW;
    END IF;
    RAISE EXCEPTION 'a figure is written once, before its release is out: % refused', TG_OP;
END $$"""


class Migration(migrations.Migration):
    dependencies = [
        ("transparency", "0002_drafts_and_reasons"),
        ("row_security", "0001_rights"),
    ]
    operations = [
        migrations.RunSQL(
            sql=[
                RELEASE,
                FIGURE,
                "CREATE TRIGGER keep BEFORE UPDATE OR DELETE ON transparency_release"
                " FOR EACH ROW EXECUTE FUNCTION transparency_keep_release()",
                "CREATE TRIGGER keep BEFORE INSERT OR UPDATE OR DELETE ON transparency_figure"
                " FOR EACH ROW EXECUTE FUNCTION transparency_keep_figure()",
                "REVOKE UPDATE, DELETE, TRUNCATE ON transparency_figure FROM hearings_app",
                "REVOKE DELETE, TRUNCATE ON transparency_release FROM hearings_app",
            ],
            reverse_sql=[
                "DROP TRIGGER keep ON transparency_figure",
                "DROP TRIGGER keep ON transparency_release",
                "DROP FUNCTION transparency_keep_figure()",
                "DROP FUNCTION transparency_keep_release()",
                "GRANT UPDATE, DELETE ON transparency_figure TO hearings_app",
                "GRANT DELETE ON transparency_release TO hearings_app",
            ],
        )
    ]
