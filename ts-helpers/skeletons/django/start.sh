#!/bin/sh
# What the site begins with everywhere; the server itself is given as arguments, and is told when it is to end.
set -e
python wait_for_database.py
python manage.py migrate --noinput
python manage.py collectstatic --noinput --verbosity 0
exec "$@"
