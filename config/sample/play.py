"""Plays each story through the same actions that people use, on the days on which they would."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from casework.models import Case
from config.sample import casework_acts, hearing_acts
from config.sample.scene import Act, Scene
from config.sample.stories import Ending, is_academy

SENT_WITHIN = timedelta(seconds=20)


def play(scene: Scene) -> Case:
    """Play every act whose time has come, and return the case."""
    given_at = min(scene.at(0, 14), scene.cast.until - timedelta(hours=1))
    casework_acts.give_notice(scene, given_at)
    casework_acts.settle_letters(scene, given_at + SENT_WITHIN)
    for moment, act in _acts(scene):
        if moment >= scene.cast.until:
            break
        act(scene, moment)
        casework_acts.settle_letters(scene, moment + SENT_WITHIN)
    return scene.case


Acts = Iterator[tuple[datetime, Act]]


def _acts(scene: Scene) -> Acts:
    story, at = scene.story, scene.at
    yield at(1 if story.mail_was_down else 0, 15), casework_acts.tell_authorities
    yield at(0, 15), casework_acts.tell_care
    if story.ending is Ending.BOARD_NOT_TOLD:
        return
    if story.ending is Ending.CANCELLED:
        yield at(4, 10), casework_acts.cancel
        return
    if story.family_asks and is_academy(story):
        yield from _ask(scene)
    if story.ending is not Ending.UNLISTED:
        yield from _hear(scene)


def _ask(scene: Scene) -> Acts:
    yield scene.at(1, 16), hearing_acts.ask_for_the_authority
    if scene.story.trust_agrees:
        yield scene.at(2, 11), hearing_acts.let_it_speak


def _hear(scene: Scene) -> Acts:
    story, at = scene.story, scene.at
    # An authority that is not in the service records no education here.
    is_taught = not (story.lives_elsewhere and story.is_far)
    yield at(3, 10), hearing_acts.list_hearing
    if is_taught:
        yield at(3, 15), casework_acts.offer_education
        yield at(4, 11), casework_acts.accept_education
    yield at(4, 12), hearing_acts.answer
    if story.is_moved:
        yield at(5, 7), hearing_acts.move_hearing
    if is_taught:
        yield at(story.education_after, 9), casework_acts.start_education
    held_after = story.hearing_after + story.is_moved
    yield at(held_after, 17), hearing_acts.hold
    yield at(held_after + 1, 10), hearing_acts.give_letter
    if story.ending is Ending.DECLINED:
        yield at(held_after + 20, 10), casework_acts.conclude
