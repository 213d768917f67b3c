# syntax=docker/dockerfile:1
# hookitd and hookit in a small image. It holds no Postgres: give it one by DATABASE_URL.
#   docker build --tag hookit .
#   docker run --env DATABASE_URL=postgres://… --volume hookit:/var/lib/hookit --publish 8000:8000 hookit

FROM rust:1.95-slim-bookworm AS build
WORKDIR /src
COPY . .
# The caches stay on the machine that builds; what is to be kept is copied out of them.
RUN --mount=type=cache,target=/usr/local/cargo/registry \
    --mount=type=cache,target=/src/target \
    cargo build --release --locked --bins \
    && install -D --target-directory=/out target/release/hookit target/release/hookitd

FROM debian:bookworm-slim
LABEL org.opencontainers.image.title="HookIt" \
      org.opencontainers.image.description="Reliable webhook delivery on one Postgres" \
      org.opencontainers.image.licenses="MIT"
# The certificate authorities of the day the image is built; receivers are judged by them.
# hadolint ignore=DL3008
RUN apt-get update \
    && apt-get install --yes --no-install-recommends ca-certificates \
    && rm -rf /var/lib/apt/lists/* \
    && groupadd --system --gid 10001 hookit \
    && useradd --system --uid 10001 --gid hookit --home-dir /var/lib/hookit --no-create-home \
        --shell /usr/sbin/nologin hookit \
    && install -d -m 0700 -o hookit -g hookit /var/lib/hookit \
    && install -d -m 0750 -o hookit -g hookit /run/hookit
COPY --from=build /out/ /usr/local/bin/
COPY config/hookit.yaml LICENSE /usr/local/share/doc/hookit/

# Directories as systemd would name them, so that hookitd and hookit find each other without a setting.
ENV STATE_DIRECTORY=/var/lib/hookit \
    RUNTIME_DIRECTORY=/run/hookit \
    HOOKIT_API__LISTEN=0.0.0.0:8000
USER 10001:10001
VOLUME ["/var/lib/hookit"]
EXPOSE 8000
# A stop lets what is under way come to its end: deliver.drain_ms, 30 s. Give it as long: docker stop --time 60.
STOPSIGNAL SIGTERM
HEALTHCHECK --interval=10s --timeout=6s --start-period=60s --retries=3 CMD ["hookitd", "healthcheck"]
ENTRYPOINT ["hookitd"]
