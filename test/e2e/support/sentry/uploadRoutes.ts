import {NOT_FOUND, O, ok, type Route} from './routing.ts';

/** What sentry-cli asks when it uploads source maps. Sentry's document does not tell of it. */
export const uploads: readonly Route[] = [
  [
    'GET',
    `${O}/chunk-upload/`,
    (_, {url}) =>
      ok({
        url: `${url}/api/0/organizations/acme/chunk-upload/`,
        chunkSize: 8 * 1024 * 1024,
        chunksPerRequest: 64,
        maxFileSize: 2 ** 31 - 1,
        maxRequestSize: 32 * 1024 * 1024,
        concurrency: 1,
        hashAlgorithm: 'sha1',
        compression: [],
        accept: ['release_files', 'artifact_bundles', 'artifact_bundles_v2'],
      }),
  ],
  [
    'POST',
    `${O}/chunk-upload/`,
    ({chunks}, {raw}) => {
      chunks.push(raw);
      return ok({});
    },
  ],
  [
    'POST',
    `${O}/artifactbundle/assemble/`,
    ({bundles, chunks, projects}, {body}) => {
      const {projects: slugs, version = '', chunks: wanted} = body as unknown as Assembly;
      if (!slugs.every(slug => projects.some(project => project.slug === slug))) return NOT_FOUND;
      const has = (chunk: string) => chunks.some(raw => raw.includes(chunk));
      const missingChunks = wanted.filter(chunk => !has(chunk));
      if (missingChunks.length > 0) return ok({state: 'not_found', missingChunks});
      bundles.push({version, projects: slugs});
      return ok({state: 'ok', missingChunks});
    },
  ],
];

interface Assembly {
  projects: string[];
  version?: string;
  chunks: string[];
}
