"""The three kinds of targets: a folder, a real rsync, a store with the verbs of S3."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from build.publish.folder import Folder
from build.publish.rsync import Rsync
from build.publish.store import Store
from tests.build.publish import s3
from tests.build.publish.s3 import BUCKET
from tests.build.publish.there import There, folder


@pytest.fixture(params=["folder", "rsync", "s3"])
def there(
    request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[There]:
    place = tmp_path / "web root" / "公开"
    place.parent.mkdir()
    if request.param == "folder":
        yield folder(place, str(place))
    elif request.param == "rsync":
        if shutil.which("rsync") is None:
            pytest.skip("rsync is not installed (run.py test does, as root)")
        yield folder(place, f"rsync:{place}")
    else:
        with s3.serving() as store:
            for name, value in {
                "AWS_ENDPOINT_URL": store.address,
                "AWS_ACCESS_KEY_ID": "key",
                "AWS_SECRET_ACCESS_KEY": "secret",
                "AWS_DEFAULT_REGION": "here",
            }.items():
                monkeypatch.setenv(name, value)
            prefix = "gk/"
            yield There(
                f"s3://{BUCKET}/gk",
                lambda: {key.removeprefix(prefix): data for key, data in store.objects.items()},
                lambda path, data: store.objects.update({prefix + path: data}),
                lambda path: store.objects.pop(prefix + path),
            )


@pytest.fixture
def order(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What is copied and removed, as it happens."""
    seen: list[str] = []
    for kind in (Folder, Rsync, Store):
        for name, sign in (("put", ""), ("remove", "-")):
            monkeypatch.setattr(kind, name, noted(getattr(kind, name), sign, seen))
    return seen


def noted(method: Callable[..., Iterator[str]], sign: str, seen: list[str]) -> object:
    def follow(*arguments: object) -> Iterator[str]:
        for path in method(*arguments):
            seen.append(sign + path)
            yield path

    return follow
