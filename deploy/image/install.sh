#!/usr/bin/env bash
# install.sh DEVICE REQUIREMENTS: the locked requirements into /opt/venv, the largest parts into /layers.
#
# PyPI's PyTorch is built for CUDA and its libraries load one another, GPU or not. For DEVICE=cpu what
# they do not load by themselves is deleted: Triton, and the parts of cuDNN and others that only work on
# a GPU asks for.
set -euo pipefail
device=$1 requirements=$2
site=/opt/venv/lib/python3.11/site-packages

python3 -m venv --without-pip /opt/venv
install() { pip --python /opt/venv/bin/python install --no-deps --require-hashes --requirement "$@"; }
# What comes as source is built with the locked setuptools, and not with whatever is newest today.
awk '/^setuptools==/ {found = 1} found {print} found && !/\\$/ {exit}' "$requirements" > setuptools.txt
install setuptools.txt
install "$requirements" --no-build-isolation

case $device in
  cuda) ;;
  cpu)
    find "$site"/torch* -name '*.so*' -type f -exec ldd {} + 2>/dev/null |
      awk '$3 ~ /\/nvidia\// {print $3}' | xargs realpath | sort -u > /tmp/loaded
    test -s /tmp/loaded
    find "$site/nvidia" -name '*.so*' -type f | xargs realpath | sort -u > /tmp/all
    comm -23 /tmp/all /tmp/loaded | xargs --no-run-if-empty rm
    rm -rf "$site/triton"
    ;;
  *) echo "DEVICE is cuda or cpu, not $device" >&2; exit 2 ;;
esac

mkdir -p /layers/cuda /layers/torch
for part in nvidia triton; do
  test ! -e "$site/$part" || mv "$site/$part" /layers/cuda/
done
mv "$site/torch" /layers/torch/
