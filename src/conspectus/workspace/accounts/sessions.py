"""Sessions in the database as Django keeps them, read by one statement that is not put together for each page."""

from django.contrib.sessions.backends import db
from django.db import connection
from django.utils import timezone

LOAD = "select session_data from django_session where session_key = %s and expire_date > %s"


class SessionStore(db.SessionStore):
    """Django's."""

    def load(self) -> dict[str, object]:
        """What a session holds; nothing, and no key, where there is none or it is over."""
        with connection.cursor() as cursor:
            cursor.execute(LOAD, [self.session_key, connection.ops.adapt_datetimefield_value(timezone.now())])
            found = cursor.fetchone()
        if found is None:
            self._session_key = None
            return {}
        held: dict[str, object] = self.decode(found[0])
        return held
