import pytest
from pytestqt.qtbot import QtBot

from aijournal.ui.widgets.banner import Banner, Banners, Trouble
from tests.ui.stage import Counted, Neighbours, press_space


@pytest.fixture
def banners(qtbot: QtBot) -> Banners:
    banners = Banners()
    qtbot.addWidget(banners)
    banners.show()
    return banners


def test_without_trouble_there_is_nothing(banners: Banners) -> None:
    assert not any(banners[trouble].isVisible() for trouble in Trouble)


def test_each_trouble_stays_until_it_is_over(banners: Banners) -> None:
    banners.tell(Trouble.BACKUP_FAILED, "The latest backup failed", "The folder is gone.", "Try again")
    banners.tell(Trouble.DISK_FULL, "The disk is full", "It needs 3 MB.")
    assert banners.findChildren(Banner) == [banners[trouble] for trouble in Trouble]
    assert not banners[Trouble.DISK_FULL].action.isVisible()
    banners.settle(Trouble.DISK_FULL)
    assert not banners[Trouble.DISK_FULL].isVisible()
    assert banners[Trouble.BACKUP_FAILED].words == "The latest backup failed\nThe folder is gone."
    assert banners[Trouble.BACKUP_FAILED].accessibleName() == "The latest backup failed"


def test_what_can_be_done_is_one_button(banners: Banners, qtbot: QtBot) -> None:
    banners.tell(Trouble.BACKUP_FAILED, "The latest backup failed", "", "Try again")
    with qtbot.waitSignal(banners.backup_asked):
        banners[Trouble.BACKUP_FAILED].action.click()
    banners.tell(Trouble.DAMAGED, "The journal’s file is damaged", "", "Show Safety")
    with qtbot.waitSignal(banners.safety_asked):
        banners[Trouble.DAMAGED].action.click()


def test_a_trouble_that_is_over_leaves_the_keyboard_where_nothing_is_pressed(
    banners: Banners, neighbours: Neighbours, qtbot: QtBot
) -> None:
    pressed, asked = neighbours.take(banners, qtbot), Counted(banners.backup_asked)
    banners.tell(Trouble.BACKUP_FAILED, "The latest backup failed", "", "Try again")
    press_space(banners[Trouble.BACKUP_FAILED].action)
    banners.settle(Trouble.BACKUP_FAILED)
    press_space()
    assert (asked.count, pressed) == (1, [])


def test_the_same_words_stand_there_once_and_come_back(qtbot: QtBot) -> None:
    banners = Banners()
    qtbot.addWidget(banners)
    banners.show()
    for trouble in (Trouble.BACKUP_FAILED, Trouble.DISK_FULL):
        banners.tell(trouble, "The disk is full", "Make room.")
    assert banners[Trouble.DISK_FULL].isVisible()
    assert not banners[Trouble.BACKUP_FAILED].isVisible()
    banners.settle(Trouble.DISK_FULL)
    assert banners[Trouble.BACKUP_FAILED].isVisible()
    banners.settle(Trouble.BACKUP_FAILED)
    assert not banners[Trouble.BACKUP_FAILED].isVisible()
