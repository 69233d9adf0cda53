"""The addresses of the API about programs themselves, below /api/v1/."""

from django.urls import path

from programs.api.token import TokenView

app_name = "programs-api"
urlpatterns = [path("token/", TokenView.as_view(), name="token")]
