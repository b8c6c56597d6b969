"""Building the web app's scripts when a wheel or source archive is built, and putting them into it.

They stand on other people's work and are therefore not in the repository. Where they are built already, as in a source
archive, nothing is run; where Node is missing, the wheel comes without them, and every page does without.
"""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

BUILT = "sayso/show/web/assets/built"


class Assets(BuildHookInterface[Any]):
    """Bundles the scripts with npm and esbuild, from the lock file."""

    PLUGIN_NAME = "custom"

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Have the scripts ready and included; an editable installation takes them from `make assets`."""
        if version == "editable":
            return
        root = Path(self.root)
        if not (root / BUILT).is_dir():
            self._build(root)
        if (root / BUILT).is_dir():
            build_data["force_include"][BUILT] = BUILT

    def _build(self, root: Path) -> None:
        npm = shutil.which("npm")
        if npm is None:
            self.app.display_warning("npm is missing: built without the scripts of network and time line")
            return
        for step in (["ci", "--no-progress"], ["run", "--silent", "build"]):
            subprocess.run([npm, *step], cwd=root, check=True)
