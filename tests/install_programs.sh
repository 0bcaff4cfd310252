#!/usr/bin/env bash
# Installs the system packages that only some tests need: what tests/programs.py names. Debian, as root.
set -euo pipefail
cd "$(dirname "$0")/.."
missing=()
while IFS=$'\t' read -r command package; do
  command -v "$command" >/dev/null || missing+=("$package")
done < <(sed -nE 's/.*command="([^"]+)", package="([^"]+)".*/\1\t\2/p' tests/programs.py)
if [ ${#missing[@]} -gt 0 ]; then
  sudo=$([ "$(id -u)" = 0 ] || echo sudo)
  # The registry of images is for tests, which start their own; as a service it would listen to everybody.
  if [[ " ${missing[*]} " == *" docker-registry "* && -d /run/systemd/system ]]; then
    $sudo systemctl mask docker-registry.service
  fi
  $sudo apt-get update -qq
  DEBIAN_FRONTEND=noninteractive $sudo apt-get install -y -qq --no-install-recommends "${missing[@]}" >/dev/null
fi
