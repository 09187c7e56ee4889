"""Exports of chat services as they look, with invented content."""

import json
from typing import Any

SECONDS = 1_772_456_400.5  # 2026-03-02 13:00:00.5 UTC


def node(
    key: str, parent: str | None, role: str = "", text: object = "", at: float | None = None, **fields: Any
) -> dict[str, Any]:
    """Return a node of ChatGPT's tree; one without a role has no message."""
    parts = text if isinstance(text, list) else [text]
    message = {
        "id": f"m-{key}",
        "author": {"role": role, "name": None, "metadata": {}},
        "create_time": at,
        "content": fields.pop("content", {"content_type": "text", "parts": parts}),
        "status": "finished_successfully",
        "metadata": fields.pop("metadata", {}),
        "recipient": "all",
        **fields,
    }
    return {"id": key, "parent": parent, "children": [], "message": message if role else None}


def chatgpt_conversation(*nodes: dict[str, Any], native_id: str = "c-1", **fields: Any) -> dict[str, Any]:
    """Return a conversation of ChatGPT's export."""
    return {
        "title": "A title that is not kept",
        "create_time": SECONDS,
        "update_time": SECONDS + 60,
        "mapping": {one["id"]: one for one in nodes},
        "current_node": nodes[-1]["id"] if nodes else None,
        "conversation_id": native_id,
        "default_model_slug": "gpt-5-5",
        "id": native_id,
        **fields,
    }


def claude_message(uuid: str, sender: str, text: str = "", **fields: Any) -> dict[str, Any]:
    """Return a message of Claude.ai's export."""
    return {
        "uuid": uuid,
        "text": text,
        "content": [{"type": "text", "text": text}] if text else [],
        "sender": sender,
        "created_at": "2026-03-02T13:00:00.500000Z",
        "updated_at": "2026-03-02T13:00:00.500000Z",
        "attachments": [],
        "files": [],
        **fields,
    }


def claude_conversation(*messages: dict[str, Any], uuid: str = "c-1", **fields: Any) -> dict[str, Any]:
    """Return a conversation of Claude.ai's export."""
    return {
        "uuid": uuid,
        "name": "A name that is not kept",
        "summary": "",
        "created_at": "2026-03-02T12:59:00.000000Z",
        "updated_at": "2026-03-02T13:09:00.000000Z",
        "account": {"uuid": "acc-1"},
        "chat_messages": list(messages),
        **fields,
    }


def activity(title: str, at: str = "2026-03-02T15:07:57.773Z", **fields: object) -> dict[str, Any]:
    """Return an activity of Google Takeout."""
    return {
        "header": "Gemini Apps",
        "title": title,
        "time": at,
        "products": ["Gemini Apps"],
        "activityControls": ["Gemini Apps Activity"],
        **fields,
    }


ANSWERED: dict[str, Any] = {"safeHtmlItem": [{"html": "<p>An answer.</p>"}]}


def exported(*elements: object) -> bytes:
    """Return the text of an export."""
    return json.dumps(elements, indent=1).encode()
