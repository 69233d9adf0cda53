"""
The tables that no policy closes, each with the reason: a reviewed list, and a short one.

Whatever is not here must have row-level security forced. A new table is closed from the migration
that makes it (:mod:`row_security.policies`), or is added here by somebody who says why nothing in
it is about a child.
"""

from collections.abc import Mapping

PLUMBING = "Django's own bookkeeping: names of models, permissions and migrations"
ACCOUNT = "read by its secret or its address before anybody is known; about staff, never a child"
REGISTER = "the public register of schools, trusts and authorities, or days that they publish"
STAFF = "who works where: read to find out what a person reaches, so before anything is in reach"
CHAIN = "numbers and hashes of chains, and no event"
PUBLISHED = "figures for the public, after small numbers are hidden"

OPEN_TABLES: Mapping[str, str] = {
    "account_emailaddress": ACCOUNT,
    "account_emailconfirmation": ACCOUNT,
    "audit_chainhead": CHAIN,
    "audit_checkpoint": CHAIN,
    "audit_checkpointleaf": CHAIN,
    "auth_group": PLUMBING,
    "auth_group_permissions": PLUMBING,
    "auth_permission": PLUMBING,
    "casework_casereference": "the last number given out for an authority and a year",
    "django_content_type": PLUMBING,
    "django_migrations": PLUMBING,
    "django_session": "read by its secret key before anybody is known; words sought are sealed",
    "mfa_authenticator": ACCOUNT,
    "organisations_bankholiday": REGISTER,
    "organisations_cache": "counts of tries to sign in, under hashed names",
    "organisations_calendarversion": REGISTER,
    "organisations_contact": "addresses of organisations that letters may go to",
    "organisations_localauthority": REGISTER,
    "organisations_membership": STAFF,
    "organisations_registerreading": REGISTER,
    "organisations_school": REGISTER,
    "organisations_schoollink": REGISTER,
    "organisations_schoolrecord": REGISTER,
    "organisations_statedschooltype": REGISTER,
    "organisations_trust": REGISTER,
    "organisations_user": STAFF,
    "organisations_user_groups": PLUMBING,
    "organisations_user_user_permissions": PLUMBING,
    "programs_bearertoken": ACCOUNT,
    "programs_client": STAFF,
    "programs_clientsecret": ACCOUNT,
    "programs_personaltoken": ACCOUNT,
    "socialaccount_socialaccount": ACCOUNT,
    "socialaccount_socialapp": ACCOUNT,
    "socialaccount_socialtoken": ACCOUNT,
    "transparency_figure": PUBLISHED,
    "transparency_release": PUBLISHED,
    "usersessions_usersession": ACCOUNT,
}
OWNERS_FUNCTIONS: Mapping[str, str] = {  # that run with the rights of the tables' owner
    "audit_chain": "adds each event to its chain, whose ends the service may not write",
}
