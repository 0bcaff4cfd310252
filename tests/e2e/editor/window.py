"""A window that remembers what the page complained of."""

from typing import Any

from playwright.sync_api import Browser, Page


class Window:
    """A page in a context of its own.

    Attributes:
        page: Playwright's page.
        complaints: what the console said, and errors of scripts.
        elsewhere: requests that left the service.
    """

    def __init__(self, browser: Browser, address: str, **context: Any) -> None:
        self._context = browser.new_context(**{"locale": "en-GB", **context})
        self.page: Page = self._context.new_page()
        self.page.set_default_timeout(20_000)
        self.complaints: list[str] = []
        self.elsewhere: list[str] = []
        self.page.on("console", lambda message: self.complaints.append(message.text))
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))
        self.page.on(
            "request",
            lambda request: None if request.url.startswith(address) else self.elsewhere.append(request.url),
        )

    def close(self) -> None:
        self._context.close()
