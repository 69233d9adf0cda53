"""What happens once a review panel has begun: who may go on, and how it decides (I18-I22)."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from statute.law.panel import LEFT_AT_LEAST
from statute.outcomes import PanelOutcome
from statute.panel import Category, Defect, Member

TWO_WAYS = 2  # only votes split two ways are equal votes

CATEGORIES_IN_WORDS: Mapping[Category, str] = {
    Category.LAY: "lay member",
    Category.HEAD: "head",
    Category.GOVERNOR: "governor",
}


def find_going_on_defects(began: Sequence[Member], now: Sequence[Member]) -> list[Defect]:
    """
    Return why a panel that began with some members may not go on with those of ``now`` (I20).

    None means that it goes on. A newcomer is sent away whoever is left; a panel that has too few,
    or none of a category, ceases, and a new panel starts afresh.

    Source: SI 2012/1033 Sch 1 para 3(9), (11), (12).
    """
    before = {member.key for member in began}
    defects = [
        Defect("I20", f"{member.name} was not there from the start: nobody joins a review midway")
        for member in now
        if member.key not in before
    ]
    left = [member for member in now if member.key in before]
    afresh = "the review stops, and a new panel starts it afresh"
    if len(left) < LEFT_AT_LEAST.number:
        told = f"Fewer than {LEFT_AT_LEAST.number} members are left: {afresh}"
        defects.append(Defect("I20", told))
    kinds = {member.category for member in left}
    defects += [
        Defect("I20", f"No {words} is left: {afresh}")
        for category, words in CATEGORIES_IN_WORDS.items()
        if category not in kinds
    ]
    return defects


@dataclass(frozen=True, slots=True)
class Vote:
    """What a vote comes to: an outcome, or why there is none yet."""

    outcome: PanelOutcome | None
    defects: tuple[Defect, ...] = ()


def count_votes(
    votes: Mapping[int, PanelOutcome], *, members: Sequence[Member], second: PanelOutcome | None
) -> Vote:
    """
    Return what the panel decides: more than half the votes cast, or the chair's second vote (I21).

    ``votes`` are by the key of a member; ``second`` is the chair's second vote, counted only where
    two outcomes have half each. Where three outcomes share the votes and none has more than half,
    nothing is decided: each is put to the vote in turn. That is a reading: the text speaks of a
    majority and of equal votes, and not of three ways.

    Source: SI 2012/1033 Sch 1 para 15.
    """
    sitting = {member.key for member in members}
    if any(key not in sitting for key in votes):
        told = "Somebody who is not on the panel has voted: count the members' votes alone"
        return Vote(None, (Defect("I21", told),))
    counted = Counter(votes.values()).most_common()
    if not counted:
        return Vote(None, (Defect("I21", "Nobody has voted: put the outcome to the vote"),))
    first, most = counted[0]
    if most * 2 > len(votes):
        return Vote(first)
    if len(counted) > TWO_WAYS:
        told = "No outcome has more than half the votes: put each outcome to the vote in turn"
        return Vote(None, (Defect("I21", told),))
    if second not in votes.values():
        told = "The votes are equal: the chair casts a second vote for one of the two"
        return Vote(None, (Defect("I21", told),))
    return Vote(second)


@dataclass(frozen=True, slots=True, kw_only=True)
class ExpertAtReview:
    """What became of a family's request for an SEN expert."""

    was_requested: bool
    is_present: bool
    family_knows_it_may_adjourn: bool = False
    family_asks_to_adjourn: bool = False


def must_adjourn(expert: ExpertAtReview) -> bool:
    """Tell whether the panel must adjourn: the expert asked for is absent, and they ask (I19)."""
    return expert.was_requested and not expert.is_present and expert.family_asks_to_adjourn


def find_hearing_on_defects(expert: ExpertAtReview) -> list[Defect]:
    """Return why the panel may not hear on without the SEN expert who was asked for (I19)."""
    if must_adjourn(expert):
        told = "The expert asked for is not here and the family asks to adjourn: adjourn"
        return [Defect("I19", told)]
    absent = expert.was_requested and not expert.is_present
    if absent and not expert.family_knows_it_may_adjourn:
        told = "The expert asked for is not here: tell the family that it may ask to adjourn"
        return [Defect("I19", told)]
    return []


def may_sit_in_public(*, arranging_authority_directs_it: bool) -> bool:
    """Tell whether others may come: a review is private unless it is directed not to be (I18)."""
    return arranging_authority_directs_it


# I19. Whom an adjournment would touch: each is weighed before the panel adjourns.
WEIGHED_BEFORE_ADJOURNING: tuple[str, ...] = (
    "the parties",
    "any victim",
    "the pupil",
    "any parent",
)


def find_adjourning_defects(weighed: frozenset[str]) -> list[Defect]:
    """Return which effects of an adjournment have not been weighed yet (Sch 1 para 13)."""
    missing = [effect for effect in WEIGHED_BEFORE_ADJOURNING if effect not in weighed]
    if not missing:
        return []
    told = f"Weigh what an adjournment would do to {', '.join(missing)} before adjourning"
    return [Defect("I19", told)]


def find_expert_view_defects(expert: ExpertAtReview, *, view_was_weighed: bool) -> list[Defect]:
    """Return why the panel may not decide: an expert was there, and was not heard (I22)."""
    if expert.is_present and not view_was_weighed:
        told = "An SEN expert is present: seek and weigh their view before deciding"
        return [Defect("I22", told)]
    return []


def find_combining_defects(
    *, is_fair: bool, are_connected: bool, agreed: Mapping[str, bool]
) -> list[Defect]:
    """Return why reviews may not be heard together; ``agreed`` is by party (Sch 1 para 16)."""
    defects = []
    if not is_fair:
        defects.append(Defect("I21", "Hearing the reviews together would not be fair: hear each"))
    if not are_connected:
        defects.append(Defect("I21", "The exclusions are not connected: hear each review alone"))
    if refusing := [party for party, agrees in agreed.items() if not agrees]:
        told = f"Every party must agree to one hearing. Not yet: {', '.join(refusing)}"
        defects.append(Defect("I21", told))
    return defects
