"""Waits until the database answers: after a reboot nothing else says when it does."""

import os
import time

import django
from django.db import OperationalError, connection

SECONDS = 60

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
django.setup()

end = time.monotonic() + SECONDS
while True:
    try:
        connection.ensure_connection()
        break
    except OperationalError:
        if time.monotonic() > end:
            raise
        time.sleep(1)
