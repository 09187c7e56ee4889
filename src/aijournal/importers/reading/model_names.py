"""Names of models as LiteLLM and the tools built on it write them: `provider/model`."""

from aijournal.importers.reading.text import MAX_NAME, plain_line

# OpenTelemetry's names of the providers that LiteLLM calls otherwise, or the same.
_PROVIDERS = {
    "ai21": "ai21",
    "anthropic": "anthropic",
    "azure": "azure.ai.openai",
    "azure_ai": "azure.ai.inference",
    "bedrock": "aws.bedrock",
    "bedrock_converse": "aws.bedrock",
    "cohere": "cohere",
    "cohere_chat": "cohere",
    "deepseek": "deepseek",
    "fireworks_ai": "fireworks_ai",
    "gemini": "gcp.gemini",
    "groq": "groq",
    "mistral": "mistral_ai",
    "moonshot": "moonshot",
    "ollama": "ollama",
    "ollama_chat": "ollama",
    "openai": "openai",
    "openrouter": "openrouter",
    "perplexity": "perplexity",
    "together_ai": "together_ai",
    "vertex_ai": "gcp.vertex_ai",
    "watsonx": "ibm.watsonx.ai",
    "xai": "x_ai",
}
_HIDDEN = "REDACTED"


def model_and_provider(name: str | None, provider: str | None = None) -> tuple[str | None, str | None]:
    """Return a model's own name and its provider by OpenTelemetry's names, as far as they are told.

    `provider` is what stands beside the name, if anything does.
    """
    model = plain_line(name or "", MAX_NAME)
    told = plain_line(provider or "", MAX_NAME).lower()
    prefix, slash, rest = model.partition("/")
    if slash and rest and prefix.lower() in _PROVIDERS and told in {"", prefix.lower()}:
        model, told = rest, prefix.lower()
    if model == _HIDDEN:
        return None, None
    return model or None, _PROVIDERS.get(told, told) or None
