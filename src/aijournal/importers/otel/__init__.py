"""OpenTelemetry for generative AI, in the forms in which tools write it to files."""
