"""The names of all sources, and each one's importer without the others: loading all of them takes long."""

from collections.abc import Mapping
from importlib import import_module
from types import MappingProxyType

from aijournal.domain.reading import Importer

_IMPORTERS: Mapping[str, tuple[str, str]] = MappingProxyType(
    {
        "claude-code": ("claude_code", "ClaudeCode"),
        "codex": ("codex", "Codex"),
        "gemini-cli": ("gemini", "GeminiCli"),
        "qwen-code": ("qwen", "QwenCode"),
        "opencode": ("opencode", "OpenCode"),
        "copilot-cli": ("copilot_cli", "CopilotCli"),
        "vscode-copilot": ("vscode_chat", "VsCodeCopilot"),
        "amazon-q": ("amazon_q", "AmazonQ"),
        "kiro": ("kiro", "Kiro"),
        "cursor": ("cursor", "Cursor"),
        "cursor-csv": ("cursor_csv", "CursorCsv"),
        "aider": ("aider", "Aider"),
        "llm": ("llm", "Llm"),
        "chatgpt": ("chatgpt", "ChatGPT"),
        "claude-ai": ("claude_ai", "ClaudeAi"),
        "gemini-takeout": ("gemini_takeout", "GeminiTakeout"),
        "cline": ("cline", "CLINE"),
        "roo-code": ("cline", "ROO_CODE"),
        "kilo-code": ("cline", "KILO_CODE"),
        "kimi": ("kimi_cli", "KimiCli"),
        "kimi-code": ("kimi_code", "KimiCode"),
        "otel": ("otel", "OpenTelemetry"),
        "litellm": ("litellm", "LiteLlm"),
        "zed": ("zed", "Zed"),
        "goose": ("goose", "Goose"),
        "amp": ("amp", "Amp"),
        "continue": ("continue_dev", "Continue"),
        "lm-studio": ("lm_studio", "LmStudio"),
        "open-webui": ("open_webui", "OpenWebUi"),
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
