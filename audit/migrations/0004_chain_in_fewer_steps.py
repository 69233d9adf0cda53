"""A chain that has begun is read and moved on; only a new one tries to make its end first."""

from django.db import migrations

BEGIN = """
    SELECT * INTO head FROM audit_chainhead WHERE stream = NEW.stream FOR UPDATE;
    IF NOT FOUND THEN
        INSERT INTO audit_chainhead VALUES (NEW.stream, 0, '\\x') ON CONFLICT DO NOTHING;
        SELECT * INTO head FROM audit_chainhead WHERE stream = NEW.stream FOR UPDATE;
    END IF;"""
BEFORE = """
    INSERT INTO audit_chainhead VALUES (NEW.stream, 0, '\\x') ON CONFLICT DO NOTHING;
    SELECT * INTO head FROM audit_chainhead WHERE stream = NEW.stream FOR UPDATE;"""
CHAIN = """
CREATE OR REPLACE FUNCTION audit_chain() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public AS $$
DECLARE head audit_chainhead%ROWTYPE;
BEGIN{find_head}
    NEW.seq := head.seq + 1;
    NEW.prev := head.hash;
    NEW.hash := audit_hash(NEW);
    UPDATE audit_chainhead SET seq = NEW.seq, hash = NEW.hash WHERE stream = NEW.stream;
    RETURN NEW;
END $$"""


class Migration(migrations.Migration):
    dependencies = [("audit", "0003_checkpoints")]
    operations = [
        migrations.RunSQL(CHAIN.replace("{find_head}", BEGIN), CHAIN.replace("{find_head}", BEFORE))
    ]
