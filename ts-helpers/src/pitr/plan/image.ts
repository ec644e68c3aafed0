/** Of all images of ours. */
export const REPOSITORY = 'countable-pitr';

/** By the very image that it is built of. */
export const imageName = (imageId: string): string =>
  `${REPOSITORY}:${imageId.replace(/^sha256:/, '').slice(0, 12)}`;

/** What is done to it: Debian and Alpine, as official images are. Of PGDG where the image has its packages, as they do. */
export const BUILD_LINES = `USER 0
RUN set -e; \\
  if command -v apk; then apk add --no-cache pgbackrest ca-certificates; \\
  elif command -v apt-get; then \\
    apt-get update; \\
    DEBIAN_FRONTEND=noninteractive apt-get install --yes --no-install-recommends pgbackrest ca-certificates; \\
    rm -rf /var/lib/apt/lists/*; \\
  else echo "neither apk nor apt-get is in this image" >&2; exit 1; fi; \\
  pgbackrest version
`;
