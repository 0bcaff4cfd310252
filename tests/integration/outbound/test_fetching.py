"""Files from other servers: what is fetched, and above all what is not."""

import socket
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler
from ipaddress import ip_network
from pathlib import Path
from ssl import PROTOCOL_TLS_SERVER, SSLContext
from typing import Any

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from exact_transcription.adapters.fetching.httpx import HttpxUrlFetcher
from exact_transcription.adapters.outbound import transport
from exact_transcription.adapters.outbound.urls import HostList
from exact_transcription.core.domain.errors import (
    FetchError,
    FetchInterruptedError,
    ForbiddenUrlError,
    InvalidRequestError,
    JobCancelledError,
    LimitExceededError,
)
from tests.integration.outbound.receiver import Answer, Receiver, dripping, file, receiving, status

ALLOWED = ip_network("127.0.0.2/32")


@pytest.fixture
def server() -> Iterator[Receiver]:
    with receiving() as running:
        yield running


def fetcher(*hosts: str, seconds: float = 20.0) -> HttpxUrlFetcher:
    """Allows all ports of `hosts`, and of this machine's own network one address."""
    return HttpxUrlFetcher(
        hosts=HostList(frozenset(hosts)), max_bytes=1_000_000, seconds=seconds, private=(ALLOWED,)
    )


def nobody() -> None:
    """Watches nothing."""


def fetched(
    url: str, *hosts: str, seconds: float = 20.0, watch: Callable[[], None] = nobody
) -> tuple[str, bytes]:
    with fetcher(*hosts, seconds=seconds).fetch(url, watch=watch) as found:
        return found.name, b"".join(iter(lambda: found.stream.read(1000), b""))


def test_a_file_comes_with_its_name(server: Receiver) -> None:
    server.answers["/talks/a%20b.wav?x=1"] = file(b"sound" * 1000)
    assert fetched(f"{server.url}/talks/a%20b.wav?x=1", server.host) == ("a b.wav", b"sound" * 1000)
    server.answers["/named"] = file(
        b"x", Content_Disposition="attachment; filename*=UTF-8''Gr%C3%B6%C3%9Fe.wav"
    )
    assert fetched(f"{server.url}/named", server.host)[0] == "Größe.wav"
    assert server.asked[0][1]["accept-encoding"] == "identity"


def test_redirects_are_followed_within_what_is_allowed(server: Receiver) -> None:
    server.answers["/a"] = status(302, Location="/b")
    server.answers["/b"] = status(307, Location=f"{server.url}/c.wav")
    server.answers["/c.wav"] = file(b"sound")
    assert fetched(f"{server.url}/a", server.host) == ("c.wav", b"sound")
    server.answers["/loop"] = status(302, Location="/loop")
    with pytest.raises(FetchError, match="redirects more than"):
        fetched(f"{server.url}/loop", server.host)


@pytest.mark.parametrize("target", ["127.0.0.1", "[::1]", "localhost", "0.0.0.0", "2130706433", "127.1"])  # noqa: S104
def test_a_redirect_into_the_own_network_is_not_followed(server: Receiver, target: str) -> None:
    with receiving("127.0.0.1") as inside:
        inside.answers["/secret"] = file(b"secret")
        server.answers["/a"] = status(302, Location=f"http://{target}:{inside.port}/secret")
        # Even where the operator allows every host.
        with pytest.raises(ForbiddenUrlError):
            fetched(f"{server.url}/a", "*", server.host, f"*:{inside.port}")
        assert inside.asked == []


@pytest.mark.parametrize(
    "url",
    [
        "http://127.0.0.1/",
        "http://[::1]/",
        "http://[::ffff:127.0.0.1]/",
        "http://169.254.169.254/latest/meta-data/",
        "http://10.0.0.1/",
        "http://localhost/",
        "http://0x7f000001/",
        "http://user:password@example.org/",
        "ftp://example.org/a.wav",
        "file:///etc/passwd",
        "//example.org/a.wav",
    ],
)
def test_addresses_that_lead_inside_or_are_not_http_are_refused(url: str) -> None:
    with pytest.raises(ForbiddenUrlError):
        fetched(url, "*")


@pytest.mark.parametrize(
    ("url", "kind"),
    [
        ("http://127.0.0.1/", ForbiddenUrlError),
        ("http://user:password@example.org/", ForbiddenUrlError),
        ("ftp://example.org/a.wav", ForbiddenUrlError),
        ("https://other.example/a.wav", ForbiddenUrlError),
        ("http://a:99999999/", InvalidRequestError),
    ],
)
def test_what_an_address_tells_is_enough_to_refuse_it_at_once(
    url: str, kind: type[Exception], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(socket, "getaddrinfo", None)
    allowed = fetcher("127.0.0.1", "example.org", "a")
    with pytest.raises(kind):
        allowed.check(url)
    assert allowed.check("https://example.org/talks/a%20b.wav?x=1") == "a b.wav"


@pytest.mark.parametrize(
    "url", ["", "http://", "no address", "http://a:99999999/", "http://[", "http://\x00/"]
)
def test_what_is_no_address_is_refused(url: str) -> None:
    with pytest.raises((InvalidRequestError, FetchError)):
        fetched(url, "*")


def test_a_name_that_stands_for_a_private_address_is_refused(server: Receiver) -> None:
    with receiving("127.0.0.1") as inside, pytest.raises(ForbiddenUrlError, match="not public"):
        fetched(f"http://localhost:{inside.port}/", f"localhost:{inside.port}")
    assert inside.asked == []
    assert server.asked == []


def test_a_name_is_resolved_once_and_what_was_looked_at_is_connected_to(
    server: Receiver, monkeypatch: pytest.MonkeyPatch
) -> None:
    real, asked = socket.getaddrinfo, 0

    def rebinding(host: str, *args: Any, **kwargs: Any) -> Any:
        nonlocal asked
        if host != "rebound.example":
            return real(host, *args, **kwargs)
        asked += 1
        return real("127.0.0.2" if asked == 1 else "127.0.0.1", *args, **kwargs)

    monkeypatch.setattr(socket, "getaddrinfo", rebinding)
    server.answers["/a.wav"] = file(b"outside")
    url = f"http://rebound.example:{server.port}/a.wav"
    assert fetched(url, f"rebound.example:{server.port}") == ("a.wav", b"outside")
    assert server.asked[0][1]["host"] == f"rebound.example:{server.port}"
    assert asked == 1
    with pytest.raises(ForbiddenUrlError):
        fetched(url, f"rebound.example:{server.port}")


def test_one_private_address_among_public_ones_is_enough_to_refuse(
    server: Receiver, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = socket.getaddrinfo

    def mixed(host: str, *args: Any, **kwargs: Any) -> Any:
        names = ["127.0.0.2", "10.0.0.1"] if host == "mixed.example" else [host]
        return [each for name in names for each in real(name, *args, **kwargs)]

    monkeypatch.setattr(socket, "getaddrinfo", mixed)
    with pytest.raises(ForbiddenUrlError):
        fetched(f"http://mixed.example:{server.port}/", f"mixed.example:{server.port}")
    assert server.asked == []


@pytest.mark.parametrize(
    ("hosts", "url", "allowed"),
    [
        (("example.org",), "https://example.org/a", True),
        (("example.org",), "https://EXAMPLE.org./a", True),
        (("example.org",), "http://example.org/a", True),
        (("example.org",), "https://example.org:8443/a", False),
        (("example.org:8443",), "https://example.org:8443/a", True),
        (("example.org:8443",), "https://example.org/a", False),
        (("example.org",), "https://www.example.org/a", False),
        (("*.example.org",), "https://a.b.example.org/a", True),
        (("*.example.org",), "https://example.org/a", False),
        (("*.example.org",), "https://evilexample.org/a", False),
        (("example.org",), "https://example.org.evil.net/a", False),
        (("example.org",), "https://example.org@evil.net/a", False),
        (("bücher.example", "xn--bcher-kva.example"), "https://bücher.example/a", True),
        ((), "https://example.org/a", False),
        (("*",), "https://anything.net/a", True),
    ],
)
def test_only_hosts_on_the_list_are_asked(hosts: tuple[str, ...], url: str, allowed: bool) -> None:  # noqa: FBT001
    import httpx  # noqa: PLC0415 - only here

    try:
        HostList(frozenset(hosts)).require(httpx.URL(url))
    except ForbiddenUrlError:
        assert not allowed
    else:
        assert allowed


def test_more_than_is_allowed_is_refused_before_it_is_read(server: Receiver) -> None:
    server.answers["/big"] = file(b"x", length=1_000_001)
    with pytest.raises(LimitExceededError):
        fetched(f"{server.url}/big", server.host)


def test_a_body_without_an_end_is_for_who_reads_it_to_stop(server: Receiver) -> None:
    server.answers["/endless"] = dripping(b"x" * 10_000, 0.0)
    with fetcher(server.host).fetch(f"{server.url}/endless", watch=nobody) as found:
        taken = sum(len(found.stream.read(5_000)) for _ in range(1_000))
    assert taken > 1_000_000


@pytest.mark.parametrize("what", ["body", "headers"])
def test_a_server_that_drips_is_given_up_in_time(server: Receiver, what: str) -> None:
    def slow_headers(request: BaseHTTPRequestHandler) -> None:
        for sign in b"HTTP/1.1 200 OK\r\nX-Long: " + b"x" * 1000:
            request.wfile.write(bytes([sign]))
            time.sleep(0.05)

    server.answers["/slow"] = dripping(b"x", 0.05) if what == "body" else slow_headers
    begin = time.monotonic()
    with pytest.raises(FetchError, match="too long"):
        fetched(f"{server.url}/slow", server.host, seconds=1.0)
    assert time.monotonic() - begin < 10


@pytest.mark.parametrize("what", ["body", "headers"])
def test_who_watches_ends_the_waiting_for_a_silent_server(server: Receiver, what: str) -> None:
    def silent(request: BaseHTTPRequestHandler) -> None:
        if what == "body":
            status(200, Content_Length="9")(request)
        time.sleep(5)

    server.answers["/silent"] = silent
    begin = time.monotonic()

    def watch() -> None:
        if time.monotonic() - begin > 1:
            raise JobCancelledError("enough")

    with pytest.raises(JobCancelledError):
        fetched(f"{server.url}/silent", server.host, watch=watch)
    assert time.monotonic() - begin < 3


@pytest.mark.parametrize(
    ("answer", "kind"),
    [
        (status(503), FetchInterruptedError),
        (status(429), FetchInterruptedError),
        (file(b"x", length=100), FetchInterruptedError),
        (status(404), FetchError),
        (status(403), FetchError),
        (file(b"x", Content_Encoding="gzip"), FetchError),
        (dripping(b"x", 0.05), FetchError),
    ],
)
def test_what_may_pass_is_told_from_what_stays(
    server: Receiver, answer: Answer, kind: type[FetchError]
) -> None:
    server.answers["/a.wav"] = answer
    with pytest.raises(FetchError) as raised:
        fetched(f"{server.url}/a.wav", server.host, seconds=1.0)
    assert raised.type is kind


def test_what_other_servers_do_wrong_is_told(server: Receiver) -> None:
    server.answers["/short"] = file(b"x", length=100)
    server.answers["/packed"] = file(b"x", Content_Encoding="gzip")
    server.answers["/teapot"] = status(418)
    for path, told in (("short", "not in full"), ("packed", "compresses"), ("teapot", "418"), ("no", "404")):
        with pytest.raises(FetchError, match=told):
            fetched(f"{server.url}/{path}", server.host)
    with socket.create_server(("127.0.0.2", 0)) as closed:
        port = closed.getsockname()[1]
    with pytest.raises(FetchError, match="does not answer"):
        fetched(f"http://127.0.0.2:{port}/", f"127.0.0.2:{port}")
    with pytest.raises(FetchError, match="does not answer"):
        fetched("http://no-such-name.invalid/", "no-such-name.invalid")


def test_certificates_are_for_the_name_and_not_for_the_address(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    context = SSLContext(PROTOCOL_TLS_SERVER)
    context.load_cert_chain(_certificate(tmp_path, "talks.example"))
    monkeypatch.setenv("SSL_CERT_FILE", str(tmp_path / "both.pem"))
    transport._trusted.cache_clear()
    real = socket.getaddrinfo
    monkeypatch.setattr(
        socket,
        "getaddrinfo",
        lambda host, *args, **kwargs: real(
            "127.0.0.2" if host.endswith(".example") else host, *args, **kwargs
        ),
    )
    try:
        with receiving(context=context) as server:
            server.answers["/a.wav"] = file(b"sound")
            url = f"https://talks.example:{server.port}/a.wav"
            assert fetched(url, f"*:{server.port}") == ("a.wav", b"sound")
            with pytest.raises(FetchError):
                fetched(url.replace("talks", "other"), f"*:{server.port}")
    finally:
        transport._trusted.cache_clear()


def _certificate(folder: Path, name: str) -> Path:
    key = ec.generate_private_key(ec.SECP256R1())
    subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
    now = datetime.now(UTC)
    certificate = (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(subject)
        .public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName(name)]), critical=False)
        .sign(key, hashes.SHA256())
    )
    secret = key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    path = folder / "both.pem"
    path.write_bytes(certificate.public_bytes(serialization.Encoding.PEM) + secret)
    return path
