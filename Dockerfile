# The image of the service: web, workers, beat and migrations. It holds no secret and runs as nobody
# in particular. Build it from a clean checkout: docker compose build

FROM node:22.12.0-bookworm-slim AS assets
WORKDIR /build
COPY package.json package-lock.json .npmrc ./
RUN npm ci
COPY assets/ assets/
RUN node assets/build.mjs

FROM python:3.11.11-slim-bookworm AS packages
COPY requirements/runtime.txt /
RUN python -m venv /venv \
 && /venv/bin/pip install --no-cache-dir --require-hashes --only-binary=:all: -r /runtime.txt

FROM python:3.11.11-slim-bookworm
# Debian keeps only the newest build of a package, so a pinned one would soon not be found.
# hadolint ignore=DL3008
RUN apt-get update \
 && apt-get install -y --no-install-recommends \
    fonts-dejavu-core libharfbuzz-subset0 libpango-1.0-0 libpangoft2-1.0-0 \
 && rm -rf /var/lib/apt/lists/* \
 && groupadd --gid 10001 service \
 && useradd --uid 10001 --gid service --no-create-home --shell /usr/sbin/nologin service \
 && install -d -o service -g service -m 0700 /srv/papers
ENV PATH=/venv/bin:$PATH \
    PYTHONDONTWRITEBYTECODE=1 \
    PYTHONUNBUFFERED=1 \
    STATIC_ROOT=/srv/static \
    MEDIA_ROOT=/srv/papers
WORKDIR /srv/fair-hearing
COPY --from=packages /venv /venv
COPY --from=assets /build/static static/
COPY . .
# The settings want both to be set; nothing is signed and nothing is connected to here.
RUN SECRET_KEY=while-building DATABASE_URL=postgresql://nobody@nowhere/none \
    python manage.py collectstatic --noinput
USER 10001:10001
EXPOSE 8000
HEALTHCHECK --interval=30s --timeout=5s --start-period=30s \
    CMD ["python", "-c", "from urllib.request import urlopen; urlopen('http://127.0.0.1:8000/healthz', timeout=3)"]
CMD ["gunicorn", "config.wsgi:application", "--bind", "0.0.0.0:8000", "--workers", "3", \
     "--worker-tmp-dir", "/dev/shm", "--graceful-timeout", "20"]
