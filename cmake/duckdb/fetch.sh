#!/usr/bin/env bash
# Installs DuckDB's library, C header and licence for this machine, once:
#   cmake/duckdb/fetch.sh        -> ${DEWLINE_DEPS:-~/.cache/dewline}/duckdb-1.4.4/{lib,include,LICENSE}
# Everything is pinned in pins.txt: the packages by npm's integrity hash, the files by sha256. No package code is run.
# Exit codes: 0 in place, 1 failed or not what was pinned, 3 neither npm nor curl is here.
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
dest="${DEWLINE_DEPS:-$HOME/.cache/dewline}/duckdb-1.4.4"
# shellcheck source=cmake/npm.sh
. "$here/../npm.sh"
machine=$(uname -m)
[[ $machine == arm64 ]] && machine=aarch64

pins() { awk -v m="$machine" '!/^#/ && ($1 == m || $1 == "any")' "$here/pins.txt"; }
sha256() { sha256sum "$1" | cut -d' ' -f1; }

has() { # FILE SUM: it is there with its hash
  [[ -f $1 && $(sha256 "$1") == "$2" ]]
}
in_place() { # every pinned file
  while read -r _ _ _ _ file sum where; do
    has "$dest/$where/${file##*/}" "$sum" || return 1
  done < <(pins)
}

if [[ $(pins | wc -l) -ne 3 ]]; then
  echo "fetch.sh: no DuckDB library is pinned for machine type $machine (x86_64 and aarch64 are)" >&2
  exit 1
fi
in_place && exit 0
temp=$(mktemp -d)
trap 'rm -rf "$temp"' EXIT
while read -r _ package version pinned file sum where; do
  has "$dest/$where/${file##*/}" "$sum" && continue
  folder="$temp/${package//\//-}" # several files of one package: one download
  if [[ ! -d $folder ]]; then
    echo "fetching $package@$version from $(npm_registry)"
    npm_fetch "$package" "$version" "$pinned" "$folder" >/dev/null
  fi
  tar -xzf "$folder"/*.tgz -C "$temp" "package/$file"
  [[ $(sha256 "$temp/package/$file") == "$sum" ]] ||
    { echo "fetch.sh: $file in $package@$version has another sha256 than pinned" >&2; exit 1; }
  mkdir -p "$dest/$where"
  mv "$temp/package/$file" "$dest/$where/.${file##*/}.$$" # a name of its own, then one rename: never half a file
  mv -f "$dest/$where/.${file##*/}.$$" "$dest/$where/${file##*/}"
  echo "  $(du -h "$dest/$where/${file##*/}" | cut -f1)  $dest/$where/${file##*/}  (download $(du -h "$folder"/*.tgz | cut -f1))"
  rm -rf "$temp/package"
done < <(pins)
in_place
