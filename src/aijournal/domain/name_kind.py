"""What has names that a person picks from."""

from enum import StrEnum


class NameKind(StrEnum):
    """What has names to pick from."""

    PROJECT = "project"
    TOOL = "tool"
    TASK = "task"
    TAG = "tag"
    MODEL = "model"
