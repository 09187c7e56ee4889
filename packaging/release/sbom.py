"""The list of parts (SBOM) of what is built, from the lock: names, versions and the digests they may have.

Format: CycloneDX 1.6, https://cyclonedx.org/docs/1.6/json/
"""

import json
import re
import uuid
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from workbench.checkout import say

from release.origin import Origin
from release.parts import canonical

# Locked because they install the project from a checkout; nothing of them is in what is built.
ONLY_BUILDS = frozenset(
    {"editables", "hatchling", "packaging", "pathspec", "pip", "tomlkit", "trove-classifiers"}
)
_ENTRY = re.compile(
    r"^(?P<name>[A-Za-z0-9._-]+)==(?P<version>[^\s;\\]+)(?: ; (?P<marker>[^\\\n]+?))?"
    r"(?P<hashes>(?: \\\n    --hash=sha256:[0-9a-f]{64})+)$",
    re.MULTILINE,
)
_NAMESPACE = uuid.UUID("6ba7b811-9dad-11d1-80b4-00c04fd430c8")  # RFC 9562, for names that are addresses


def write_sbom(lock: Path, origin: Origin, out: Path) -> Path:
    """Write the list beside what was built and return its path."""
    file = out / f"{origin.name}-{origin.version}.cdx.json"
    document = sbom(lock.read_text(encoding="utf-8"), origin)
    file.write_text(json.dumps(document, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    say(f"Wrote {file}: {len(document['components'])} parts.")
    return file


def sbom(lock: str, origin: Origin) -> dict[str, Any]:
    """Return the list as CycloneDX has it; the same lock and commit give the same list."""
    root = _purl(origin.name, origin.version)
    parts = list(_components(lock))
    return {
        "bomFormat": "CycloneDX",
        "specVersion": "1.6",
        "serialNumber": f"urn:uuid:{uuid.uuid5(_NAMESPACE, f'{root} {lock}')}",
        "version": 1,
        "metadata": {
            "timestamp": origin.at.strftime("%Y-%m-%dT%H:%M:%SZ"),
            "component": {
                "type": "application",
                "bom-ref": root,
                "name": origin.name,
                "version": origin.version,
                "purl": root,
                "licenses": [{"license": {"id": "MIT"}}],
            },
        },
        "components": parts,
        "dependencies": [{"ref": root, "dependsOn": [part["bom-ref"] for part in parts]}],
    }


def _components(lock: str) -> Iterator[dict[str, Any]]:
    for entry in _ENTRY.finditer(lock):
        name, version = canonical(entry["name"]), entry["version"]
        if name in ONLY_BUILDS:
            continue
        digests = re.findall(r"[0-9a-f]{64}", entry["hashes"])
        yield {
            "type": "library",
            "bom-ref": _purl(name, version),
            "name": name,
            "version": version,
            "purl": _purl(name, version),
            # A package has a file for each system, and so more than one digest that may be installed.
            "properties": [
                *([{"name": "aijournal:only-where", "value": entry["marker"]}] if entry["marker"] else []),
                *({"name": "aijournal:sha256-of-a-file", "value": digest} for digest in digests),
            ],
        }


def _purl(name: str, version: str) -> str:
    return f"pkg:pypi/{canonical(name)}@{version}"
