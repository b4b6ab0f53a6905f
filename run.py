#!/usr/bin/env python3
"""Gongkai 公开 in two commands.

    python3 run.py site [--no-serve] [--port N]   构建并浏览网站 / build the site and serve it
    python3 run.py test [pytest's arguments]      运行全部检查 / run every check that CI runs

Standard library only, and every line parses on Python 3.6: an interpreter that is too old gets a
message, not a syntax error. Messages go to stderr, which can show Chinese under any locale.
"""

import argparse
import hashlib
import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).resolve().parent
MESSAGES = {
    "python": "请安装并使用 Python 3.11 或更新的版本。 / Install Python 3.11 or newer and use it.",
    "venv": "无法建立 .venv：请安装 python3-venv，并确认本目录可写。"
    " / No .venv: install python3-venv and make this folder writable.",
    "install": "正在安装固定版本的依赖，首次约需一分钟 …… / Installing the pinned dependencies …",
    "pip": "依赖未能安装：请检查网络和 pip 的代理、镜像设置；若上文提示编译失败，请先安装 C 编译器；然后重新运行。"
    " / Not installed: check the network and pip's proxy or mirror, or install a C compiler; run again.",
    "browser": "未找到浏览器：请安装 Chromium、Chrome 或 Edge，或用环境变量 PORTAL_BROWSER 指明其程序文件。"
    " / No browser: install Chromium, Chrome or Edge, or name its program in PORTAL_BROWSER.",
    "stopped": "已停止；重新运行同一命令即可继续。 / Stopped; the same command goes on from here.",
}

# Names on PATH, and places on macOS and Windows; elsewhere those are simply not there.
BROWSERS = (
    *("chromium", "chromium-browser", "google-chrome", "microsoft-edge"),
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    r"%ProgramFiles%\Google\Chrome\Application\chrome.exe",
    r"%LocalAppData%\Google\Chrome\Application\chrome.exe",
    r"%ProgramFiles(x86)%\Microsoft\Edge\Application\msedge.exe",
)

# Programs that tests drive → the Debian packages that hold them.
TOOLS = {
    "nginx": ["nginx", "libnginx-mod-http-brotli-static"],
    "caddy": ["caddy"],
    **{name: [name] for name in ("rsync", "strace", "faketime")},
}

# A folder that lies in memory, and the bytes that all tests may need of it at once.
MEMORY, ROOM = Path("/dev/shm"), 6 * 2**30  # noqa: S108 - pytest makes a folder of its own in it

# They put other modules before ours (``python -m build`` must find our folder) or break pip; without
# bytecode every process would compile all of ours again, half a second each.
FOREIGN = (
    *("PYTHONPATH", "PYTHONHOME", "PYTHONSAFEPATH", "PYTHONWARNINGS"),
    "PYTHONDONTWRITEBYTECODE",
)


class Stop(Exception):
    """The run cannot go on; the text is one line that says what to do."""


def say(text: str) -> None:
    print(text, file=sys.stderr, flush=True)


def run(command: "list[str]", *, quiet: bool = False, **variables: str) -> int:
    """Run ``command`` in the checkout, ``variables`` added to the environment; its exit code."""
    kept = {name: value for name, value in os.environ.items() if name not in FOREIGN}
    kept.update(variables, PYTHONUTF8="1", PIP_USER="0")
    output = subprocess.DEVNULL if quiet else None
    return subprocess.call(command, cwd=str(ROOT), env=kept, stdout=output, stderr=output)


def prepare(root: Path, name: str, run: "Callable[..., int]" = run) -> str:
    """Make ``root/.venv`` hold the pinned dependencies ``name`` (site or test); its interpreter.

    The stamp goes first and comes back last: a set-up that was interrupted anywhere is made anew,
    a finished one costs nothing. What the tests need includes what the site needs.
    """
    venv = root / ".venv"
    python = venv / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
    stamp = venv / "gongkai.stamp"
    pins = {each: root / "build" / "requirements" / f"{each}.txt" for each in ("site", "test")}
    home = f"{venv} {sys.base_prefix} {sys.version} ".encode()
    wanted = {n: hashlib.sha256(home + p.read_bytes()).hexdigest() for n, p in pins.items()}
    found = stamp.read_text(errors="replace") if python.exists() and stamp.exists() else ""
    if found in (wanted[name], wanted["test"]):
        return str(python)
    say(MESSAGES["install"])
    stamp.unlink(missing_ok=True)
    make = [sys.executable, "-m", "venv", "--clear", str(venv)]
    if found != wanted["site"] and run(make, quiet=True):  # its traceback would help nobody
        raise Stop(MESSAGES["venv"])
    pip = [str(python), "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
    if run([*pip, "--no-input", "--require-hashes", "-r", str(pins[name])]):
        raise Stop(MESSAGES["pip"])
    stamp.write_text(wanted[name])
    return str(python)


def find_browser() -> "str | None":
    """Return the browser that PORTAL_BROWSER names, or else the first one installed."""
    named = os.environ.get("PORTAL_BROWSER")
    places = map(os.path.expandvars, [named] if named else BROWSERS)
    return next(filter(None, map(shutil.which, places)), None)


def provide_browser(run: "Callable[..., int]" = run) -> str:
    """Find a browser; as root on Debian and its kin, install what is missing of it and of fonts."""
    fonts = shutil.which("fc-list")  # without Chinese ones, pages are drawn and measured as boxes
    chinese = fonts and subprocess.run([fonts, ":lang=zh"], stdout=subprocess.PIPE).stdout
    missing = [] if os.environ.get("PORTAL_BROWSER") or find_browser() else ["chromium"]
    missing += [] if chinese else ["fonts-noto-cjk"]
    if missing and shutil.which("apt-get") and os.geteuid() == 0:
        run(["apt-get", "update"])
        run(["apt-get", "install", "--yes", *missing], DEBIAN_FRONTEND="noninteractive")
    browser = find_browser()
    if browser is None:
        raise Stop(MESSAGES["browser"])
    return browser


def provide_tools(run: "Callable[..., int]" = run) -> "list[str]":
    """As root on Debian and its kin, install the programs that tests drive; those still missing.

    A test that misses its program is skipped and says so.
    """
    missing = {tool: packages for tool, packages in TOOLS.items() if not shutil.which(tool)}
    if missing and shutil.which("apt-get") and os.geteuid() == 0:
        run(["apt-get", "update"], quiet=True)
        for packages in missing.values():  # one by one: not every system has all of them
            install = ["apt-get", "install", "--yes", "--no-install-recommends", *packages]
            run(install, quiet=True, DEBIAN_FRONTEND="noninteractive")
    return [tool for tool in missing if not shutil.which(tool)]


def quick_folder() -> str:
    """Memory for tests to write into, where the system lends enough: a disk takes longer. "" for none."""
    if not MEMORY.is_dir() or shutil.disk_usage(MEMORY).free < ROOM:
        return ""
    able = os.access(MEMORY, os.W_OK) and not os.statvfs(MEMORY).f_flag & os.ST_NOEXEC
    return str(MEMORY) if able else ""


def absolute(arguments: "list[str]") -> "list[str]":
    """The folders among the arguments as seen from here: the build runs in the checkout."""
    folders = ("--content", "--state")
    before = ["", *arguments]
    return [
        str(Path.cwd() / argument) if before[place] in folders else argument
        for place, argument in enumerate(arguments)
    ]


def site(arguments: "list[str]") -> int:
    """Check and freeze the site, then serve it; a build that fails gives its own exit code."""
    parser = argparse.ArgumentParser("run.py site", epilog="python -m build all --help: all others")
    parser.add_argument("--no-serve", action="store_true", help="只构建 / build only")
    parser.add_argument("--port", default="8000", help="端口 / port (%(default)s)")
    parser.add_argument("--site", help="网站目录 / folder of the site (build/site)")
    options, others = parser.parse_known_args(arguments)
    others = absolute(others)
    build = [prepare(ROOT, "site"), "-m", "build"]
    place = ["--site", str(Path.cwd() / options.site)] if options.site else []
    code = run([*build, *place, *others])
    if code or options.no_serve:
        return code
    return run([*build, "serve", *place, "--port", options.port])


def test(arguments: "list[str]") -> int:
    """Run every check, whichever fails; the arguments are pytest's. 1 if one failed."""
    python, browser = prepare(ROOT, "test"), provide_browser()
    provide_tools()
    checks = ("ruff check", "ruff format --check", "mypy")
    failed = [check for check in checks if run([python, "-m", *check.split()])]
    if failed:  # said before pytest, whose closing line with the counts has to end the output
        say(f"未通过 / failed: {', '.join(failed)}")
    # All tests in all cores: each takes a row of files, and one that is done takes half of what another
    # has left, so that all are busy to the end. A few named ones start sooner without.
    arguments = arguments or ["--numprocesses=auto", "--dist=worksteal"]
    command, folder = [python, "-m", "pytest", *arguments], quick_folder()
    code = run(command, PORTAL_BROWSER=browser, PYTEST_DEBUG_TEMPROOT=folder)
    return 1 if failed or code else 0


def main(arguments: "list[str]") -> int:
    if sys.version_info < (3, 11):
        say(MESSAGES["python"])
        return 1
    command = {"site": site, "test": test}.get(arguments[0] if arguments else "")
    if command is None:
        say(str(__doc__))
        return 2
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))  # ends what we started, too
    try:
        return command(arguments[1:])
    except KeyboardInterrupt:
        say(MESSAGES["stopped"])
        return 130
    except (Stop, OSError) as problem:
        say(str(problem))
        return 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
