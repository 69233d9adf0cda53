#!/bin/sh
# The broker, with its password in a file and not among the arguments, which `ps` would show.
set -eu
umask 077
printf 'requirepass %s\n' "$REDIS_PASSWORD" > /tmp/broker.conf
# noeviction: a broker that drops keys when it is full loses work silently.
exec redis-server /tmp/broker.conf --appendonly yes --appendfsync everysec \
    --maxmemory-policy noeviction
