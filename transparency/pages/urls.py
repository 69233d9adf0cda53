"""The addresses of the published figures. Those of a release never change."""

from django.urls import path, register_converter

from transparency.pages import publish, views
from transparency.pages.converters import AuthorityCode, YearSlug

register_converter(YearSlug, "school_year")
register_converter(AuthorityCode, "la_code")

app_name = "transparency"
ONE = "figures/<school_year:year>/<la_code:code>"
urlpatterns = [
    path("figures/", views.show_index, name="index"),
    path("figures/publish/", publish.choose_year, name="publish"),
    path("figures/publish/<school_year:year>/", publish.preview, name="preview"),
    path("figures/<school_year:year>/", views.show_year, name="year"),
    path("figures/<school_year:year>.csv", views.send_year_data, name="year-data"),
    path(f"{ONE}/", views.show_authority, name="authority"),
    path(f"{ONE}.csv", views.send_data, name="authority-data"),
    path(f"{ONE}/release/<int:number>/", views.show_authority, name="release"),
    path(f"{ONE}/release/<int:number>.csv", views.send_data, name="release-data"),
]
