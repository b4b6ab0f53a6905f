#!/bin/sh
# 每夜一次：生成、压缩、发布。用法：PORTAL_HOME=网站的文件夹 nightly.sh 发布到哪里（可以不写）
# 有问题的记录暂缓，其余照样发布，最后以 5 结束；没有生成（1 到 4）就停下，原来的网站不动。
export PYTHONUTF8=1
cd "$(dirname "$0")/.." || exit 4
python=.venv/bin/python

$python -m build --hold
code=$?
[ $code -eq 0 ] || [ $code -eq 5 ] || exit $code
$python -m build compress || exit
[ -z "$1" ] || $python -m build publish "$1" || exit
exit $code
