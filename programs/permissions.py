"""What a role may do about the programs of schools and trusts."""

from audit.permissions import BY_ITSELF, Look, Row, Whose, of
from organisations.roles import Role

KEEPERS = of(Whose.SCHOOL, Role.HEADTEACHER, Role.TRUST_OFFICER, Role.LA_MANAGER)
KEEP_CLIENTS = Look("programs.keep_clients", "See which systems have access", KEEPERS)
MAKE_CLIENT = Row("programs.clients.make_client", "Let a school’s or trust’s system in", KEEPERS)
ROTATE_SECRET = Row("programs.clients.rotate_secret", "Give a system a new secret", KEEPERS)
REVOKE_CLIENT = Row("programs.clients.revoke_client", "Withdraw a system’s access", KEEPERS)
GRANT_TOKEN = Row("programs.tokens.grant_token", "Give a system a token for its secret", BY_ITSELF)
ISSUE_TOKEN = Row("programs.tokens.issue_token", "Issue a token for a program", BY_ITSELF)
