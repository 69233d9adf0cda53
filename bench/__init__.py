"""The floors and pass lines of the service, measured in one run: ``./dev bench [NAME …]``."""
