import pytest

from aijournal.ui.actions import rebinding
from aijournal.ui.actions.action import Action, Scope
from aijournal.ui.actions.bindings import Bindings

pytestmark = pytest.mark.usefixtures("qapp")  # which keys the system means for text is asked of Qt's platform

SAVE = Action("thing.save", "Save it", "Things", ("Ctrl+S",))
FIND = Action("thing.find", "Find it", "Things", ("Ctrl+F", "/"), Scope.JOURNAL)
GOOD = Action("thing.good", "It was good", "Things", ("4",), Scope.VERDICT)
SKIP = Action("thing.skip", "Not now", "Things", ("S",), Scope.INBOX)
OPEN = Action("thing.open", "Open it", "Things", ("Return",), Scope.INBOX)
LEAVE = Action("thing.leave", "Leave", "Things", (), Scope.SOURCES)
HELP = Action("thing.help", "Help", "Things", ("?",))
TABLE = (SAVE, FIND, GOOD, SKIP, OPEN, LEAVE, HELP)


@pytest.fixture
def bindings() -> Bindings:
    return Bindings(actions=TABLE)


@pytest.mark.parametrize(
    ("key", "action"),
    [
        ("Esc", SKIP),
        ("Tab", SKIP),
        ("Shift+Backtab", SKIP),
        ("Space", SKIP),
        ("Return", SKIP),
        ("Shift+Return", SAVE),
        ("J", SAVE),
        ("/", SAVE),
        ("Ctrl+C", SAVE),
        ("Ctrl+V", SKIP),
        ("Ctrl+A", FIND),
        ("Ctrl+Left", SAVE),
        ("Home", FIND),
        ("Del", SAVE),
    ],
)
def test_what_lines_and_qt_need_is_refused_with_a_reason(key: str, action: Action) -> None:
    reason = rebinding.refusal(key, action)
    assert reason is not None
    assert reason.endswith(".")


@pytest.mark.parametrize(
    ("key", "action"),
    [
        ("J", SKIP),
        ("Del", SKIP),
        ("Down", SKIP),
        ("J", FIND),
        ("Ctrl+J", SAVE),
        ("F6", SAVE),
        ("Return", OPEN),
    ],
)
def test_other_keys_are_not_refused(key: str, action: Action) -> None:
    assert rebinding.refusal(key, action) is None


def test_holders_are_sought_where_the_scopes_overlap(bindings: Bindings) -> None:
    assert rebinding.holders(bindings, SKIP, "4") == (GOOD,)
    assert rebinding.holders(bindings, LEAVE, "4") == ()
    assert rebinding.holders(bindings, LEAVE, "Ctrl+S") == (SAVE,)
    assert rebinding.holders(bindings, SKIP, "?") == ()  # the nearer one is meant, as for the table's own
    assert rebinding.holders(bindings, SKIP, "S") == ()


def test_a_new_key_takes_the_place_of_all_keys(bindings: Bindings) -> None:
    bindings.hold(rebinding.rebound(bindings, FIND, "Ctrl+G"))
    assert bindings.keys("thing.find") == ("Ctrl+G",)
    assert bindings.named("/", Scope.JOURNAL) is None
    assert bindings.keys("thing.save") == ("Ctrl+S",)


def test_two_actions_swap_their_keys(bindings: Bindings) -> None:
    bindings.hold(rebinding.swapped(bindings, SKIP, "4"))
    assert (bindings.keys("thing.skip"), bindings.keys("thing.good")) == (("4",), ("S",))
    bindings.hold(rebinding.swapped(bindings, SKIP, "S"))
    assert bindings.own == {}


def test_who_has_another_key_keeps_that_one(bindings: Bindings) -> None:
    bindings.hold(rebinding.swapped(bindings, SAVE, "Ctrl+F"))
    assert bindings.keys("thing.find") == ("/",)


def test_who_cannot_have_the_other_key_is_left_without(bindings: Bindings) -> None:
    bindings.hold(rebinding.swapped(bindings, SKIP, "Ctrl+S"))
    assert bindings.keys("thing.skip") == ("Ctrl+S",)
    assert bindings.keys("thing.save") == ()


def test_an_action_can_be_without_a_key(bindings: Bindings) -> None:
    bindings.hold(rebinding.without_keys(bindings, SAVE))
    assert bindings.keys("thing.save") == ()
    assert bindings.shown("thing.save") == ""


def test_reset_takes_back_what_others_had_taken(bindings: Bindings) -> None:
    bindings.hold({"thing.skip": ("4",), "thing.good": ("S",), "thing.save": ("Ctrl+J",)})
    bindings.hold(rebinding.reset(bindings, SKIP))
    assert bindings.own == {"thing.save": ("Ctrl+J",)}


def test_unknown_names_stay(bindings: Bindings) -> None:
    bindings.hold({"later.version": ("Ctrl+B",)})
    assert rebinding.rebound(bindings, SAVE, "Ctrl+J") == {
        "later.version": ("Ctrl+B",),
        "thing.save": ("Ctrl+J",),
    }
    assert "later.version" in rebinding.reset(bindings, SAVE)


def test_keys_that_are_none_leave_the_tables_in_force() -> None:
    bindings = Bindings({"thing.save": ("no such key",), "thing.skip": ("ctrl+j", "")}, TABLE)
    assert bindings.keys("thing.save") == ("Ctrl+S",)
    assert bindings.keys("thing.skip") == ("Ctrl+J",)
