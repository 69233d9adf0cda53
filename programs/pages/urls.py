"""The addresses of the pages about schools' systems."""

from django.urls import path

from programs.pages import systems

app_name = "programs"
urlpatterns = [
    path("systems/", systems.list_systems, name="systems"),
    path("systems/new/", systems.add_system, name="add_system"),
    path("systems/<uuid:public_id>/", systems.show_system, name="system"),
    path("systems/<uuid:public_id>/secret/", systems.change_secret, name="change_secret"),
    path("systems/<uuid:public_id>/withdraw/", systems.withdraw, name="withdraw"),
]
