"""What keeps Python from looking through all of the window again and again."""

import gc


def put_garbage_off() -> None:
    """Look for no garbage until `keep_window_quick`: what a start makes, it keeps."""
    gc.disable()


def keep_window_quick() -> None:
    """Keep what exists by now, which lives as long as the program, out of the garbage collector's rounds.

    Reading logs makes so many objects that Python looks through all there are again and again, and while it
    goes through the window's own, the window cannot answer: a tenth of a second each time.
    """
    gc.freeze()
    gc.enable()
