"""The addresses of the API of hearings, below /api/v1/."""

from django.urls import path

from hearings.api import changes, views

app_name = "hearings-api"
urlpatterns = [
    path("cases/<uuid:public_id>/hearings/", views.HearingListView.as_view(), name="hearings"),
    path(
        "cases/<uuid:public_id>/attendance-requests/",
        views.AttendanceRequestView.as_view(),
        name="attendance-requests",
    ),
    path(
        "cases/<uuid:public_id>/speaking-permissions/",
        views.SpeakingPermissionView.as_view(),
        name="speaking-permissions",
    ),
    path("hearings/<uuid:public_id>/", changes.HearingView.as_view(), name="hearing"),
    path("hearings/<uuid:public_id>/move/", changes.MoveView.as_view(), name="move"),
    path("hearings/<uuid:public_id>/cancel/", changes.CancelView.as_view(), name="cancel"),
    path("invitations/<uuid:public_id>/", views.InvitationView.as_view(), name="invitation"),
    path("invitations/<uuid:public_id>/answer/", views.AnswerView.as_view(), name="answer"),
]
