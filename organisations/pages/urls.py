"""The addresses of the pages about organisations and people."""

from django.urls import path

from organisations.pages import acting_for, people, schools, second_factors

app_name = "organisations"
urlpatterns = [
    path("people/", people.list_people, name="people"),
    path("people/found/", people.find_people, name="found"),
    path("people/new/", people.add_person, name="add_person"),
    path("people/<uuid:public_id>/", people.show_person, name="person"),
    path("people/<uuid:public_id>/link/", people.give_password_link, name="password_link"),
    path("people/<uuid:public_id>/second-step/", second_factors.reset, name="reset_second_step"),
    path("schools/", schools.list_schools, name="schools"),
    path("schools/<int:urn>/type/", schools.state_type, name="school_type"),
    path("acting-for/", acting_for.choose_authority, name="acting_for"),
]
