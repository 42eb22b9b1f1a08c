"""A real browser for tests: Chromium, headless."""

import os
import shutil
from contextlib import contextmanager

import pytest

from patience import AMPLE

PROGRAMS = ("chromium", "chromium-browser", "google-chrome")


@contextmanager
def open_browser():
    """Open the browser of this machine; where there is none, the test is skipped."""
    program = next(filter(None, map(shutil.which, PROGRAMS)), None)
    if program is None:
        pytest.skip("needs Chromium: apt-get install chromium fonts-noto-cjk")
    from playwright.sync_api import sync_playwright

    # Chromium refuses its sandbox to the superuser.
    flags = ["--no-sandbox"] if getattr(os, "geteuid", lambda: 1)() == 0 else []
    with sync_playwright() as driver:
        opened = driver.chromium.launch(executable_path=program, args=flags, timeout=1000 * AMPLE)
        yield opened
        opened.close()
