# SPDX-License-Identifier: MIT
"""Where the library, the settings and the resources are."""

import os
from pathlib import Path

_APP = "reading-companion"


def library_folder() -> Path:
    """The reader's library: `COMPANION_LIBRARY`, else the platform's data folder."""
    chosen = os.environ.get("COMPANION_LIBRARY")
    if chosen:
        return Path(chosen).expanduser()
    import platformdirs

    return Path(platformdirs.user_data_dir(_APP, appauthor=False))


def settings_folder() -> Path:
    """The folder of the settings file: `COMPANION_SETTINGS`, else the platform's configuration folder."""
    chosen = os.environ.get("COMPANION_SETTINGS")
    if chosen:
        return Path(chosen).expanduser()
    import platformdirs

    return Path(platformdirs.user_config_dir(_APP, appauthor=False))


def resources_folder() -> Path:
    """The shipped report, themes, fonts and icons: inside the installed package, or beside it in a checkout."""
    package = Path(__file__).resolve().parent
    installed = package / "resources"
    return installed if installed.is_dir() else package.parent / "resources"
