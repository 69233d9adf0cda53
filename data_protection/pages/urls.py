"""The addresses of holds, disposals and exports: random ids, no names."""

from django.urls import URLPattern, URLResolver, path

from data_protection.pages import holds, overview

app_name = "data_protection"
urlpatterns: list[URLPattern | URLResolver] = [
    path("data-protection/", overview.show, name="overview"),
    path("cases/<uuid:public_id>/protection/", holds.show_case, name="case"),
    path("cases/<uuid:public_id>/protection/hold/", holds.put_on_hold, name="hold"),
    path("holds/<uuid:hold_id>/release/", holds.release_hold, name="release"),
]
