#!/usr/bin/env bash
# build_without_engine.sh DEVICE FOLDER: the image, built on a machine that has neither a container engine nor a
# registry of images, only Debian's, Python's and npm's packages. Needs root, and Debian's packages buildah and
# debootstrap. What it makes is in FOLDER (about 15 GB for cpu); run_without_engine.sh tries it.
#
# Debian 12 comes from debootstrap, and buildah runs the Dockerfile's steps in a chroot. The stages are built one
# after the other, each with its time; `LOCK` may name a command that waits for its turn on a shared machine.
# Where packages come through a proxy with a certificate of its own, `CERTIFICATES` names the file of all of them.
set -euo pipefail
device=$1
mkdir -p "$2"
folder=$(cd "$2" && pwd)
cd "$(dirname "$0")/../.."
export TMPDIR=$folder/tmp STORAGE_DRIVER=overlay BUILDAH_ISOLATION=chroot
mkdir -p "$TMPDIR"
# `env` starts the program where there is no lock; by its name alone this function would call itself without end.
buildah() { ${LOCK:-env} buildah --root "$folder/store" --runroot "$folder/run" "$@"; }
took() { echo "$1: $((SECONDS - $2)) s, $(df --output=avail -BG "$folder" | tail -1 | tr -d ' ') of disk left"; }

base=localhost/debian:bookworm-slim
if ! buildah inspect --type image "$base" > "$TMPDIR/base.json" 2>&1; then
  begun=$SECONDS
  test -x "$folder/debian/bin/sh" ||
    debootstrap --variant=minbase bookworm "$folder/debian" > "$TMPDIR/debootstrap.log"
  rm -rf "$folder"/debian/var/{cache/apt/*,lib/apt/lists/*,log/*} "$folder"/debian/usr/share/{doc,info,locale,man}/*
  printf 'deb %s %s main\n' http://deb.debian.org/debian bookworm http://deb.debian.org/debian bookworm-updates \
    http://deb.debian.org/debian-security bookworm-security > "$folder/debian/etc/apt/sources.list"
  made=$(buildah from scratch)
  buildah add --quiet "$made" "$folder/debian" /
  buildah config --cmd /bin/bash --env PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin "$made"
  buildah commit --quiet --rm "$made" "$base"
  took "Debian" "$begun"
fi

mounts=()
if [ -n "${CERTIFICATES:-}" ]; then
  printf '[global]\ncert = /run/certificates.crt\n' > "$folder/pip.conf"
  printf 'cafile=/run/certificates.crt\n' > "$folder/npmrc"
  mounts=(--volume "$CERTIFICATES:/run/certificates.crt:ro"
    --volume "$folder/pip.conf:/etc/pip.conf:ro" --volume "$folder/npmrc:/root/.npmrc:ro")
fi
for stage in python tools ui application dependencies runtime models sbom ""; do
  begun=$SECONDS
  buildah build --layers --format docker --build-arg "BASE=$base" --build-arg "DEVICE=$device" \
    ${MODELS+--build-arg "MODELS=$MODELS"} "${mounts[@]}" ${stage:+--target "$stage"} \
    --tag "localhost/exact-transcription:$device${stage:+-$stage}" . > "$TMPDIR/build-$device-${stage:-image}.log" 2>&1 ||
    { tail -40 "$TMPDIR/build-$device-${stage:-image}.log" >&2; exit 1; }
  took "${stage:-image}" "$begun"
done
