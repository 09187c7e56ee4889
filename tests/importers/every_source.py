"""One small log of every source in the registry, as its tool writes it."""

import json
from collections.abc import Callable, Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Final

from aijournal.importers.cline.importer import KILO_CODE, ROO_CODE
from tests.importers import (
    aider_files,
    amp_files,
    cline_files,
    codex_rollouts,
    continue_files,
    copilot_cli_files,
    cursor_files,
    gemini_files,
    goose_files,
    kimi_files,
    llm_files,
    lm_studio_files,
    open_webui_files,
    opencode_files,
    q_files,
    qwen_files,
    records,
    telemetry,
    vscode_chat_files,
    zed_files,
)
from tests.importers.chat_exports import (
    ANSWERED,
    SECONDS,
    activity,
    chatgpt_conversation,
    claude_conversation,
    claude_message,
    exported,
    node,
)
from tests.importers.tool_logs import write_document, write_lines

_CURSOR_ROW = "2026-03-02T13:00:00.123Z,dev,Included,acme-1,No,1200,300,5000,40,6540,0.1"
_CURSOR_HEAD = (
    "Date,User,Kind,Model,Max Mode,Input (w/ Cache Write),Input (w/o Cache Write),Cache Read,Output Tokens,"
    "Total Tokens,Cost"
)
_SPENT = {
    "request_id": "req-1",
    "call_type": "acompletion",
    "startTime": "2026-03-02 13:00:00.500",
    "endTime": "2026-03-02 13:00:04",
    "prompt_tokens": 2410,
    "completion_tokens": 320,
    "model": "openai/gpt-5.5",
    "session_id": "talk-1",
}


def _claude_code(home: Path) -> Path:
    return records.write_log(home / "s-1.jsonl", records.prompt(), records.answer(), records.result())


def _codex(home: Path) -> Path:
    counted = codex_rollouts.count(3, codex_rollouts.tokens(100, 20))
    start = codex_rollouts.meta(), codex_rollouts.context(1), codex_rollouts.prompt(2)
    return codex_rollouts.write(home, *start, counted)


def _opencode(home: Path) -> Path:
    said = [opencode_files.prompt("msg_1", 0), opencode_files.answer("msg_2", "msg_1", 2)]
    return opencode_files.write_rows(home / "opencode.db", "ses_1", said)


def _conversation() -> tuple[str, object]:
    return "/home/dev/shop", q_files.conversation(q_files.step(q_files.asked(), 1))


def _amazon_q(home: Path) -> Path:
    return q_files.write_amazon_q(home / "data.sqlite3", _conversation())


def _kiro(home: Path) -> Path:
    return q_files.write_kiro(home / "data.sqlite3", _conversation())


def _cursor(home: Path) -> Path:
    bubbles = [("b-1", cursor_files.asked(0)), ("b-2", cursor_files.answered(2))]
    return cursor_files.write_conversation(cursor_files.globals_of(home), "c-1", bubbles)


def _cursor_csv(home: Path) -> Path:
    path = home / "usage.csv"
    path.write_text(f"{_CURSOR_HEAD}\n{_CURSOR_ROW}\n")
    return path


def _aider(home: Path) -> Path:
    said = aider_files.typed("Go"), "Done.\n", aider_files.TOKENS
    return aider_files.write_project(home, aider_files.session("2026-03-02 14:00:06", *said))


def _llm(home: Path) -> Path:
    return llm_files.write_turns(home / "logs.db", llm_files.response("t-1", 0))


def _chatgpt(home: Path) -> Path:
    said = node("u1", "root", "user", "Why?", SECONDS), node("a1", "u1", "assistant", "So.")
    path = home / "conversations.json"
    path.write_bytes(exported(chatgpt_conversation(node("root", None), *said)))
    return path


def _claude_ai(home: Path) -> Path:
    said = claude_message("u1", "human", "Why?"), claude_message("a1", "assistant", "So.")
    path = home / "conversations.json"
    path.write_bytes(exported(claude_conversation(*said)))
    return path


def _takeout(home: Path) -> Path:
    path = home / "MyActivity.json"
    path.write_bytes(exported(activity("Prompted What is a widget?", **ANSWERED)))
    return path


def _otel(home: Path) -> Path:
    path = home / "telemetry.jsonl"
    path.write_text(telemetry.lines(telemetry.traces([telemetry.span("a1", attributes=telemetry.chat())])))
    return path


def _litellm(home: Path) -> Path:
    path = home / "spend.json"
    path.write_text(json.dumps([_SPENT]))
    return path


def _zed(home: Path) -> Path:
    return zed_files.write(home / "threads.db", zed_files.row("t-1", zed_files.thread()))


def _goose(home: Path) -> Path:
    rows = goose_files.session(), *goose_files.MESSAGES, *goose_files.SPENT
    return goose_files.write(home / "sessions.db", *rows)


def _amp(home: Path) -> Path:
    ledger = {"events": [amp_files.event(4, 5, 6, 1)]}
    return write_document(home / "T-1.json", amp_files.thread(usageLedger=ledger))


def _continue(home: Path) -> Path:
    return write_lines(home / "tokensGenerated.jsonl", *continue_files.TOKENS)


def _lm_studio(home: Path) -> Path:
    talk = {"createdAt": 1772442000000, "messages": list(lm_studio_files.MESSAGES)}
    return write_document(home / "1.conversation.json", talk)


def _open_webui(home: Path) -> Path:
    chat = json.dumps({"history": {"messages": open_webui_files.MESSAGES}})
    return open_webui_files.write(home / "webui.db", ("c-1", chat))


def _roo(home: Path) -> Path:
    return cline_files.write(home, extension=ROO_CODE.extension)


def _kilo(home: Path) -> Path:
    return cline_files.write(home, extension=KILO_CODE.extension)


WRITE: Final[Mapping[str, Callable[[Path], Path]]] = MappingProxyType(
    {
        "claude-code": _claude_code,
        "codex": _codex,
        "gemini-cli": gemini_files.write,
        "qwen-code": qwen_files.write,
        "opencode": _opencode,
        "copilot-cli": copilot_cli_files.write,
        "vscode-copilot": vscode_chat_files.write,
        "amazon-q": _amazon_q,
        "kiro": _kiro,
        "cursor": _cursor,
        "cursor-csv": _cursor_csv,
        "aider": _aider,
        "llm": _llm,
        "chatgpt": _chatgpt,
        "claude-ai": _claude_ai,
        "gemini-takeout": _takeout,
        "cline": cline_files.write,
        "roo-code": _roo,
        "kilo-code": _kilo,
        "kimi": kimi_files.write,
        "kimi-code": kimi_files.write_code,
        "otel": _otel,
        "litellm": _litellm,
        "zed": _zed,
        "goose": _goose,
        "amp": _amp,
        "continue": _continue,
        "lm-studio": _lm_studio,
        "open-webui": _open_webui,
    }
)
"""How a small log of each source is written into a folder, by the source's name."""
