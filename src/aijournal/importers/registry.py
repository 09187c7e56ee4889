"""The one table of importers: every source that can be read, in the order in which it is shown."""

from aijournal.domain.reading import Importer
from aijournal.importers.aider import Aider
from aijournal.importers.amazon_q import AmazonQ
from aijournal.importers.amp import Amp
from aijournal.importers.chatgpt import ChatGPT
from aijournal.importers.claude_ai import ClaudeAi
from aijournal.importers.claude_code import ClaudeCode
from aijournal.importers.cline import CLINE, KILO_CODE, ROO_CODE
from aijournal.importers.codex import Codex
from aijournal.importers.continue_dev import Continue
from aijournal.importers.copilot_cli import CopilotCli
from aijournal.importers.cursor import Cursor
from aijournal.importers.cursor_csv import CursorCsv
from aijournal.importers.gemini import GeminiCli
from aijournal.importers.gemini_takeout import GeminiTakeout
from aijournal.importers.goose import Goose
from aijournal.importers.kimi_cli import KimiCli
from aijournal.importers.kimi_code import KimiCode
from aijournal.importers.kiro import Kiro
from aijournal.importers.litellm import LiteLlm
from aijournal.importers.llm import Llm
from aijournal.importers.lm_studio import LmStudio
from aijournal.importers.open_webui import OpenWebUi
from aijournal.importers.opencode import OpenCode
from aijournal.importers.otel import OpenTelemetry
from aijournal.importers.qwen import QwenCode
from aijournal.importers.vscode_chat import VsCodeCopilot
from aijournal.importers.zed import Zed

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
