"""Published sites whose search page a visitor opens."""

from __future__ import annotations

import pytest

from tests.search.client.seen import PAIR
from tests.search.samples import document
from tests.search.site import Host, Published

VARIED = [
    document("announcements/a1", "云溪公告", "心理服务", "2026-03-02", 100_00, region="云溪市"),
    document("announcements/a2", "青禾公告", "法律服务", "2025-03-02", 200_00, region="青禾县"),
    document("publicity/p1", "青禾公示", "心理服务公告", "2026-04-02", 300_50, region="青禾县"),
    document("evaluations/e1", "白石评价", "法律服务", "", None),
]


@pytest.fixture
def pair(host: Host) -> Published:
    return host.publish(PAIR)


@pytest.fixture
def varied(host: Host) -> Published:
    return host.publish(VARIED)
