from aijournal.ui.entry_table.recent import Recent


def test_what_was_longest_not_asked_for_is_forgotten() -> None:
    recent: Recent[str, int] = Recent(2)
    recent.put("a", 1)
    recent.put("b", 2)
    assert recent.get("a") == 1
    recent.put("c", 3)
    assert recent.get("b") is None
    assert list(recent) == ["a", "c"]
    assert len(recent) == 2
    assert "c" in recent


def test_a_newer_value_takes_the_place_of_the_older() -> None:
    recent: Recent[str, int] = Recent(2)
    recent.put("a", 1)
    recent.put("b", 2)
    recent.put("a", 3)
    recent.put("c", 4)
    assert (recent.get("a"), recent.get("b")) == (3, None)
    recent.clear()
    assert len(recent) == 0
