#!/bin/sh
# What the site begins with everywhere; the server itself is given as arguments, and is told when it is to end.
set -e
node migrate.js
cp -R static/. /srv/static/
exec "$@"
