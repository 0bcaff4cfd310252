"""What a browser of the tests knows before its first page."""

from playwright.sync_api import BrowserContext


def say_that_scripts_run(context: BrowserContext, address: str) -> None:
    """Set the cookie that a page's scripts set; without it the first page may load itself once more."""
    context.add_cookies([{"name": "exact_scripts", "value": "1", "url": address}])
