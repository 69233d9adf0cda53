"""The addresses of the pages of hearings. Nouns and random ids: no address says a child's name."""

from django.urls import path

from hearings.pages import (
    attendance,
    corrections,
    hearing,
    inviting,
    listing,
    outcome,
    panel,
    session,
)

app_name = "hearings"
urlpatterns = [
    path("hearings/", hearing.show_hearings, name="hearings"),
    path("cases/<uuid:public_id>/hearing/new/", listing.list_hearing, name="list_hearing"),
    path("cases/<uuid:public_id>/family-request/", attendance.request, name="family_request"),
    path("cases/<uuid:public_id>/speaking-permission/", attendance.permit, name="permission"),
    path(
        "cases/<uuid:public_id>/family-request/correction/",
        corrections.correct_request,
        name="correct_request",
    ),
    path(
        "cases/<uuid:public_id>/speaking-permission/correction/",
        corrections.correct_permission,
        name="correct_permission",
    ),
    path("cases/<uuid:public_id>/invited/", inviting.show_invited, name="invited"),
    path(
        "cases/<uuid:public_id>/invited/<uuid:invitation_id>/revocation/",
        inviting.revoke,
        name="revoke",
    ),
    path("hearings/<uuid:public_id>/", hearing.show_hearing, name="hearing"),
    path("hearings/<uuid:public_id>/move/", listing.move, name="move"),
    path("hearings/<uuid:public_id>/cancel/", listing.cancel, name="cancel"),
    path("hearings/<uuid:public_id>/panel/", panel.change_panel, name="panel"),
    path("hearings/<uuid:public_id>/beginning/", session.begin, name="begin"),
    path("hearings/<uuid:public_id>/attendance/", outcome.record_held, name="attendance"),
    path("hearings/<uuid:public_id>/outcome/", outcome.record_outcome, name="outcome"),
    path("hearings/<uuid:public_id>/decision-letter/", outcome.give_letter, name="decision_letter"),
    path("invitations/<uuid:public_id>/", attendance.answer, name="answer"),
]
