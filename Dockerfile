# Exact Transcription for CPUs or NVIDIA GPUs; docs/deploy.md tells how to build and run it.
#
#   DEVICE         cuda, or cpu to leave out what only a GPU needs
#   MODELS         models that are put into the image, so that a cold start downloads nothing
#   REQUIREMENTS   the locked requirements that are installed
#   BASE           Debian 12; `make pin` writes the digest that it has today
ARG BASE=debian:bookworm-slim@sha256:3783cc01769c7b2b1b83a5c5ad96c815348e28ed7da68e2e3687004faa906251

FROM ${BASE} AS python
# Debian names a package's security fixes by its version; pinning it here would keep them out. `upgrade` brings in
# those that came after the pinned base.
# hadolint ignore=DL3008
RUN apt-get update \
 && apt-get upgrade --yes --no-install-recommends \
 && apt-get install --yes --no-install-recommends ca-certificates libgomp1 python3 \
 && rm -rf /var/lib/apt/lists/*
ENV PATH=/opt/venv/bin:${PATH} \
    PYTHONUNBUFFERED=1

FROM python AS tools
# hadolint ignore=DL3008
RUN apt-get update \
 && apt-get install --yes --no-install-recommends python3-venv \
 && rm -rf /var/lib/apt/lists/* \
 && python3 -m venv /opt/tools
ENV PATH=/opt/tools/bin:${PATH}
WORKDIR /build
COPY requirements/image.txt ./
RUN --mount=type=cache,target=/root/.cache/pip \
    pip install --no-deps --require-hashes --requirement image.txt

FROM tools AS ui
WORKDIR /build/http/ui
COPY src/entrypoints/http/ui/package.json src/entrypoints/http/ui/package-lock.json ./
RUN --mount=type=cache,target=/root/.npm npm ci
COPY src/entrypoints/http/ui ./
RUN npm run build

FROM tools AS application
COPY pyproject.toml README.md LICENSE ./
COPY src src
COPY --from=ui /build/http/static/ui src/entrypoints/http/static/ui
RUN python3 -m venv --without-pip /opt/venv \
 && hatchling build --target wheel --directory dist \
 && pip --python /opt/venv/bin/python install --no-cache-dir --no-deps --no-index --prefix /application dist/*.whl

FROM tools AS dependencies
ARG DEVICE=cuda
ARG REQUIREMENTS=requirements/runtime.txt
COPY ${REQUIREMENTS} runtime.txt
COPY deploy/image/install.sh ./
RUN --mount=type=cache,target=/root/.cache/pip ./install.sh "${DEVICE}" runtime.txt

FROM python AS runtime
RUN useradd --uid 10001 --no-create-home --home-dir /tmp exact \
 && install --directory --owner exact --group exact /data
ENV EXACT_CACHE_DIR=/models \
    EXACT_DATA_DIR=/data \
    EXACT_HOST=0.0.0.0 \
    EXACT_LOG_FORMAT=json \
    HF_HOME=/models/huggingface \
    HOME=/tmp \
    LD_LIBRARY_PATH=/opt/venv/lib/python3.11/site-packages/nvidia/cublas/lib:/opt/venv/lib/python3.11/site-packages/nvidia/cudnn/lib \
    NVIDIA_DRIVER_CAPABILITIES=compute,utility \
    NVIDIA_VISIBLE_DEVICES=all \
    ORT_DISABLE_TELEMETRY=1 \
    PYANNOTE_METRICS_ENABLED=0 \
    PORT=8080 \
    PYTHONDONTWRITEBYTECODE=1 \
    TORCH_HOME=/models/torch
# The largest parts are layers of their own: they are fetched side by side, and change most seldom.
COPY --from=dependencies /layers/cuda /opt/venv/lib/python3.11/site-packages
COPY --from=dependencies /layers/torch /opt/venv/lib/python3.11/site-packages
COPY --from=dependencies /opt/venv /opt/venv

FROM runtime AS models
ARG MODELS="base pocketsphinx-en segmentation-3.0 camplusplus"
COPY --from=application /application /opt/venv
COPY deploy/image/fetch_models.sh /
RUN --mount=type=secret,id=huggingface-key /fetch_models.sh "${MODELS}"

FROM runtime AS sbom
COPY --from=tools /opt/tools /opt/tools
COPY --from=application /application /opt/venv
RUN /opt/tools/bin/cyclonedx-py environment --output-reproducible --output-format JSON \
    --output-file /sbom.cdx.json /opt/venv/bin/python

FROM runtime
LABEL org.opencontainers.image.title="Exact Transcription" \
      org.opencontainers.image.description="Transcripts one can rely on to the word" \
      org.opencontainers.image.licenses="Apache-2.0"
COPY --from=models /models /models
COPY --from=application /application /opt/venv
COPY --from=sbom /sbom.cdx.json /usr/share/exact-transcription/sbom.cdx.json
USER 10001:10001
WORKDIR /data
VOLUME /data
EXPOSE 8080
HEALTHCHECK --interval=30s --timeout=5s --start-period=60s --retries=3 \
    CMD ["python", "-c", "import os, urllib.request as r; r.urlopen(f\"http://127.0.0.1:{os.environ['PORT']}/healthz\", timeout=4)"]
ENTRYPOINT ["exact-transcription"]
CMD ["serve"]
