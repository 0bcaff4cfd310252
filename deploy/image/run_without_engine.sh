#!/usr/bin/env bash
# run_without_engine.sh DEVICE FOLDER: tries what build_without_engine.sh made. As user 10001, on a read-only root with /tmp
# in memory and /data a folder, in a network namespace of its own that has no route anywhere: the sample recording by
# command line, then `serve` with the image's health check and an upload through HTTP. Prints what each took.
set -euo pipefail
device=$1
folder=$(cd "$2" && pwd)
image=localhost/exact-transcription:$device
store() { buildah --root "$folder/store" --runroot "$folder/run" --storage-driver overlay "$@"; }

if [ -z "${INSIDE:-}" ]; then
  made=$(store from --pull-never "$image")
  root=$(store mount "$made")
  export INSIDE=$root
  store inspect --type image --format '{{range .OCIv1.Config.Env}}{{println .}}{{end}}' "$image" |
    sed '/^$/d' > "$folder/environment"
  result=0
  unshare --mount --net --pid --fork "$0" "$@" || result=$?
  store unmount "$made" > /dev/null
  store rm "$made" > /dev/null
  exit "$result"
fi

root=$INSIDE
data=$(mktemp -d)
chown 10001:10001 "$data"
mount --bind "$root" "$root"
mount -t proc proc "$root/proc"
mount --rbind /dev "$root/dev"
mount -t tmpfs tmpfs "$root/tmp"
mount --bind "$data" "$root/data"
mount -o remount,bind,ro "$root"
ip link set lo up
mapfile -t environment < "$folder/environment"
inside=(chroot --userspec=10001:10001 "$root" /usr/bin/env -i "${environment[@]}" EXACT_ADMIN_PASSWORD=only-for-this-try)
"${inside[@]}" sh -c 'id; ! touch /opt/x 2>/dev/null && echo "the root is read-only"'
test -z "$(ip route)" && echo "no route anywhere"
sample=/opt/venv/lib/python3.11/site-packages/pyannote/audio/sample/sample.wav

begun=$SECONDS
"${inside[@]}" exact-transcription transcribe "$sample" --profile offline --format txt --output /data
cat "$data"/*.txt
echo "the sample by command line: $((SECONDS - begun)) s"

begun=$(date +%s%N)
"${inside[@]}" exact-transcription serve 2> "$data/log" &
server=$!
healthy() { # the image's own health check
  "${inside[@]}" python -c "import os, urllib.request as r; r.urlopen(f\"http://127.0.0.1:{os.environ['PORT']}/healthz\", timeout=4)" 2> /dev/null
}
for _ in $(seq 300); do
  if curl --silent --fail --output /dev/null http://127.0.0.1:8080/readyz; then break; fi
  sleep 0.1
done
curl --silent --show-error --fail http://127.0.0.1:8080/readyz
echo "; ready after $((($(date +%s%N) - begun) / 1000000)) ms"
healthy && echo "the health check passes"

begun=$SECONDS
key=$("${inside[@]}" exact-transcription keys issue admin --name try --scope read --scope write 2> /dev/null)
api() { curl --silent --show-error --fail --header "Authorization: Bearer $key" "$@"; }
id=$(api --form "file=@$root$sample" http://127.0.0.1:8080/api/v1/transcriptions |
  python3 -c 'import json, sys; print(json.load(sys.stdin)["id"])')
for _ in $(seq 300); do
  state=$(api "http://127.0.0.1:8080/api/v1/transcriptions/$id" |
    python3 -c 'import json, sys; print(json.load(sys.stdin)["state"])')
  case $state in succeeded) break ;; failed | cancelled) cat "$data/log" >&2; exit 1 ;; esac
  sleep 1
done
echo "the sample through HTTP: $state after $((SECONDS - begun)) s, first models loaded"

id=$(api --form "file=@$root$sample" http://127.0.0.1:8080/api/v1/transcriptions |
  python3 -c 'import json, sys; print(json.load(sys.stdin)["id"])')
sleep 2 # so that it is at work
begun=$SECONDS
kill -TERM "$server"
wait "$server" || true
echo "stopped at work in $((SECONDS - begun)) s"; grep -E 'worker_(left|stopped)|"result"' "$data/log" | tail -3
