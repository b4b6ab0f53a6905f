from __future__ import annotations

from portal import reads, store
from tests.conftest import MakeApp
from tests.factories import Content


def test_a_record_is_public_from_its_own_day_on(world: Content, make_app: MakeApp) -> None:
    world.add("notices", "early", published="2026-06-30")
    with make_app("2026-06-29").app_context():
        assert reads.record("notices", "early") is None
        assert reads.count("notices") == 0
    with make_app("2026-06-30").app_context():
        assert reads.record("notices", "early") is not None


def test_what_leads_to_a_held_record_is_held_with_it(world: Content, make_app: MakeApp) -> None:
    world.add("notices", "early", published="2026-07-01")
    world.add("notices", "next", "[later](early.md)")
    world.add("pages", "third", "[next](../notices/next.md)")
    app = make_app("2026-06-30")
    assert store.of(app).held == ("notices/early.md", "notices/next.md", "pages/third.md")
    assert app.test_client().get("/pages/third/").status_code == 404
    assert store.of(make_app("2026-07-01")).held == ()


def test_a_reference_holds_back_whoever_makes_it(world: Content, make_app: MakeApp) -> None:
    world.add("projects", "project", published="2026-07-01")
    world.add("announcements", "one", published="2026-06-01")
    assert store.of(make_app("2026-06-30")).held == ("announcements/one.md", "projects/project.md")
