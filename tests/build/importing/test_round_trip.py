"""Our own open data, brought back in: it changes nothing, or gives the same records again."""

from __future__ import annotations

from pathlib import Path

import pytest
from flask.testing import FlaskClient

from build.importing.plan import describe, make_plan
from build.importing.write import write_all
from portal import create_app
from portal.load import load
from portal.sections import SECTIONS, Section
from portal.settings import CHECKOUT, Settings
from tests.build.importing.tables import plan
from tests.conftest import DEMO_DAY, MakeApp
from tests.factories import Content

ENDINGS = ("xlsx", "csv", "json")
DEMO = CHECKOUT / "content"


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> FlaskClient:
    """The demonstration, asked for its open data."""
    work = tmp_path_factory.mktemp("demo")
    app = create_app(Settings(DEMO, work / "site", work / "state", DEMO_DAY))
    return app.test_client()


@pytest.mark.parametrize("section", SECTIONS, ids=lambda one: one.name)
def test_the_demonstration_comes_back_without_a_change(
    section: Section, demo: FlaskClient, tmp_path: Path
) -> None:
    for ending in ENDINGS:
        answer = demo.get(f"/data/{section.name}/all.{ending}")
        if answer.status_code == 404:
            assert not list((DEMO / section.name).glob("**/*.md"))
            continue
        file = tmp_path / f"all.{ending}"
        file.write_bytes(answer.data)
        made = make_plan(file, DEMO, section)
        assert made.faults == ()
        assert next(describe(made, DEMO_DAY)) == f"新增 0 条，改动 0 条，不变 {made.same} 条。"
        assert made.same > 0


@pytest.mark.parametrize("ending", ["xlsx", "csv", "json"])
def test_our_open_data_comes_back_as_it_was(
    ending: str, world: Content, make_app: MakeApp, tmp_path: Path
) -> None:
    world.add("announcements", "a1", title="甲", budget="86500.50", published="2026-02-01")
    app = make_app()
    file = tmp_path / f"all.{ending}"
    file.write_bytes(app.test_client().get(f"/data/announcements/all.{ending}").data)
    same = plan(world, file)
    assert (same.faults, same.files, same.same) == ((), {}, 1)
    before = load(world.folder).rows["announcements", "a1"]
    (world.folder / "announcements/a1.md").unlink()
    again = plan(world, file)
    assert again.faults == ()
    write_all(world.folder, again.files)
    after = load(world.folder).rows["announcements", "a1"]
    assert after.model_dump(exclude={"path"}) == before.model_dump(exclude={"path"})
