#!/usr/bin/env bash
# Installs what build/peers.txt lists on a Debian, as root, without starting any service: the suites start their own peers.
set -euo pipefail
cd "$(dirname "$0")"

policy=/usr/sbin/policy-rc.d
if [ ! -e "$policy" ]; then
  printf '#!/bin/sh\nexit 101\n' >"$policy"
  chmod +x "$policy"
  trap 'rm -f "$policy"' EXIT
fi

export DEBIAN_FRONTEND=noninteractive
apt-get update -qq
mapfile -t needed < <(sed -nE 's/^([a-z0-9][^ ]*) .*/\1/p' peers.txt)
# What a release may lack is asked for only where it has it.
for package in $(sed -nE 's/^\?([^ ]*) .*/\1/p' peers.txt); do
  if apt-cache show "$package" >/dev/null 2>&1; then needed+=("$package"); fi
done
apt-get install -y -qq --no-install-recommends "${needed[@]}" >/dev/null
