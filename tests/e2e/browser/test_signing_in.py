"""From an installation without accounts to one with people who sign in."""

from collections.abc import Callable

from playwright.sync_api import Page, expect

from tests.e2e.browser.site import Site

PASSWORD = "correct horse battery"  # noqa: S105


def test_the_first_administrator_signs_in_makes_a_key_and_signs_out(
    visit: Callable[..., Page], site: Site
) -> None:
    site.submit("Made before there were accounts")
    page = visit("/admin")
    page.get_by_label("Name").fill("Ada")
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Add a user").click()

    expect(page.get_by_role("heading", name="Sign in")).to_be_visible()
    page.get_by_label("Name").fill("ada")
    page.get_by_label("Password").fill("wrong horse battery")
    page.get_by_role("button", name="Sign in").click()
    expect(page.get_by_role("alert")).to_have_text("Name and password do not belong together.")
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()

    page.goto("/")
    expect(page.get_by_role("link", name="Made before there were accounts", exact=True)).to_be_visible()
    page.get_by_role("link", name="Account", exact=True).click()
    page.get_by_label("Name").fill("Night import")
    page.get_by_role("button", name="Make a key").click()
    token = page.get_by_role("textbox", name="The key").input_value()
    answer = page.context.request.get("/api/v1/transcriptions", headers={"Authorization": f"Bearer {token}"})
    assert answer.status == 200
    page.get_by_role("button", name="Revoke the key Night import").click()
    expect(page.get_by_text("You have no keys.")).to_be_visible()

    page.get_by_role("button", name="Sign out", exact=True).click()
    page.goto("/account")
    expect(page.get_by_role("heading", name="Sign in")).to_be_visible()
