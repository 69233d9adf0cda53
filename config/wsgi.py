import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
application = get_wsgi_application()

from row_security.checks import refuse_to_start  # noqa: E402  (only now is Django set up)

refuse_to_start()  # a web process that no policy binds never answers
