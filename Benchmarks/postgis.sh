# Sourced: a PostgreSQL with PostGIS of our own on a socket below $work, where the packages are there; $database is its
# connection string for tianyan. `stop_postgis` ends it. Returns 1 where there is none.
start_postgis() {
  bin=$(ls -d /usr/lib/postgresql/*/bin 2>/dev/null | tail -1)
  [ -n "$bin" ] && ls /usr/share/postgresql/*/extension/postgis.control >/dev/null 2>&1 || return 1
  server="$work/postgres"
  mkdir -p "$server/socket"
  as=""
  if [ "$(id -u)" = 0 ]; then  # PostgreSQL does not run as root
    chown -R postgres "$server"
    chmod 711 "$work"
    as="setpriv --reuid=postgres --regid=postgres --clear-groups"
  fi
  $as "$bin/initdb" -D "$server/data" -A trust -U postgres >/dev/null || return 1
  $as "$bin/pg_ctl" -D "$server/data" -w -l "$server/log" \
    -o "-k $server/socket -c listen_addresses=''" start >/dev/null || return 1
  psql="psql -q -t -A -h $server/socket -U postgres"
  $psql -c 'CREATE DATABASE county' && $psql -d county -c 'CREATE EXTENSION postgis' || return 1
  database="PG:host=$server/socket user=postgres dbname=county password=hush-hush"
  psql="$psql -d county"
}

stop_postgis() { $as "$bin/pg_ctl" -D "$server/data" -m immediate stop >/dev/null 2>&1 || true; }
