"""A real HTTP server on this machine that does what a test wants of it."""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from ssl import SSLContext

Answer = Callable[[BaseHTTPRequestHandler], None]


class Receiver:
    """Remembers what it was asked; answers by path."""

    def __init__(self, address: str, context: SSLContext | None = None) -> None:
        self.asked: list[tuple[str, dict[str, str], bytes]] = []
        self.answers: dict[str, Answer] = {}
        receiver = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_GET(self) -> None:
                self._handle()

            def do_POST(self) -> None:
                self._handle()

            def _handle(self) -> None:
                body = self.rfile.read(int(self.headers.get("Content-Length", "0")))
                headers = {name.lower(): value for name, value in self.headers.items()}
                receiver.asked.append((self.path, headers, body))
                self.close_connection = True
                receiver.answers.get(self.path, status(404))(self)

            def log_message(self, *_: object) -> None:
                pass

        class Quiet(ThreadingHTTPServer):
            daemon_threads = True

            def handle_error(self, *_: object) -> None:
                """Clients that go away are expected here."""

        self.server = Quiet((address, 0), Handler)
        if context is not None:
            self.server.socket = context.wrap_socket(self.server.socket, server_side=True)
        self.port: int = self.server.server_address[1]
        self.host = f"{address}:{self.port}"
        self.url = f"http://{self.host}"


@contextmanager
def receiving(address: str = "127.0.0.2", context: SSLContext | None = None) -> Iterator[Receiver]:
    """A running server."""
    receiver = Receiver(address, context)
    thread = threading.Thread(target=receiver.server.serve_forever, args=(0.05,), daemon=True)
    thread.start()
    try:
        yield receiver
    finally:
        receiver.server.shutdown()
        receiver.server.server_close()
        thread.join()


def status(code: int, **headers: str) -> Answer:
    """Answer with a status and nothing else."""

    def answer(request: BaseHTTPRequestHandler) -> None:
        request.send_response(code)
        for name, value in {"Content_Length": "0", **headers}.items():
            request.send_header(name.replace("_", "-"), value)
        request.end_headers()

    return answer


def file(data: bytes, *, length: int | None = None, **headers: str) -> Answer:
    """Answer with bytes; `length` is what the server says of their number."""

    def answer(request: BaseHTTPRequestHandler) -> None:
        status(200, Content_Length=str(len(data) if length is None else length), **headers)(request)
        request.wfile.write(data)

    return answer


def dripping(piece: bytes, pause: float, *, times: int = 10_000) -> Answer:
    """Answer without an end, a piece at a time."""

    def answer(request: BaseHTTPRequestHandler) -> None:
        request.send_response(200)
        request.send_header("Connection", "close")
        request.end_headers()
        wait = threading.Event()
        for _ in range(times):
            request.wfile.write(piece)
            wait.wait(pause)

    return answer
