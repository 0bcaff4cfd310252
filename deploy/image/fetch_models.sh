#!/usr/bin/env bash
# fetch_models.sh MODELS: models into /models, with one time for all files, so that a layer with the same
# models is the same layer.
set -euo pipefail
mkdir -p /models
if [ -n "$1" ]; then
  token=$(cat /run/secrets/huggingface-key 2>/dev/null || true)
  read -ra names <<< "$1"
  HUGGING_FACE_HUB_TOKEN=$token exact-transcription models pull "${names[@]}"
fi
find /models -name '.*.lock' -delete
find /models -exec touch --no-dereference --date=@0 {} +
chmod -R a+rX /models
