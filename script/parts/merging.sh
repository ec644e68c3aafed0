#!/bin/sh
# Tells git of this clone how to merge what is built (.gitattributes): either side stays, for neither is what both give.
# Runs at `npm ci` and `script/test`; does nothing where this is no clone, as in an unpacked archive.
cd "$(dirname "$0")/../.." || exit
[ "$(git rev-parse --show-prefix 2>/dev/null || echo none)" = '' ] || exit 0
git config merge.built.name 'keeps one side of what is built'
git config merge.built.driver 'echo %P stays as it was on one side. Then: npm run build >&2'
