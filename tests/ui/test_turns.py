"""The window gets its turn soon, however busy other threads are."""

from pathlib import Path

from tests.processes import run_python

# The window's thread lets go of the interpreter a hundred times, as painting does, while another one reckons.
_WAIT = """
from threading import Event, Thread
from time import perf_counter
from aijournal.ui.turns import let_window_cut_in

is_over, never = Event(), Event()

def reckon():
    while not is_over.is_set():
        sum(number * number for number in range(10_000))

def waited():
    began = perf_counter()
    for _ in range(100):
        never.wait(1e-6)
    return perf_counter() - began

thread = Thread(target=reckon)
thread.start()
before = waited()
let_window_cut_in()
print(before, waited())
is_over.set()
thread.join()
"""


def test_a_busy_thread_gives_way_to_the_window_in_half_the_time(home: Path) -> None:
    ended = run_python(home, "-c", _WAIT)
    assert (ended.returncode, ended.stderr) == (0, "")
    before, after = map(float, ended.stdout.split())
    assert after < before / 2, f"{before:.3f} s before, {after:.3f} s after"
