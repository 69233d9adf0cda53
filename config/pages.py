"""The pages about the service itself: the same for everybody, signed in or not."""

from django.urls import path
from django.views.generic import TemplateView

NAMES = ("accessibility", "privacy", "cookies", "help")

urlpatterns = [
    path(f"{name}/", TemplateView.as_view(template_name=f"pages/{name}.html"), name=name)
    for name in NAMES
]
