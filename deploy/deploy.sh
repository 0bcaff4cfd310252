#!/usr/bin/env bash
# deploy.sh SHAPE: bring the database up to date, then the services of deploy/cloud-run/SHAPE.
# Names of the project's parts come from the environment; render.py stops where one is missing.
set -euo pipefail
cd "$(dirname "$0")"
shape=$1
test -d "cloud-run/$shape" || { echo "There is no shape $shape: choose small or scale." >&2; exit 2; }
rendered=$(mktemp -d)
run() { gcloud run "$@" --project="$PROJECT" --region="$REGION"; }

python3 render.py cloud-run/prepare.yaml > "$rendered/prepare.yaml"
for file in cloud-run/"$shape"/*.yaml; do
  python3 render.py "$file" > "$rendered/${file##*/}"
done

run jobs replace "$rendered/prepare.yaml"
run jobs execute exact-prepare --wait
run services replace "$rendered/web.yaml"
if [ -e "$rendered/worker.yaml" ]; then
  gcloud beta run worker-pools replace "$rendered/worker.yaml" --project="$PROJECT" --region="$REGION"
fi
