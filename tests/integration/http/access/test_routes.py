"""A walk over all routes as everybody."""

import pytest
from flask import Flask
from werkzeug.routing import Rule

from exact_transcription.container import Container
from exact_transcription.entrypoints.http.app import create_app
from tests.integration.http.access.expectations import NOTHING_THERE, ROUTES, Verdict, Who
from tests.integration.http.access.table import documented, table
from tests.integration.http.access.world import World

_AUTOMATIC = frozenset({"HEAD", "OPTIONS"})


@pytest.fixture
def app(container: Container) -> Flask:
    return create_app(container)


@pytest.fixture
def world(app: Flask, container: Container) -> World:
    return World(app=app, container=container)


def routes_of(app: Flask) -> dict[str, Rule]:
    return {
        f"{method} {rule.rule}": rule
        for rule in app.url_map.iter_rules()
        for method in sorted((rule.methods or set()) - _AUTOMATIC)
        if rule.rule not in NOTHING_THERE
    }


def test_every_route_says_who_may_use_it(app: Flask) -> None:
    assert set(routes_of(app)) == set(ROUTES), "see tests/integration/http/access/expectations.py"


@pytest.mark.parametrize("who", list(Who))
def test_everybody_may_use_what_the_table_says_and_nothing_else(world: World, who: Who) -> None:
    found = {
        route: world.verdict(who, route.partition(" ")[0], rule)
        for route, rule in routes_of(world.app).items()
        if route in ROUTES
    }
    assert found == {route: ROUTES[route].verdict(who) for route in found}


def test_where_nothing_is_only_who_may_ask_learns_it(world: World) -> None:
    (rule,) = [rule for rule in world.app.url_map.iter_rules() if rule.rule in NOTHING_THERE]
    assert world.verdict(Who.ANONYMOUS, "GET", rule) is Verdict.UNKNOWN
    assert world.verdict(Who.OWNER, "GET", rule) is Verdict.HIDDEN


def test_a_browsers_session_changes_nothing_without_the_token_of_the_page(world: World) -> None:
    client = world.people[Who.ADMIN].browser(world.app)
    refused = {}
    for route, rule in routes_of(world.app).items():
        method = route.partition(" ")[0]
        if method != "GET":
            refused[route] = client.open(world.path(Who.ADMIN, method, rule), method=method).status_code
    assert set(refused.values()) <= {400, 403}, refused


def test_the_documentation_has_the_table() -> None:
    assert documented() == table(ROUTES), "run `make docs`"
