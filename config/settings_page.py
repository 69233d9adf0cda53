"""The page docs/reference/settings.md, written from the settings themselves."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

SETTINGS = Path(__file__).parent / "settings.py"
MEANING = {
    "SECRETS_FOLDER": "A folder into which a vault puts secrets, each as a file named like its "
    "variable; see [keys](../security/keys.md). Empty: secrets come from the environment.",
    "SECRET_KEY": "Signs sessions and forms. At least 50 random characters, kept secret.",
    "OLD_SECRET_KEYS": "Earlier values of SECRET_KEY, with commas between them, for as long as "
    "what they signed or encrypted is still needed: sessions, and the secrets of second factors.",
    "ALLOWED_HOSTS": "The host names that the service answers to, with commas between them.",
    "BASE_URL": "Where people reach the service. With `https://`, cookies and redirects follow.",
    "SESSION_HOURS": "How long somebody stays signed in at most. 12 as in NIST SP 800-63B (2017), "
    "section 4.2.3.",
    "SESSION_IDLE_MINUTES": "How long a session may lie unused; typing on a page counts as use. 30 "
    "as in the same section.",
    "SECURITY_CONTACTS": "Where to tell of a weakness, as addresses like `mailto:security@council."
    "example` with commas between them; shown at `/.well-known/security.txt`. Empty: no such page.",
    "BREAK_GLASS_MINUTES": "How long a case stays open to a manager who broke the glass. No source "
    "sets it: long enough to read a case and ring somebody.",
    "COUNCIL_NAME": "The council whose service this is, shown in the header.",
    "SAMPLE_DATA": "`1` puts “everybody here is invented” on every page.",
    "SECOND_FACTOR_ROLES": "The roles that need a second step to sign in, with commas between "
    "them. Empty: every role. Fewer are taken only with SAMPLE_DATA.",
    "BREACHED_PASSWORDS": "The file of passwords known from breaches: SHA-1 digests in capitals, "
    "sorted, one a line, as Have I Been Pwned gives them out. Empty: only the 20,000 most common "
    "ones are refused.",
    "STAFF_SIGN_ON_ISSUER": "The council’s own sign-in over OpenID Connect, like `https://login."
    "microsoftonline.com/TENANT/v2.0`. Empty: there is none. If set, so must the next four.",
    "STAFF_SIGN_ON_CLIENT_ID": "What that sign-in calls this service.",
    "STAFF_SIGN_ON_SECRET": "The secret that it gave this service.",
    "STAFF_SIGN_ON_AUTHORITY_CODE": "The three figures of the authority whose staff it knows.",
    "STAFF_SIGN_ON_EMAIL_DOMAINS": "The domains whose addresses it may vouch for, with commas.",
    "SCHOOL_SIGN_ON_ISSUER": "DfE Sign-in’s issuer. Empty: it is not used. If set, so must the "
    "next two.",
    "SCHOOL_SIGN_ON_CLIENT_ID": "What DfE Sign-in calls this service.",
    "SCHOOL_SIGN_ON_SECRET": "The secret that it gave this service.",
    "TRUSTED_PROXIES": "How many proxies before the service add to X-Forwarded-For, so that the "
    "limits on sign-in count people and not the proxy.",
    "FIGURES_HIDDEN_BELOW": "Published figures from 1 up to below this are hidden. At least 5.",
    "PAYMENT_CALENDAR_DAYS": "Calendar days to pay an ordered £4,000 (row F2). No source "
    "confirms it: check it before relying on it.",
    "MINUTES_CALENDAR_MONTHS": "Calendar months that a panel's minutes are kept (row K2). Not "
    "confirmed: older guidance said at least 60, and 6 was also named.",
    "PAPERS_CLEAR_DAYS": "`1` reads “at least 5 school days before” a review as clear days, which "
    "is one day earlier (row I15).",
    "CASE_FILE_CALENDAR_MONTHS": "Calendar months that a case is kept from its end (see "
    "[retention](retention.md), as for the next five). Not confirmed by a source.",
    "CASE_FILE_UNTIL_AGE": "A case is also kept until the pupil is this old; `0`: no such rule. "
    "Toolkits for schools name 25 for a pupil's file.",
    "PAPERS_CALENDAR_MONTHS": "Calendar months that papers are kept from the end of their case.",
    "LETTERS_CALENDAR_MONTHS": "Calendar months that letters are kept from the last of a case.",
    "DRAFTS_CALENDAR_MONTHS": "Calendar months that a notice never given is kept from its last "
    "change.",
    "EXPORTS_CALENDAR_DAYS": "Calendar days that a subject access export is kept.",
    "API_TOKEN_MINUTES": "How long a token works that a school's system was given for its secret.",
    "PERSONAL_TOKEN_DAYS": "How long a token works that was issued to a person.",
    "CLIENT_DAYS": "For how long at most a school's system is let in before somebody renews it.",
    "ANSWERS_KEPT_DAYS": "For how long a call under the same Idempotency-Key is given its answer.",
    "API_CALLS_PER_MINUTE": "How often one person or one system may call the API.",
    "API_TOKENS_PER_MINUTE": "How often a token may be asked for with one client id.",
    "PAGES_PER_MINUTE": "How many pages one person may ask for, so that no program copies what "
    "they may see.",
    "SECRET_OVERLAP_HOURS": "How long an old secret works beside the new one.",
    "DATABASE_URL": "The database, as the role that the policies bind. Never its owner.",
    "OWNER_DATABASE_URL": "The same database as the owner of its tables; for `migrate` alone.",
    "REDIS_URL": "The broker that wakes the workers. It holds nothing that cannot be lost.",
    "STATIC_ROOT": "Where `collectstatic` puts the style sheet, the scripts and the font.",
    "SERVE_UNCOLLECTED_STATIC": "`1` serves them without `collectstatic`; for tests.",
    "MEDIA_ROOT": "Where papers are kept. It must not be under a web server's root.",
    "PAPERS_STORAGE": "The Django storage that keeps papers: a folder, MEDIA_ROOT, or the class of "
    "an object store whose package is installed beside the service.",
    "PAPERS_STORAGE_OPTIONS": 'What that class is given, as a JSON object, like `{"bucket_name": '
    '"papers"}`.',
    "SCANNER_ADDRESS": "Where the virus scanner (ClamAV) listens: `tcp://clamav:3310`, or "
    "`unix:/run/clamav/clamd.ctl`. Empty: there is none, and no document can be opened.",
    "PLAIN_CONNECTIONS": "Which of `database`, `broker`, `mail` and `scanner` may be reached "
    "without encryption, with commas between them, because they are on a private network. What "
    "stays on one machine need not be named.",
    "NOTICE_PROVIDER": "The class that sends letters.",
    "SMTP_HOST": "The mail server that letters are handed to.",
    "SMTP_PORT": "Its port.",
    "SMTP_USER": "The account to sign in with there; empty for none.",
    "SMTP_PASSWORD": "The password of that account.",
    "SMTP_STARTTLS": "`1` requires an encrypted connection before anything is said.",
    "SMTP_LOOKUP_URL": "Where it can be asked whether a Message-ID came, which settles doubt. "
    "Empty: a person is asked to check.",
    "MAIL_FROM": "The address that letters come from.",
    "MAIL_DOMAIN": "The right half of each Message-ID.",
    "AUDIT_SIGNING_KEY": "Signs the hourly checkpoints of the audit trail; `manage.py audit_key` "
    "makes one. Empty: no checkpoints are made.",
    "AUDIT_PUBLIC_KEY": "What checkpoints are checked with where the signing key is not.",
    "AUDIT_CHECKPOINT_FOLDER": "Where each checkpoint is written as a file. Best on a store that "
    "keeps what it is given.",
    "AUDIT_CHECKPOINT_MAILBOX": "The mailbox, best of another organisation, that each checkpoint "
    "is sent to.",
}
INTRODUCTION = """\
# Settings

Every setting comes from the environment. Written from `config/settings.py`; `./dev docs` makes it
anew.

| variable | when it is not set | what it is |
|---|---|---|
"""


class NotDescribed(LookupError):
    """A setting is read from the environment and nobody has said what it is."""


def write() -> str:
    """
    Return the page, one row for each variable, in the order of the settings.

    :raises NotDescribed: if a variable has no meaning here, or a meaning no variable.
    """
    found: dict[str, str] = {}
    for name, default in find_variables(SETTINGS.read_text()):
        found.setdefault(name, default)
    if odd := sorted(found.keys() ^ MEANING.keys()):
        raise NotDescribed(f"settings.py and the meanings in settings_page.py differ: {odd}")
    rows = [f"| `{name}` | {default} | {MEANING[name]} |\n" for name, default in found.items()]
    return INTRODUCTION + "".join(rows)


def find_variables(source: str) -> Iterator[tuple[str, str]]:
    """Yield each variable that ``source`` reads from the environment, with its default in words."""
    nodes = [node for node in ast.walk(ast.parse(source)) if isinstance(node, ast.expr)]
    for node in sorted(nodes, key=lambda node: (node.lineno, node.col_offset)):
        match node:
            case ast.Subscript(
                value=ast.Attribute(attr="environ"), slice=ast.Constant(value=str(name))
            ):
                yield name, "it does not start"
            case ast.Compare(
                left=ast.Constant(value=str(name)), comparators=[ast.Attribute(attr="environ")]
            ):
                yield name, "the owner is not known, as it should be"
            case ast.Call(
                func=ast.Attribute(value=ast.Attribute(attr="environ"), attr="get"),
                args=[ast.Constant(value=str(name)), default],
            ):
                yield name, _describe(default)
            case ast.Call(func=ast.Name(id="is_on"), args=[ast.Constant(value=str(name))]):
                yield name, "off"


def _describe(default: ast.expr) -> str:
    match default:
        case ast.Constant(value=""):
            return "empty"
        case ast.Constant(value=value):
            return f"`{value!s}`"
        case ast.BinOp(left=ast.Name(id="ROOT"), right=ast.Constant(value=str(folder))):
            return f"`{folder}/` beside the code"
    return f"`{ast.unparse(default)}`"
