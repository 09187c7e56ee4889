"""When a reminder may come: the person's days and hours, and once a day."""

from datetime import date, datetime, time, timedelta

from aijournal.settings import Settings, Weekday

_WEEK = tuple(Weekday)


def may_come(settings: Settings, now: datetime, reminded_on: date | None) -> bool:
    """Whether a reminder may come at a moment on the person's clock.

    A day that lies ahead, by a clock that was wrong, counts as today.
    """
    is_done = reminded_on is not None and reminded_on >= now.date()
    return settings.has_reminder and not is_done and _is_within(settings, now)


def next_chance(settings: Settings, now: datetime, reminded_on: date | None) -> datetime | None:
    """Return when a reminder may come next, `now` if it may already; `None` if none is wanted."""
    if not settings.has_reminder or not settings.reminder_days:
        return None
    if may_come(settings, now, reminded_on):
        return now
    days = (now.date() + timedelta(days=ahead) for ahead in range(2 * len(_WEEK)))
    starts = (datetime.combine(day, time(settings.reminder_from_hour), now.tzinfo) for day in days)
    return next((one for one in starts if one > now and may_come(settings, one, reminded_on)), None)


def _is_within(settings: Settings, now: datetime) -> bool:
    is_hour = settings.reminder_from_hour <= now.hour < settings.reminder_until_hour
    return is_hour and _WEEK[now.weekday()] in settings.reminder_days
