from __future__ import annotations

from tests.build.command import run
from tests.factories import Content


def test_everything_personal_is_listed_with_what_becomes_of_it(
    world: Content, options: list[str]
) -> None:
    world.add("notices", "one", body="13800138000\n\n130503670401001\n\n13900139000")
    world.add("exemptions", "a", record="notices/one")
    result = run("personal", *options)
    assert result.exit_code == 0
    lines = result.output.splitlines()
    assert [line.partition("行")[2] for line in lines[:-1]] == [
        "，正文：手机号码 138****8000（已列为例外）",
        "，正文：身份证号码 130503******001（请人工核对）",
        "，正文：手机号码 139****9000（须删去或列为例外）",
    ]
    assert lines[-1] == "共 3 处。"


def test_a_mobile_number_as_the_sites_telephone_is_listed_and_stops_nothing(
    world: Content, options: list[str]
) -> None:
    world.site(phone="13812345678")
    result = run("personal", *options)
    assert "手机号码 138****5678（请人工核对）" in result.output
    assert run("check", *options).exit_code == 0
