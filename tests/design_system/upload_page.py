"""A form with a file, for the tests alone."""

from datetime import date

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import path

from design_system import fields, uploads
from design_system.forms import PageForm


class LetterForm(PageForm):
    about = fields.TextField(what="what it is about", label="What is it about?")
    letter = uploads.UploadField(what="the letter", label="Letter")


def show(request: HttpRequest) -> HttpResponse:
    form = LetterForm(request.POST or None, request.FILES or None, today=date(2026, 10, 6))
    if form.is_valid():
        letter = form.cleaned_data["letter"]
        told = [letter.name, letter.kind, letter.content_type, letter.size, len(letter.read())]
        return HttpResponse("|".join(map(str, told)), content_type="text/plain")
    status = 422 if form.is_bound else 200
    return render(request, "style/form.html", {"form": form}, status=status)


urlpatterns = [path("letter/", show)]
