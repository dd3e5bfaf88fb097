#!/bin/sh
# Installs the system libraries that are missing, or says which to install where it may not.
set -eu

missing=""
command -v pkg-config >/dev/null 2>&1 || missing="$missing pkg-config"
have() { command -v pkg-config >/dev/null 2>&1 && pkg-config --exists "$1"; }
have gdal || missing="$missing libgdal-dev"
have libpng || missing="$missing libpng-dev"
have sqlite3 || missing="$missing libsqlite3-dev"
have lapacke || missing="$missing liblapacke-dev"

if ! command -v swift >/dev/null 2>&1; then
  echo "tianyan needs Swift 6.2 or later: https://www.swift.org/install" >&2
  exit 1
fi
[ -n "$missing" ] || exit 0

if ! command -v apt-get >/dev/null 2>&1; then
  echo "tianyan needs GDAL (3.6 or later), libpng, SQLite, LAPACKE and pkg-config with their headers;" >&2
  echo "on Debian and Ubuntu they are called:$missing" >&2
  exit 1
fi
if [ "$(id -u)" = 0 ]; then
  as_root=""
elif command -v sudo >/dev/null 2>&1 && sudo -n true 2>/dev/null; then
  as_root="sudo"
else
  echo "Some libraries are missing. Please run: sudo apt-get install$missing" >&2
  exit 1
fi
echo "installing:$missing"
log="$(mktemp)"
if ! { $as_root apt-get update && DEBIAN_FRONTEND=noninteractive $as_root apt-get install -y $missing; } >"$log" 2>&1; then
  cat "$log" >&2
  echo "Installing failed. Please run: apt-get install$missing" >&2
  exit 1
fi
rm -f "$log"
