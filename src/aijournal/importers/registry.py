"""The one table of importers: every source that can be read, in the order in which it is shown."""

from aijournal.domain.reading import Importer
from aijournal.importers.aider.importer import Aider
from aijournal.importers.amazon_q.importer import AmazonQ
from aijournal.importers.amp.importer import Amp
from aijournal.importers.chat_exports.chatgpt import ChatGPT
from aijournal.importers.chat_exports.claude_ai import ClaudeAi
from aijournal.importers.chat_exports.gemini_takeout import GeminiTakeout
from aijournal.importers.claude_code.importer import ClaudeCode
from aijournal.importers.cline.importer import CLINE, KILO_CODE, ROO_CODE
from aijournal.importers.codex.importer import Codex
from aijournal.importers.continue_dev.importer import Continue
from aijournal.importers.copilot_cli.importer import CopilotCli
from aijournal.importers.cursor.importer import Cursor
from aijournal.importers.cursor.usage_csv import CursorCsv
from aijournal.importers.gemini_cli.importer import GeminiCli
from aijournal.importers.goose.importer import Goose
from aijournal.importers.kimi.kimi_cli import KimiCli
from aijournal.importers.kimi.kimi_code import KimiCode
from aijournal.importers.kiro.importer import Kiro
from aijournal.importers.litellm.importer import LiteLlm
from aijournal.importers.llm.importer import Llm
from aijournal.importers.lm_studio.importer import LmStudio
from aijournal.importers.open_webui.importer import OpenWebUi
from aijournal.importers.opencode.importer import OpenCode
from aijournal.importers.otel.importer import OpenTelemetry
from aijournal.importers.qwen_code.importer import QwenCode
from aijournal.importers.vscode_chat.importer import VsCodeCopilot
from aijournal.importers.zed.importer import Zed

ALL_IMPORTERS: tuple[Importer, ...] = (
    *(ClaudeCode(), Codex(), GeminiCli(), QwenCode(), OpenCode(), CopilotCli(), VsCodeCopilot()),
    *(AmazonQ(), Kiro(), Cursor(), CursorCsv(), Aider(), Llm()),
    *(ChatGPT(), ClaudeAi(), GeminiTakeout()),
    *(CLINE, ROO_CODE, KILO_CODE, KimiCli(), KimiCode()),
    *(OpenTelemetry(), LiteLlm()),
    *(Zed(), Goose(), Amp(), Continue(), LmStudio(), OpenWebUi()),  # whose formats are not confirmed
)


def importer_of(source: str) -> Importer | None:
    """Return the importer of a source by its name on the command line."""
    return next((importer for importer in ALL_IMPORTERS if importer.source == source), None)
