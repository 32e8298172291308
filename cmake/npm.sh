# shellcheck shell=bash
# How the fetch.sh scripts take a package from the npm registry: sourced, not run. No code of a package is run: npm pack
# only downloads, and where npm is absent curl fetches the same file. npm's own settings (registry, proxy) hold if it is here.

npm_registry() {
  if command -v npm >/dev/null && command -v node >/dev/null; then
    npm config get registry 2>/dev/null
  else
    printf '%s\n' "${npm_config_registry:-https://registry.npmjs.org}"
  fi
}

npm_integrity() { # FILE: its hash in npm's form, base64 of the sha512
  printf 'sha512-'
  # shellcheck disable=SC2059
  printf "$(sha512sum "$1" | cut -d' ' -f1 | sed 's/../\\x&/g')" | base64 -w0
}

npm_download() { # PACKAGE VERSION: leaves its .tgz in this folder
  local registry
  if command -v npm >/dev/null && command -v node >/dev/null; then
    npm pack --silent --ignore-scripts "$1@$2" >/dev/null
  elif command -v curl >/dev/null; then
    registry=$(npm_registry)
    curl -fsSL --retry 3 --connect-timeout 20 -O "${registry%/}/$1/-/${1##*/}-$2.tgz"
  else
    echo "npm or curl is needed to download $1 $2; neither was found" >&2
    return 3
  fi
}

npm_fetch() { # PACKAGE VERSION INTEGRITY FOLDER: its .tgz, alone in FOLDER; prints the file's name. Not what was pinned: 1
  local code=0 tarball found
  mkdir -p "$4"
  (cd "$4" && npm_download "$1" "$2") || code=$?
  if ((code != 0)); then
    echo "could not download $1@$2 from $(npm_registry)" >&2
    return $((code == 3 ? 3 : 1))
  fi
  tarball=$(ls "$4"/*.tgz)
  found=$(npm_integrity "$tarball")
  if [[ $found != "$3" ]]; then
    echo "$1@$2 is not what was pinned: $found, wanted $3" >&2
    return 1
  fi
  printf '%s\n' "$tarball"
}
