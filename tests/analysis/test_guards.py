import pytest

from aijournal.analysis.guards import Evidence, Figure, held_back
from aijournal.analysis.room import Room


@pytest.mark.parametrize(
    ("figure", "interactions", "days", "shown"),
    [
        (Figure.RATE, 4, 4, False),
        (Figure.RATE, 5, 1, True),
        (Figure.VPT, 19, 30, False),
        (Figure.VPT, 200, 7, False),
        (Figure.VPT, 20, 8, True),
        (Figure.NET_INTERVAL, 20, 7, False),
        (Figure.NET_INTERVAL, 20, 8, True),
        (Figure.PER_USD, 19, 8, False),
        (Figure.PER_USD, 20, 8, True),
    ],
)
def test_a_figure_is_shown_from_its_guard_on(
    figure: Figure, interactions: int, days: int, *, shown: bool
) -> None:
    assert (held_back(figure, Evidence(interactions, days, length=30)) is None) is shown


@pytest.mark.parametrize(
    ("figure", "evidence", "missing"),
    [
        # Two rated in four days: three more take six.
        (Figure.RATE, Evidence(2, 2, 4), "3 more rated interactions, about 6 days at your pace"),
        (Figure.RATE, Evidence(4, 1, 1), "1 more rated interaction, about 1 day at your pace"),
        (Figure.RATE, Evidence(0, 0, 9), "5 more rated interactions"),
        (
            Figure.VPT,
            Evidence(8, 8, 2),
            "12 more interactions with minutes and tokens, about 3 days at your pace",
        ),
        (Figure.VPT, Evidence(50, 7, 14), "1 more day with such interactions, about 2 days at your pace"),
        (
            Figure.VPT,
            Evidence(10, 4, 5),
            "10 more interactions with minutes and tokens, on 4 more days, about 5 days at your pace",
        ),
        (Figure.VPT, Evidence(0, 0, 0), "20 more interactions with minutes and tokens, on 8 more days"),
        (
            Figure.NET_INTERVAL,
            Evidence(19, 8, 1),
            "1 more interaction with net minutes, about 1 day at your pace",
        ),
    ],
)
def test_a_guard_says_what_is_missing(figure: Figure, evidence: Evidence, missing: str) -> None:
    lack = held_back(figure, evidence)
    assert lack
    assert lack.missing == missing


def test_a_pace_that_the_period_has_no_room_for_is_not_told() -> None:
    def missing(days_left: int | None) -> str:
        lack = held_back(Figure.VPT, Evidence(10, 4, 5, Room(days=31, days_left=days_left)))
        assert lack
        return lack.missing

    bare = "10 more interactions with minutes and tokens, on 4 more days"
    assert [missing(0), missing(4)] == [bare, bare]
    assert [missing(5), missing(None)] == [f"{bare}, about 5 days at your pace"] * 2


@pytest.mark.parametrize(
    ("length", "pace"),
    [(91, "about 364 days at your pace"), (92, "more than a year at your pace")],
)
def test_a_pace_of_years_is_not_counted_in_days(length: int, pace: str) -> None:
    lack = held_back(Figure.RATE, Evidence(1, 1, length))
    assert lack
    assert lack.missing == f"4 more rated interactions, {pace}"


@pytest.mark.parametrize(
    ("figure", "name", "room", "sentence"),
    [
        (
            Figure.VPT,
            "value",
            Room(days=7, days_left=7),
            "Value per token needs 8 days, more than the 7 there are here",
        ),
        (Figure.NET_INTERVAL, "net", Room(days=1), "A range needs 8 days, more than the 1 there is here"),
        (
            Figure.RATE,
            "rate",
            Room(days=1, interactions=1),
            "Helped and hurt need 5 rated interactions, more than the 1 there is here",
        ),
        (Figure.RATE, "rate", Room(days=1), "Helped and hurt need 4 more rated interactions"),
        (
            Figure.VPT,
            "value",
            Room(days=8),
            "Value per token needs 19 more interactions with minutes and tokens, on 7 more days",
        ),
    ],
)
def test_what_can_never_come_is_not_promised(figure: Figure, name: str, room: Room, sentence: str) -> None:
    lack = held_back(figure, Evidence(1, 1, 0, room))
    assert lack
    assert lack.sentence(name) == sentence
