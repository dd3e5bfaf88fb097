# Sourced: gives $PYTHON with the packages named, from PyPI, in a virtual environment of its own.
# Returns 1 where PyPI is not reached, so that the caller can say what it skips.
python_with() {
  environment=".build-python"
  if ! command -v python3 >/dev/null 2>&1; then return 1; fi
  [ -x "$environment/bin/python" ] || python3 -m venv "$environment" || return 1
  "$environment/bin/pip" install --quiet --disable-pip-version-check "$@" || return 1
  PYTHON="$PWD/$environment/bin/python"
}
