"""Exports that people ask their accounts for: ChatGPT, Claude.ai and Gemini."""
