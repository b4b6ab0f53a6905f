"""A WSGI application around the portal: renewed when a file was saved, marked as a preview."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from threading import Lock
from typing import Any

from flask import Flask, render_template
from werkzeug.sansio.utils import host_is_trusted
from werkzeug.wrappers import Request, Response

from build.preview.content import Moment, look
from build.watching import signature
from portal.language import language
from portal.problems import Problem
from portal.settings import Settings

OWN = "/_preview/"
# Whom a browser on this machine asks for. Any page that it shows may let a name of its own lead here
# (DNS rebinding), and would read what is not public yet.
HOSTS = ("127.0.0.1", "localhost")
CONTEXT = 2
"""How many lines around a fault are shown."""


class Live:
    """The newest portal; its page of problems when the content has some."""

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        self.lock = Lock()
        self.version: int | None = None
        self.moment = Moment()
        self.own = Flask(__name__, static_url_path=f"{OWN}static", static_folder="static")
        self.own.jinja_env.globals.update(words=language().words)

    def __call__(self, environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
        path = Request(environ).path
        if not host_is_trusted(environ.get("HTTP_HOST"), HOSTS):
            return self._misdirected(environ)(environ, start_response)
        with self.lock:
            self._renew()
            moment, version = self.moment, self.version
        if path == f"{OWN}version":
            answer: Any = Response(str(version), mimetype="text/plain")
        elif path.startswith(OWN):
            answer = self.own
        elif moment.app is None:
            answer = self._problems(moment)
        else:
            answer = self._page(environ, moment)
        return answer(environ, start_response)  # type: ignore[no-any-return]

    @staticmethod
    def _misdirected(environ: dict[str, Any]) -> Response:
        port = environ["SERVER_PORT"]
        told = f"预览只在这台电脑上看，请打开 http://127.0.0.1:{port}/。\n"
        return Response(told, status=421, mimetype="text/plain")

    def _renew(self) -> None:
        now = signature(self.settings.content)
        if now != self.version:
            self.moment = look(self.settings)
            self.version = now

    def _page(self, environ: dict[str, Any], moment: Moment) -> Response:
        """The page as today's portal has it, or as it will be when its day has come."""
        assert moment.app is not None  # noqa: S101 - said by the caller
        page, waits = Response.from_app(moment.app, environ, buffered=True), None
        if page.status_code == 404 and moment.later is not None:
            later = Response.from_app(moment.later, environ, buffered=True)
            if later.status_code != 404:
                path = Request(environ).path
                page = later
                waits = next((one for one in moment.waiting if one.address == path), None)
        if page.mimetype == "text/html":
            html = page.get_data(as_text=True)
            head, mark, tail = html.rpartition("</body>")
            page.set_data(head + self._bar(moment, waits) + mark + tail if mark else html)
        page.headers["Cache-Control"] = "no-store"
        return page

    def _bar(self, moment: Moment, waits: object) -> str:
        return self._render("bar.html", moment=moment, waits=waits, today=self.settings.today)

    def _problems(self, moment: Moment) -> Response:
        files = [[(one, self._lines(one)) for one in group] for group in moment.problems]
        page = self._render("problems.html", files=files)
        return Response(
            page, status=503, mimetype="text/html", headers={"Cache-Control": "no-store"}
        )

    def _render(self, name: str, **values: Any) -> str:
        with self.own.test_request_context():
            return render_template(name, own=OWN, version=self.version, **values)

    def _lines(self, problem: Problem) -> list[tuple[int, str, bool]]:
        """(number, text, whether it is the one) of the lines around a fault."""
        if not problem.line:
            return []
        try:
            text = Path(self.settings.content, problem.path).read_text("utf-8", errors="replace")
        except OSError:
            return []
        lines = text.splitlines()
        first = max(1, problem.line - CONTEXT)
        shown = enumerate(lines[first - 1 : problem.line + CONTEXT], first)
        return [(number, line[:200], number == problem.line) for number, line in shown]
