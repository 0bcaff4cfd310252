"""Every page in the states that people meet it in: for tests that look at all of them, and for pictures."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, BrowserContext, FilePayload, Page, StorageState, expect

from exact_transcription.core.domain.api_key import Scope
from exact_transcription.core.domain.ids import new_id
from exact_transcription.core.domain.job import JobFailure
from exact_transcription.core.domain.transcript import Transcript
from exact_transcription.core.domain.user import Role, User
from exact_transcription.core.domain.webhook import DeliveryState, WebhookDelivery, WebhookEvent
from exact_transcription.core.usecases.webhooks import WebhookChange
from tests.e2e.browser.scripts import say_that_scripts_run
from tests.e2e.browser.site import Site, serving, tone, with_all_states
from tests.e2e.editor.interview import interview

PASSWORD = "correct horse battery"  # noqa: S105 - of services that live as long as a test

Act = Callable[[Page], None]


def _nothing(_page: Page) -> None:
    """A page that is met as it is."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """A page in one state.

    Attributes:
        path: its address, with the names of what the sites hold in braces.
        act: what one does there until it is in that state.
        person: who has signed in, by name; empty on the site without accounts, None for somebody who has not.
    """

    path: str
    act: Act = _nothing
    person: str | None = ""


class Gallery:
    """Two services, one without accounts and one with.

    Attributes:
        alone: the one without accounts.
        ids: what the services hold, by the names that addresses of pages have for it.
    """

    def __init__(self, browser: Browser, alone: Site, shared: Site, transcript: Transcript) -> None:
        self._browser, self.alone, self._shared = browser, alone, shared
        self._sessions: dict[str, StorageState] = {}
        self.ids = {**_fill_alone(alone, transcript), **_fill_shared(shared)}

    @contextmanager
    def open(self, shown: Shown, **look: Any) -> Iterator[Page]:
        """The page in its state, in a context of its own with `look`."""
        with self._context(shown.person, **look) as context:
            page = context.new_page()
            page.goto(shown.path.format_map(self.ids))
            shown.act(page)
            yield page

    @contextmanager
    def _context(self, person: str | None, **look: Any) -> Iterator[BrowserContext]:
        site = self.alone if person == "" else self._shared
        context = self._browser.new_context(
            base_url=site.address,
            storage_state=self._session(person) if person else None,
            **{"locale": "en-GB", **look},
        )
        if look.get("java_script_enabled", True):
            say_that_scripts_run(context, site.address)
        yield context
        context.close()

    def _session(self, person: str) -> StorageState:
        if person not in self._sessions:
            with self._context(None) as context:
                page = context.new_page()
                page.goto("/sign-in")
                sign_in(page, person, PASSWORD)
                expect(page.locator(".signed-in")).to_be_visible()
                self._sessions[person] = context.storage_state()
        return self._sessions[person]


@contextmanager
def gallery_of(browser: Browser, folder: Path, transcript: Transcript | None = None) -> Iterator[Gallery]:
    """All pages, with their services in `folder`; `transcript` is of the recording that they show."""
    with serving(folder / "alone") as alone, serving(folder / "shared") as shared:
        yield Gallery(browser, alone, shared, transcript or interview())


def _fill_alone(site: Site, transcript: Transcript) -> dict[str, str]:
    shown = with_all_states(site, transcript)
    running = site.begin(site.submit("Lecture 7, room 2"))
    without_sound = JobFailure(
        code="media_no_audio",
        message="The file has no audio track.",
        hint="Check that its sound was recorded.",
    )
    failed = site.fail(site.begin(site.submit("Voice memo 12")), without_sound)
    return {"shown": shown.id, "running": running.id, "failed": failed.id}


def _fill_shared(site: Site) -> dict[str, str]:
    ada = site.container.users().add("Ada", password=PASSWORD, role=Role.ADMIN)
    _some_users(site)
    _some_keys(site, ada)
    hook = _some_webhooks(site, ada)
    site.transcribed("Interview with Ms Byron", owner=ada.id)
    site.begin(site.submit("Panel on the difference engine", owner=ada.id))
    return {"hook": hook}


def _some_users(site: Site) -> None:
    users = site.container.users()
    site.transcribed("Night shift, ward 4", owner=users.add("Charles", password=PASSWORD, role=Role.USER).id)
    users.add("Grace", password=PASSWORD, role=Role.READER)
    users.change(users.add("Left the company", password=PASSWORD, role=Role.USER).id, active=False)


def _some_keys(site: Site, user: User) -> None:
    accounts, now = site.container.accounts(), site.container.clock().now()
    used = accounts.issue_key(
        user.id, name="Night import", scopes=frozenset({Scope.READ, Scope.WRITE}), expires=now + timedelta(90)
    )
    accounts.identify(used.token)
    accounts.issue_key(user.id, name="Archive of the institute", scopes=frozenset({Scope.READ}))


def _some_webhooks(site: Site, user: User) -> str:
    container = site.container
    manage, now = container.manage_webhooks(), container.clock().now()
    made = manage.add(owner=user.id, url="https://archive.example/hooks/transcripts")
    switched_off = manage.add(owner=user.id, url="https://old.example/")
    manage.change(switched_off.id, WebhookChange(active=False), owner=user.id)
    for minutes, state, attempts, status, error in (
        (95, DeliveryState.DELIVERED, 1, 204, ""),
        (40, DeliveryState.FAILED, 8, 503, "The receiver answered 503."),
        (3, DeliveryState.FAILED, 8, None, "It cannot be sent: ConnectError."),
        (0, DeliveryState.PENDING, 1, None, "The receiver takes too long."),
    ):
        at = now - timedelta(minutes=minutes)
        container.webhooks().add_delivery(
            WebhookDelivery(
                id=new_id(),
                webhook_id=made.id,
                event=WebhookEvent.SUCCEEDED,
                job_id=None,
                created=at,
                state=state,
                attempts=attempts,
                due=at,
                status=status,
                error=error,
            )
        )
    return made.id


def sign_in(page: Page, name: str, password: str) -> None:
    """Fill in and send the form for signing in."""
    page.locator('main input[name="name"]').fill(name)
    page.locator('main input[name="password"]').fill(password)
    page.locator("main form button").click()
    page.wait_for_load_state()


def _unfold(page: Page) -> None:
    page.evaluate("for (const each of document.querySelectorAll('main details')) each.open = true")


def _all_options(page: Page) -> None:
    page.locator("details.more > summary").click()


def _upload_some(page: Page) -> None:
    page.locator("input[data-files]").set_input_files(
        [
            FilePayload(name="harbour walk.wav", mimeType="audio/wav", buffer=tone()),
            FilePayload(name="nothing.wav", mimeType="audio/wav", buffer=b""),
        ]
    )
    expect(page.locator(".upload.done")).to_be_visible()
    # The list and its numbers follow by themselves.
    page.wait_for_function(
        "() => document.querySelectorAll('tr[data-job]').length"
        " === Number(document.querySelector('[data-counts] .number').textContent)"
    )


def _choose_formats(page: Page) -> None:
    page.locator('input[name="format"][value="srt"]').check()
    expect(page.locator("pre")).to_contain_text("-->")
    page.locator('[data-format="srt"] summary').click()


def _wait_for_scripts(page: Page) -> None:
    """Until then links lead to pages of their own; the button is for those who run none."""
    expect(page.locator("[data-preferences] button")).to_be_hidden()


def _open_exports(page: Page) -> None:
    _wait_for_scripts(page)
    page.locator("tr a[data-exports]").first.click()
    expect(page.get_by_role("dialog")).to_be_visible()


def _make_key(page: Page) -> None:
    page.locator("#keys details > summary").click()
    page.locator('#keys input[name="name"]').fill("Just made")
    page.locator('#keys form[action$="/keys"] button').click()
    expect(page.locator("#keys .token")).to_be_visible()


def _make_webhook(page: Page) -> None:
    page.locator("#webhooks details > summary").click()
    page.locator("#webhooks input[type=url]").fill("https://new.example/")
    page.locator('#webhooks form[action$="/webhooks"] button').click()
    expect(page.locator("#webhooks .token")).to_be_visible()


_SEND = """([action, token]) => {
  const form = document.createElement("form");
  form.method = "post";
  form.action = action;
  const field = document.createElement("input");
  field.name = "csrf_token";
  field.value = token ?? document.querySelector("meta[name=csrf-token]").content;
  form.append(field);
  document.body.append(form);
  form.submit();
}"""


def _send_form(action: str, token: str | None = None) -> Act:
    def send(page: Page) -> None:
        with page.expect_navigation():
            page.evaluate(_SEND, [action, token])

    return send


PAGES: Mapping[str, Shown] = {
    "recordings": Shown(path="/"),
    "nothing found": Shown(path="/?q=nothing-like-this"),
    "found": Shown(path="/?q=kitchen"),
    "add": Shown(path="/recordings/new", act=_all_options),
    "uploads": Shown(path="/recordings/new", act=_upload_some),
    "nothing chosen": Shown(path="/recordings/new", act=_send_form("/recordings")),
    "progress": Shown(path="/recordings/{running}"),
    "failed": Shown(path="/recordings/{failed}"),
    "report": Shown(path="/recordings/{shown}/report", act=_unfold),
    "exports": Shown(path="/recordings/{shown}/exports", act=_choose_formats),
    "export dialog": Shown(path="/", act=_open_exports),
    "delete": Shown(path="/recordings/{shown}/delete"),
    "account without accounts": Shown(path="/account", act=_unfold),
    "administration without users": Shown(path="/admin"),
    "what programs can do": Shown(path="/api/v1/docs"),
    "not found": Shown(path="/recordings/gone"),
    "old form": Shown(path="/", act=_send_form("/recordings", "of an earlier session")),
    "sign-in": Shown(path="/sign-in", person=None),
    "not signed in": Shown(path="/sign-in", act=lambda page: sign_in(page, "Ada", "wrong"), person=None),
    "account": Shown(path="/account", act=_unfold, person="Ada"),
    "key": Shown(path="/account", act=_make_key, person="Ada"),
    "webhook": Shown(path="/account", act=_make_webhook, person="Ada"),
    "deliveries": Shown(path="/account/webhooks/{hook}", person="Ada"),
    "administration": Shown(path="/admin", act=_unfold, person="Ada"),
    "reader": Shown(path="/", person="Grace"),
    "not allowed": Shown(path="/admin", person="Grace"),
}
