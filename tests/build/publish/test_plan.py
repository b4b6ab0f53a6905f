"""What is copied and removed, and in which order."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from build.publish.plan import Stage, plan, stage
from build.trees.manifest import Entry


def test_what_pages_need_goes_first_and_what_leads_to_them_last() -> None:
    order = [
        ("static/portal.css", Stage.PARTS),
        ("search/index/s-1f-0.js", Stage.PARTS),
        ("search/client/engine.js", Stage.PARTS),
        ("notices/n1/申报 表.pdf", Stage.PARTS),
        ("notices/n1/index.html", Stage.PAGES),
        ("notices/page/1/index.html", Stage.ENTRIES),
        ("search/index/entry.js", Stage.ENTRIES),
        ("search/index.html", Stage.ENTRIES),
        ("notices/feed.xml", Stage.ENTRIES),
        ("sitemap.xml", Stage.ENTRIES),
        ("index.html", Stage.HOME),
        ("manifest.json", Stage.MANIFEST),
    ]
    assert [(path, stage(path)) for path, _ in order] == order
    files = {path: Entry("1", 1) for path, _ in reversed(order)}
    paths = plan(files, {}, {}, ()).paths
    assert [stage(path) for path in paths] == sorted(stage(path) for path in paths)
    assert paths[-2:] == ["index.html", "manifest.json"]


names = st.sampled_from(["index.html", "a/b/index.html", "a/index.html", "c.css", "d"])
entries = st.builds(Entry, st.sampled_from("12"), st.just(1))
manifests = st.dictionaries(names, entries)


@given(manifests, manifests, st.dictionaries(names, st.sampled_from([1, 2])), st.sets(names))
def test_after_it_what_should_be_there_is_and_nothing_of_others_went(
    local: dict[str, Entry], remote: dict[str, Entry], there: dict[str, int], stale: set[str]
) -> None:
    made = plan(local, remote, there, stale)
    after = (there.keys() - set(made.removed)) | set(made.paths)
    assert local.keys() <= after
    assert after - local.keys() == there.keys() - local.keys() - remote.keys() - stale
    unchanged = local.keys() - set(made.paths)
    assert all(remote[path] == local[path] and there[path] == 1 for path in unchanged)
