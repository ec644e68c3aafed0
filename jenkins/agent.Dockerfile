# An agent: what the library needs on one (README, "What it needs"), over WebSocket and so without a port.
ARG AGENT_TAG=latest-jdk21
FROM docker:28-cli AS docker
FROM node:24-bookworm-slim AS node
FROM jenkins/inbound-agent:${AGENT_TAG}

USER root
RUN apt-get update \
    && apt-get install --yes --no-install-recommends git openssh-client util-linux \
    && rm -rf /var/lib/apt/lists/*
COPY --from=docker /usr/local/bin/docker /usr/local/bin/docker
COPY --from=docker /usr/local/libexec/docker/cli-plugins /usr/local/libexec/docker/cli-plugins
COPY --from=node /usr/local/bin/node /usr/local/bin/node
COPY --from=node /usr/local/lib/node_modules /usr/local/lib/node_modules
RUN ln -s ../lib/node_modules/npm/bin/npm-cli.js /usr/local/bin/npm \
    && ln -s ../lib/node_modules/npm/bin/npx-cli.js /usr/local/bin/npx
USER jenkins
