"""
Who may ask for what: one row for each route, reviewed by a person.

A row names those who are let in; everybody else who has signed in is told that there is nothing
there, and whoever has not is asked to sign in. A route that has no row here fails its test.
"""

from dataclasses import dataclass

EVERYBODY = frozenset({"*"})  # who has signed in: what they see is their own, and tested with it
OPEN = frozenset({"*", "anonymous"})
NOBODY: frozenset[str] = frozenset()

AUTHORITY = frozenset({"officer", "manager"})
HOME = frozenset({"home_officer", "home_manager"})
DRAFTERS = frozenset({"staff", "head"})
SCHOOL = DRAFTERS | {"clerk"}
ASSIGNED = frozenset({"seated", "review_clerk", "review_member"})
SEE_THE_CASE = AUTHORITY | HOME | SCHOOL | ASSIGNED | {"trust"}
KEEP_THE_CASE = SEE_THE_CASE - ASSIGNED  # who reaches its whole record
KEEP_THE_CALENDAR = AUTHORITY | DRAFTERS | {"trust"}
FILE_PAPERS = AUTHORITY | SCHOOL
DRAFT_ANYWHERE = frozenset(
    f"{where}{who}" for where in ("", "elsewhere_", "neighbour_") for who in DRAFTERS
)
CLERK = frozenset({"clerk"})
INVITE = AUTHORITY | CLERK | {"trust"}
OFFICERS_ANYWHERE = AUTHORITY | HOME | {f"elsewhere_{who}" for who in AUTHORITY}
OWN_SCHOOLS_ANYWHERE = OFFICERS_ANYWHERE | {"trust", "elsewhere_trust"}
KEEP_CONTACTS_ANYWHERE = frozenset(
    {
        *("manager", "home_manager", "elsewhere_manager"),
        *("head", "clerk", "elsewhere_head", "elsewhere_clerk", "neighbour_head"),
    }
)
KEEP_SYSTEMS_ANYWHERE = frozenset(
    f"{where}{who}" for where in ("", "elsewhere_") for who in ("manager", "head", "trust")
) | {"home_manager", "neighbour_head"}
KEEP_THE_SYSTEM = frozenset({"manager", "head", "trust"})
MANAGE_ANYWHERE = frozenset({"manager", "elsewhere_manager", "home_manager"})


@dataclass(frozen=True)
class Row:
    """Who is let in to one route by each method. None: the method is not allowed to anybody."""

    get: frozenset[str] | None
    post: frozenset[str] | None
    told_whose: frozenset[str] = NOBODY  # insiders who are told that it is another's to do


def read(who: frozenset[str]) -> Row:
    return Row(get=who, post=None)


def form(who: frozenset[str]) -> Row:
    return Row(get=who, post=who)


def task(who: frozenset[str]) -> Row:
    """What one insider does and the others know of: they are told so, and nobody else is."""
    return Row(get=who, post=who, told_whose=SEE_THE_CASE - who)


MATRIX: dict[str, Row] = {
    "accessibility": read(OPEN),
    "privacy": read(OPEN),
    "cookies": read(OPEN),
    "help": read(OPEN),
    "security_txt": read(OPEN),
    "home": read(EVERYBODY),
    "account_login": form(OPEN),
    "account_logout": form(OPEN),
    "openid_connect_login": Row(get=None, post=NOBODY),  # no organisation's sign-in is configured
    "openid_connect_callback": read(NOBODY),
    "account_email_verification_sent": form(OPEN),  # only after a password is there a code to type
    "account_reset_password": form(OPEN),
    "choose_forgotten_password": form(OPEN),
    "account_change_password": form(EVERYBODY),
    "account": read(EVERYBODY),
    "usersessions_list": form(EVERYBODY),
    "still_here": read(EVERYBODY),
    # The second step. What asks to be confirmed first lets in nobody else's browser.
    "mfa_authenticate": form(OPEN),  # only whoever has just given a password sees anything
    "mfa_index": read(EVERYBODY),
    "mfa_activate_totp": form(EVERYBODY),
    "mfa_deactivate_totp": form(NOBODY),  # nobody here has an app
    "mfa_add_webauthn": form(EVERYBODY),
    "mfa_remove_webauthn": form(EVERYBODY),  # asked to confirm; whose passkey it is comes after
    "mfa_view_recovery_codes": read(NOBODY),  # nobody here has codes
    "mfa_generate_recovery_codes": form(EVERYBODY),
    "account_reauthenticate": form(EVERYBODY),
    "mfa_reauthenticate": form(EVERYBODY),
    "mfa_reauthenticate_webauthn": form(EVERYBODY),
    # Cases
    "casework:caseload": read(EVERYBODY),
    "casework:found": form(EVERYBODY),
    "casework:case": read(SEE_THE_CASE),
    "casework:deadline": read(KEEP_THE_CASE),
    "casework:deadline_done": form(DRAFTERS),  # of a duty of the head that is still open
    "casework:trail": read(AUTHORITY | HOME | {"head"}),
    "casework:break_glass": form(MANAGE_ANYWHERE),
    "casework:mend_glass": Row(get=None, post=frozenset({"manager"})),
    "casework:sealed": form(frozenset({"head", "officer"})),
    "casework:open_sealed": form(frozenset({"head", "officer"})),
    "casework:cancel": form(frozenset({"head"})),
    "casework:correct": form(AUTHORITY | {"head", "clerk"}),
    "casework:extend": form(frozenset({"clerk", "head"})),
    "casework:conclude": form(NOBODY),  # the case still awaits its board
    "casework:board_told": form(KEEP_THE_CASE),  # the page says whose it is; the action refuses
    "casework:offer_education": form(HOME),  # where the pupil lives
    "casework:answer_offer": form(HOME),
    "casework:start_education": form(HOME),
    "casework:calendar": form(KEEP_THE_CALENDAR),
    "casework:close_school": form(KEEP_THE_CALENDAR),
    "casework:reopen_school": form(KEEP_THE_CALENDAR),
    "casework:confirm_calendar": Row(get=None, post=KEEP_THE_CALENDAR),
    # Notices
    "casework:start_notice": form(DRAFT_ANYWHERE),
    "casework:draft": form(DRAFTERS),
    "casework:discard_notice": form(DRAFTERS),
    "casework:confirm_notice": form(DRAFTERS),
    "casework:notice_given": read(DRAFTERS),
    "casework:follow_up": form(DRAFTERS),
    "casework:add_document": form(FILE_PAPERS),
    "casework:document": read(KEEP_THE_CASE | {"seated"}),  # whose invitation names it
    "casework:join": form(NOBODY),
    "casework:document_file": read(NOBODY),  # this link was given to nobody
    "casework:replace_document": form(FILE_PAPERS),
    "casework:redact_document": form(FILE_PAPERS),
    "casework:set_aside_document": Row(get=None, post=FILE_PAPERS),
    # Hearings
    "hearings:hearings": read(EVERYBODY),
    "hearings:hearing": read(SEE_THE_CASE),
    # Whoever expired or was revoked is in no row: they are asked for each, and find nothing.
    "hearings:invited": Row(get=INVITE, post=CLERK),  # the case awaits its board, no review
    "hearings:revoke": form(CLERK),  # it is a governor's
    "hearings:list_hearing": task(CLERK),
    "hearings:move": task(CLERK),
    "hearings:cancel": task(CLERK),
    "hearings:panel": task(CLERK),
    "hearings:begin": task(CLERK),
    "hearings:attendance": task(CLERK),
    "hearings:outcome": task(CLERK),
    "hearings:decision_letter": task(CLERK),
    "hearings:family_request": task(AUTHORITY | HOME | {"clerk", "head", "trust"}),
    "hearings:permission": task(CLERK | {"trust"}),
    "hearings:correct_request": task(CLERK),
    "hearings:correct_permission": task(CLERK),
    "hearings:answer": form(SEE_THE_CASE),
    # People, schools and addresses
    "choose_password": form(OPEN),
    "organisations:people": read(MANAGE_ANYWHERE),
    "organisations:found": form(MANAGE_ANYWHERE),
    "organisations:add_person": form(MANAGE_ANYWHERE),
    "organisations:person": form(frozenset({"manager"})),
    "organisations:password_link": Row(get=None, post=frozenset({"manager"})),
    "casework:leaver": form(frozenset({"manager"})),
    "organisations:reset_second_step": Row(get=None, post=frozenset({"manager"})),
    "organisations:schools": read(OWN_SCHOOLS_ANYWHERE),
    "organisations:school_type": form(NOBODY),  # the register says of which type it is
    "organisations:acting_for": form(NOBODY),  # nobody here works for two authorities
    "casework:default_calendar": form(OFFICERS_ANYWHERE),
    "casework:contacts": form(KEEP_CONTACTS_ANYWHERE),
    "casework:verify_contact": form(frozenset({"manager"})),
    # Published figures: none is published in the world of this test
    "transparency:index": read(OPEN),
    "transparency:publish": form(MANAGE_ANYWHERE),
    "transparency:preview": form(MANAGE_ANYWHERE),
    "transparency:year": read(NOBODY),
    "transparency:year-data": read(NOBODY),
    "transparency:authority": read(NOBODY),
    "transparency:authority-data": read(NOBODY),
    "transparency:release": read(NOBODY),
    "transparency:release-data": read(NOBODY),
    # Letters
    "notifications:worklist": read(EVERYBODY),
    "notifications:message": read(AUTHORITY),
    "notifications:file": read(AUTHORITY),
    "notifications:send_again": Row(get=None, post=AUTHORITY),
    "notifications:settle": form(AUTHORITY),
    "notifications:posted": form(AUTHORITY),
    # Data protection
    "data_protection:overview": read(OFFICERS_ANYWHERE),
    "data_protection:propose": form(MANAGE_ANYWHERE),
    "data_protection:disposal": read(frozenset({"manager"})),
    "data_protection:approve": Row(get=None, post=frozenset({"manager"})),
    "data_protection:withdraw": Row(get=None, post=frozenset({"manager"})),
    "data_protection:certificate": read(frozenset({"manager"})),
    "data_protection:begin_export": Row(get=None, post=AUTHORITY | {"head"}),
    "data_protection:export": read(AUTHORITY | {"head"}),
    "data_protection:part": form(AUTHORITY | {"head"}),
    "data_protection:release_export": Row(get=None, post=AUTHORITY | {"head"}),
    "data_protection:export_link": Row(get=None, post=AUTHORITY | {"head"}),
    "data_protection:export_file": read(NOBODY),  # a link is made for one person and five minutes
    "data_protection:case": read(AUTHORITY | {"head"}),
    "data_protection:hold": form(AUTHORITY),
    "data_protection:release": form(AUTHORITY),
    # The systems of schools
    "programs:systems": read(KEEP_SYSTEMS_ANYWHERE),
    "programs:add_system": form(KEEP_SYSTEMS_ANYWHERE),
    "programs:system": read(KEEP_THE_SYSTEM),
    "programs:change_secret": Row(get=None, post=KEEP_THE_SYSTEM),
    "programs:withdraw": Row(get=None, post=KEEP_THE_SYSTEM),
    # For programs
    "problems": read(OPEN),
    "programs-api:token": Row(get=None, post=OPEN),  # whoever knows a secret
    "casework-api:notices": Row(get=None, post=EVERYBODY),
    "casework-api:notice": read(DRAFTERS),
    "casework-api:confirm": Row(get=None, post=DRAFTERS),
    "casework-api:cases": read(EVERYBODY),
    "casework-api:case": read(KEEP_THE_CASE),
    "casework-api:deadlines": read(KEEP_THE_CASE),
    "casework-api:deadline": read(KEEP_THE_CASE),
    "casework-api:messages": read(KEEP_THE_CASE),
    "casework-api:follow-up": Row(get=KEEP_THE_CASE, post=DRAFTERS),
    "casework-api:documents": Row(get=SEE_THE_CASE, post=FILE_PAPERS),
    "casework-api:document": read(KEEP_THE_CASE | {"seated"}),
    "casework-api:document-file": read(NOBODY),  # this link was given to nobody
    "casework-api:schema": read(OPEN),
    "hearings-api:hearings": read(SEE_THE_CASE),
    "hearings-api:hearing": read(SEE_THE_CASE),
    "hearings-api:invitation": read(SEE_THE_CASE),
    "hearings-api:answer": Row(get=None, post=SEE_THE_CASE),  # the action refuses after the form
    "hearings-api:attendance-requests": Row(get=None, post=SEE_THE_CASE),
    "hearings-api:speaking-permissions": Row(get=None, post=SEE_THE_CASE),
    "hearings-api:move": Row(get=None, post=CLERK, told_whose=SEE_THE_CASE - CLERK),
    "hearings-api:cancel": Row(get=None, post=CLERK, told_whose=SEE_THE_CASE - CLERK),
}
PUBLIC_THOUGH_EMPTY = frozenset(  # not found by whoever asks, signed in or not
    name
    for name in MATRIX
    if name.startswith(("transparency:", "openid_connect_", "casework:join"))
    and NOBODY in (MATRIX[name].get, MATRIX[name].post)
)
