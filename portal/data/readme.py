"""What the archive says of itself."""

from __future__ import annotations

TEXT = """\
{title}：全部公开内容
主办单位：{publisher}
数据许可：{licence} {licence_url}
数据目录：{data}

content/ 是网站的全部内容，原样打包；网站上的每一个文件都由它生成。公开日期未到的记录不在其中。

重新生成同样的网站：
1. 取得本站所用的同一版 Gongkai 程序，把本压缩包里的 content/ 解压到程序目录，替换原有的 content/。
2. 在程序目录运行（YYYY-MM-DD 换成数据目录页面上「数据截至」的那一天）：

       python3 run.py site --as-of YYYY-MM-DD

   或者在已经装好依赖的环境里：

       python -m build --content content --site build/site --as-of YYYY-MM-DD

3. build/site/ 里的文件应当与网站逐字节相同，包括这个压缩包。data/sha256sums.txt 列出全部数据文件的 SHA-256，可以这样核对：

       cd build/site/data && sha256sum -c sha256sums.txt
"""
