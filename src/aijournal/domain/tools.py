"""The one table of tool names: `@claude`, "Claude Code" and `claude-code` are one tool."""

from dataclasses import dataclass

from aijournal.domain.wording import folded


@dataclass(frozen=True, slots=True)
class Tool:
    """An AI tool: its name in the journal, its name for people, and what else people call it."""

    name: str
    title: str
    aliases: tuple[str, ...] = ()


TOOLS = (
    Tool("claude-code", "Claude Code", ("claude", "cc")),
    Tool("codex", "Codex", ("codex-cli",)),
    Tool("gemini-cli", "Gemini CLI", ("gemini",)),
    Tool("qwen-code", "Qwen Code", ("qwen",)),
    Tool("opencode", "OpenCode"),
    Tool("copilot-cli", "Copilot CLI"),
    Tool("vscode-copilot", "Copilot Chat", ("copilot", "github-copilot")),
    Tool("amazon-q", "Amazon Q", ("q", "amazonq")),
    Tool("kiro", "Kiro"),
    Tool("cursor", "Cursor"),
    Tool("aider", "Aider"),
    Tool("llm", "LLM"),
    Tool("chatgpt", "ChatGPT", ("gpt",)),
    Tool("claude-ai", "Claude.ai"),
    Tool("gemini-app", "Gemini app", ("gemini-takeout",)),
    Tool("cline", "Cline"),
    Tool("roo-code", "Roo Code", ("roo",)),
    Tool("kilo-code", "Kilo Code", ("kilo",)),
    Tool("kimi", "Kimi"),
    Tool("kimi-code", "Kimi Code"),
    Tool("otel", "OpenTelemetry", ("opentelemetry",)),
    Tool("litellm", "LiteLLM"),
    Tool("zed", "Zed"),
    Tool("goose", "Goose"),
    Tool("amp", "Amp"),
    Tool("continue", "Continue"),
    Tool("lm-studio", "LM Studio", ("lmstudio",)),
    Tool("open-webui", "Open WebUI", ("openwebui",)),
)

_BY_SPELLING = {
    folded(spelling): tool for tool in TOOLS for spelling in (tool.name, tool.title, *tool.aliases)
}


def tool_name(spelling: str) -> str:
    """Return the journal's name for a tool as a person spells it; unknown tools keep their spelling."""
    tool = _BY_SPELLING.get(folded(spelling))
    return tool.name if tool else spelling.strip()


def source_title(source: str, tool: str) -> str:
    """Return a source's name for people: its tool's, told apart where a tool has several sources."""
    return f"{tool_title(tool)} (CSV)" if source.endswith("-csv") else tool_title(tool)


def tool_title(name: str) -> str:
    """Return a tool's name for people."""
    tool = _BY_SPELLING.get(folded(name))
    return tool.title if tool else name
