"""The addresses of holds, disposals and exports: random ids, no names."""

from django.urls import URLPattern, URLResolver, path

from data_protection.pages import disposals, exports, holds, overview

app_name = "data_protection"
EXPORT = "exports/<uuid:export_id>"
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
    path("cases/<uuid:public_id>/protection/export/", exports.begin, name="begin_export"),
    path(f"{EXPORT}/", exports.show, name="export"),
    path(f"{EXPORT}/parts/<int:number>/", exports.decide, name="part"),
    path(f"{EXPORT}/release/", exports.release, name="release_export"),
    path(f"{EXPORT}/link/", exports.make_link, name="export_link"),
    path(f"{EXPORT}/file/<str:token>/", exports.send, name="export_file"),
    path("holds/<uuid:hold_id>/release/", holds.release_hold, name="release"),
]
