#!/bin/sh
# Run once by the database's image, on an empty volume: the two roles and their database.
# The owner migrates and nothing else. The service's role owns nothing, so row-level security binds
# it. The passwords come from the environment and are never arguments, which `ps` would show.
set -eu
psql --no-psqlrc --set ON_ERROR_STOP=1 --username postgres --dbname postgres <<'SQL'
\getenv owner_password DB_OWNER_PASSWORD
\getenv app_password DB_APP_PASSWORD
CREATE ROLE hearings_owner LOGIN PASSWORD :'owner_password';
CREATE ROLE hearings_app LOGIN PASSWORD :'app_password';
CREATE DATABASE hearings OWNER hearings_owner;
REVOKE ALL ON DATABASE hearings FROM PUBLIC;
GRANT CONNECT, TEMPORARY ON DATABASE hearings TO hearings_app;
SQL
