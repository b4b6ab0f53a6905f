"""The command that takes the site to its visitors."""

from __future__ import annotations

import click

from build.commands.options import with_settings
from build.log import result
from build.make import at_work
from build.publish.publish import Publication
from build.publish.where import open_target, refuse_ours
from build.verify import verify_folder
from portal.settings import Settings


@click.command()
@click.argument("target", metavar="目标")
@click.option("--dry-run", is_flag=True, help="只说要做什么，什么也不改。")
@with_settings
def publish(settings: Settings, target: str, *, dry_run: bool) -> None:
    """把已经生成的网站发布到目标：文件夹、[用户@]主机:路径（rsync）、rsync:路径，或 s3://桶/路径 等。

    先页面，后首页、栏目、订阅和检索入口，清单最后；不再有的页面最后删除。中断后再运行一次会接着做。
    """
    refuse_ours(target, settings)
    with at_work(settings) as place:
        verify_folder(place.site)
        publication = Publication(place.site, open_target(target), target, settings.state)
        plan = publication.plan
        if dry_run:
            for path in plan.paths:
                result(f"上传 {path}")
            for path in plan.removed:
                result(f"删除 {path}")
        else:
            publication.run()
        done = "将上传" if dry_run else "已上传"
        result(
            f"{done} {len(plan.paths)} 个文件（{plan.size} 字节），删除 {len(plan.removed)} 个：{target}"
        )
