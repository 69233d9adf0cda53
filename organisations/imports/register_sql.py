"""
The statements that compare a staged register with the schools held, and take it over.

Whole sets at a time: one statement for each step, whatever the number of schools.
"""

STAGED = """
    urn integer, name text, authority_code text, establishment_number text, type_group_code text,
    type_code text, status_code text, phase_code text, phase text, opened_on date, closed_on date,
    lowest_age smallint, highest_age smallint, town text, postcode text, trust_uid text,
    trust_name text, school_type text
"""
STAGE = (
    "DROP TABLE IF EXISTS pg_temp.register_stage, pg_temp.register_compared",
    f"CREATE TEMPORARY TABLE register_stage ({STAGED}) ON COMMIT DROP",
)
COPY = "COPY register_stage FROM STDIN"

# What the register says of the school itself, and what of it is kept as history.
SCHOOL = (
    "name",
    "local_authority_id",
    "establishment_number",
    "type_group_code",
    "type_code",
    "status_code",
    "phase_code",
    "phase",
    "opened_on",
    "closed_on",
    "trust_id",
    "lowest_age",
    "highest_age",
    "town",
    "postcode",
)
RECORD = (
    "name",
    "local_authority_id",
    "trust_id",
    "type_group_code",
    "type_code",
    "status_code",
    "phase_code",
)


def _listed(columns: tuple[str, ...], of: str = "") -> str:
    return ", ".join(f"{of}{column}" for column in columns)


def _then(columns: tuple[str, ...], of: str = "") -> str:
    """Like ``_listed``, with the authority that held the code on the register's day."""
    renamed = ("authority_then_id" if c == "local_authority_id" else c for c in columns)
    return _listed(tuple(renamed), of)


TRUSTS = """
INSERT INTO organisations_trust (uid, name)
SELECT DISTINCT ON (trust_uid) trust_uid, trust_name FROM register_stage
WHERE trust_uid <> '' ORDER BY trust_uid, urn
ON CONFLICT (uid) DO UPDATE SET name = excluded.name
WHERE organisations_trust.name <> excluded.name
"""
COMPARED = f"""
CREATE TEMPORARY TABLE register_compared ON COMMIT DROP AS
WITH live AS (
    SELECT DISTINCT ON (code) code, id FROM organisations_localauthority
    ORDER BY code, in_force_to DESC NULLS FIRST
), at_the_time AS (
    SELECT DISTINCT ON (code) code, id FROM organisations_localauthority
    ORDER BY code, (in_force_from <= %(as_at)s
                    AND (in_force_to IS NULL OR in_force_to >= %(as_at)s)) DESC NULLS LAST,
             in_force_to DESC NULLS FIRST
), stated AS (
    SELECT DISTINCT ON (school_id) school_id, school_type FROM organisations_statedschooltype
    ORDER BY school_id, id DESC
), staged AS (
    -- Every academy has a trust: where the register names none, what is held is still the best.
    SELECT s.*, live.id AS local_authority_id, at_the_time.id AS authority_then_id,
           COALESCE(t.id, CASE WHEN s.school_type = 'ACADEMY' THEN held.trust_id END) AS trust_id
    FROM register_stage s LEFT JOIN live ON live.code = s.authority_code
    LEFT JOIN organisations_school held ON held.urn = s.urn
    LEFT JOIN at_the_time ON at_the_time.code = s.authority_code
    LEFT JOIN organisations_trust t ON t.uid = s.trust_uid
)
SELECT s.urn, {_listed(SCHOOL, "s.")}, s.authority_then_id,
       COALESCE(NULLIF(s.school_type, ''), stated.school_type, '') AS school_type,
       school.id AS school_id, r.id AS record_id, r.in_force_from AS record_from,
       ROW({_listed(SCHOOL, "school.")}) IS DISTINCT FROM ROW({_listed(SCHOOL, "s.")})
           AS school_differs,
       ROW({_listed(RECORD, "r.")}) IS DISTINCT FROM ROW({_then(RECORD, "s.")})
           AS record_differs,
       s.status_code = '2' AND school.status_code <> '2' AS closes
FROM staged s
LEFT JOIN organisations_school school ON school.urn = s.urn
LEFT JOIN organisations_schoolrecord r ON r.school_id = school.id AND r.in_force_to IS NULL
LEFT JOIN stated ON stated.school_id = school.id
"""
COMPARE = (
    "ANALYZE register_stage (urn, authority_code, trust_uid)",  # of the joins alone: it is quicker
    TRUSTS,
    COMPARED,
    "ANALYZE register_compared (urn, school_id, record_id)",
)
COUNT = """
SELECT CASE WHEN school_id IS NULL THEN 'NEW' WHEN closes THEN 'CLOSED'
            WHEN school_differs OR record_differs THEN 'CHANGED' ELSE 'SAME' END AS kind,
       count(*)
FROM register_compared GROUP BY kind
UNION ALL
SELECT 'NOT_IN_FILE', count(*) FROM organisations_school school
WHERE NOT EXISTS (SELECT FROM register_compared c WHERE c.school_id = school.id)
"""
RECORD_COLUMNS = f"{_listed(RECORD)}, school_type, in_force_from"
MERGE = (
    f"""INSERT INTO organisations_school (urn, {_listed(SCHOOL)})
        SELECT urn, {_listed(SCHOOL)} FROM register_compared WHERE school_id IS NULL""",
    f"""UPDATE organisations_school school SET ({_listed(SCHOOL)}) = ROW({_listed(SCHOOL, "c.")})
        FROM register_compared c WHERE c.school_id = school.id AND c.school_differs""",
    # A record that begins on or after the register's day has held for no time: it is corrected.
    f"""UPDATE organisations_schoolrecord r
        SET ({_listed(RECORD)}, school_type) = ROW({_then(RECORD, "c.")}, c.school_type)
        FROM register_compared c
        WHERE c.record_id = r.id AND c.record_differs AND c.record_from >= %(as_at)s""",
    """UPDATE organisations_schoolrecord r SET in_force_to = %(as_at)s::date - 1
       FROM register_compared c
       WHERE c.record_id = r.id AND c.record_differs
         AND (c.record_from < %(as_at)s OR c.record_from IS NULL)""",
    f"""INSERT INTO organisations_schoolrecord (school_id, {RECORD_COLUMNS})
        SELECT school.id, {_then(RECORD, "c.")}, c.school_type,
               CASE WHEN c.record_id IS NULL THEN c.opened_on ELSE %(as_at)s::date END
        FROM register_compared c JOIN organisations_school school ON school.urn = c.urn
        WHERE c.record_id IS NULL OR (c.record_differs
              AND (c.record_from < %(as_at)s OR c.record_from IS NULL))""",
)

STAGE_LINKS = (
    "DROP TABLE IF EXISTS pg_temp.links_stage, pg_temp.links_compared",
    """CREATE TEMPORARY TABLE links_stage
       (urn integer, predecessor integer, kind text, established_on date) ON COMMIT DROP""",
)
COPY_LINKS = "COPY links_stage FROM STDIN"
COMPARE_LINKS = """
CREATE TEMPORARY TABLE links_compared ON COMMIT DROP AS
SELECT school.id AS school_id, earlier.id AS predecessor_id, s.kind, s.established_on,
       CASE WHEN held.id IS NULL THEN 'NEW'
            WHEN ROW(held.kind, held.established_on) IS DISTINCT FROM
                 ROW(s.kind, s.established_on) THEN 'CHANGED' ELSE 'SAME' END AS compared
FROM links_stage s
JOIN organisations_school school ON school.urn = s.urn
JOIN organisations_school earlier ON earlier.urn = s.predecessor
LEFT JOIN organisations_schoollink held
  ON held.school_id = school.id AND held.predecessor_id = earlier.id
"""
COUNT_LINKS = "SELECT compared, count(*) FROM links_compared GROUP BY compared"
MERGE_LINKS = """
INSERT INTO organisations_schoollink (school_id, predecessor_id, kind, established_on)
SELECT school_id, predecessor_id, kind, established_on FROM links_compared
WHERE compared <> 'SAME'
ON CONFLICT (school_id, predecessor_id)
DO UPDATE SET kind = excluded.kind, established_on = excluded.established_on
"""
