"""The names of all sources, and each one's importer without the others: loading all of them takes long."""

from collections.abc import Mapping
from importlib import import_module
from types import MappingProxyType

from aijournal.domain.reading import Importer

_IMPORTERS: Mapping[str, tuple[str, str]] = MappingProxyType(
    {
        "claude-code": ("claude_code.importer", "ClaudeCode"),
        "codex": ("codex.importer", "Codex"),
        "gemini-cli": ("gemini_cli.importer", "GeminiCli"),
        "qwen-code": ("qwen_code.importer", "QwenCode"),
        "opencode": ("opencode.importer", "OpenCode"),
        "copilot-cli": ("copilot_cli.importer", "CopilotCli"),
        "vscode-copilot": ("vscode_chat.importer", "VsCodeCopilot"),
        "amazon-q": ("amazon_q.importer", "AmazonQ"),
        "kiro": ("kiro.importer", "Kiro"),
        "cursor": ("cursor.importer", "Cursor"),
        "cursor-csv": ("cursor.usage_csv", "CursorCsv"),
        "aider": ("aider.importer", "Aider"),
        "llm": ("llm.importer", "Llm"),
        "chatgpt": ("chat_exports.chatgpt", "ChatGPT"),
        "claude-ai": ("chat_exports.claude_ai", "ClaudeAi"),
        "gemini-takeout": ("chat_exports.gemini_takeout", "GeminiTakeout"),
        "cline": ("cline.importer", "CLINE"),
        "roo-code": ("cline.importer", "ROO_CODE"),
        "kilo-code": ("cline.importer", "KILO_CODE"),
        "kimi": ("kimi.kimi_cli", "KimiCli"),
        "kimi-code": ("kimi.kimi_code", "KimiCode"),
        "otel": ("otel.importer", "OpenTelemetry"),
        "litellm": ("litellm.importer", "LiteLlm"),
        "zed": ("zed.importer", "Zed"),
        "goose": ("goose.importer", "Goose"),
        "amp": ("amp.importer", "Amp"),
        "continue": ("continue_dev.importer", "Continue"),
        "lm-studio": ("lm_studio.importer", "LmStudio"),
        "open-webui": ("open_webui.importer", "OpenWebUi"),
    }
)

SOURCES: tuple[str, ...] = tuple(_IMPORTERS)
"""Every source by its name on the command line, in the order of `registry.ALL_IMPORTERS`."""


def load_importer(source: str) -> Importer:
    """Return the importer of a source, loaded alone; raises `KeyError` where there is none of that name."""
    module, name = _IMPORTERS[source]
    made = getattr(import_module(f"aijournal.importers.{module}"), name)
    importer: Importer = made() if isinstance(made, type) else made
    return importer
