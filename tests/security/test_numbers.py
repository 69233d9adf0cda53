"""A number that no column holds, in each box of each form and each place of an address."""

from urllib.parse import urlencode

import pytest
from django import forms
from django.test import Client
from django.urls import NoReverseMatch, reverse

from design_system.forms import PageForm
from tests.authorisation.routes import walk
from tests.authorisation.world import build
from tests.security.test_form_fuzzer import ANSWERS, URLENCODED, find_targets
from tests.security.visitor import Visitor

TOO_LARGE = (2**31, 2**63, 10**40, -(2**63) - 1)
TYPED = ("text", "number", "textarea", "hidden", "email", "tel", "")


@pytest.fixture
def world(db, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    return build()


def find_forms(parent=PageForm):
    for form in parent.__subclasses__():
        yield form
        yield from find_forms(form)


def test_each_box_for_a_number_has_a_limit_that_the_smallest_column_holds():
    list(walk())  # imports every form
    boxes = {
        f"{form.__name__}.{name}": box.max_value
        for form in find_forms()
        for name, box in form.base_fields.items()
        if isinstance(box, forms.IntegerField)
    }
    assert {name: most for name, most in boxes.items() if not most or most > 2**15 - 1} == {}
    assert "OfferForm.hours_per_week" in boxes


@pytest.mark.parametrize("number", TOO_LARGE)
def test_no_form_breaks_on_a_number_that_is_too_large(world, number):
    visitors = {"": Visitor(), **{name: Visitor(user) for name, user in world.people.items()}}
    broken = {}
    for target in find_targets(world, visitors):
        boxes = target.form.fields.values()
        typed = {
            box.name: number if box.kind in TYPED else (box.offered or [number])[0] for box in boxes
        }
        answer = visitors[target.who].ask(
            "generic", "POST", target.url, urlencode(typed), URLENCODED
        )
        if answer.status_code not in ANSWERS:
            broken[target.url] = answer.status_code
    assert broken == {}


def test_no_address_breaks_on_one(world):
    browser = Client(raise_request_exception=False)
    browser.force_login(world.people["manager"])
    asked = {}
    for route in walk():
        for number in TOO_LARGE[:3]:
            try:
                address = reverse(route.name, args=[number] * len(route.parameters))
            except (NoReverseMatch, AttributeError):
                continue  # it takes random names alone, or school years
            asked[address] = browser.get(address).status_code
    assert {url: code for url, code in asked.items() if code not in ANSWERS} == {}
    assert len([url for url in asked if str(10**40) in url]) > 3
