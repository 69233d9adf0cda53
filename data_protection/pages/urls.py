"""The addresses of holds, disposals and exports: random ids, no names."""

from django.urls import URLPattern, URLResolver, path

from data_protection.pages import disposals, holds, overview

app_name = "data_protection"
DISPOSAL = "data-protection/disposals/<uuid:disposal_id>"
urlpatterns: list[URLPattern | URLResolver] = [
    path("data-protection/", overview.show, name="overview"),
    path("data-protection/disposals/new/", disposals.propose, name="propose"),
    path(f"{DISPOSAL}/", disposals.show, name="disposal"),
    path(f"{DISPOSAL}/approval/", disposals.approve, name="approve"),
    path(f"{DISPOSAL}/withdrawal/", disposals.withdraw, name="withdraw"),
    path(f"{DISPOSAL}/certificate.pdf", disposals.send_certificate, name="certificate"),
    path("cases/<uuid:public_id>/protection/", holds.show_case, name="case"),
    path("cases/<uuid:public_id>/protection/hold/", holds.put_on_hold, name="hold"),
    path("holds/<uuid:hold_id>/release/", holds.release_hold, name="release"),
]
