import {createServer, type IncomingMessage, type ServerResponse} from 'node:http';
import type {AddressInfo} from 'node:net';

/** A server that answers listings as S3 does, of so many projects, each with an archive for each of so many nights. */
export interface ListingServer {
  endpoint: string;
  /** By what was asked. */
  asked: Map<string, number>;
  stop(): void;
}

export interface Kept {
  projects: number;
  nights: number;
  /** The newest night. */
  now: Date;
  /** Until an answer begins, milliseconds: that of a bucket in another city. */
  latencyMs: number;
}

const DAY_MS = 86_400_000;
const MOST = 1_000;

export const startListingServer = async (kept: Kept): Promise<ListingServer> => {
  const asked = new Map<string, number>();
  const server = createServer((request, response) => {
    setTimeout(() => {
      request.resume();
      request.once('end', () => {
        answer(request, response, {kept, asked});
      });
    }, kept.latencyMs);
  });
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
  return {
    endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    asked,
    stop() {
      server.close();
      server.closeAllConnections();
    },
  };
};

const answer = (
  {method, url = ''}: IncomingMessage,
  response: ServerResponse,
  {kept, asked}: {kept: Kept; asked: Map<string, number>},
): void => {
  const {pathname, searchParams} = new URL(url, 'http://s3');
  const key = decodeURIComponent(pathname.split('/').slice(2).join('/'));
  const isList = searchParams.has('list-type');
  const what = isList ? 'list' : searchParams.has('uploads') ? 'uploads' : `${method} object`;
  asked.set(what, (asked.get(what) ?? 0) + 1);
  const xml = (body: string): void => {
    response.writeHead(200, {'Content-Type': 'application/xml'}).end(body);
  };
  if (isList) xml(listing(searchParams, kept));
  else if (what === 'uploads')
    xml(
      '<ListMultipartUploadsResult><Bucket>backups</Bucket><IsTruncated>false</IsTruncated></ListMultipartUploadsResult>',
    );
  else if (searchParams.has('object-lock'))
    response.writeHead(404).end('<Error><Code>ObjectLockConfigurationNotFoundError</Code></Error>');
  else if (method === 'DELETE') response.writeHead(204).end();
  else if (method === 'HEAD') response.writeHead(200, {'Content-Length': '5000000', ETag: '"0"'}).end();
  else if (method === 'PUT') response.writeHead(200, {ETag: '"0"'}).end();
  else if (key.endsWith('.manifest.json')) response.writeHead(200, {ETag: '"0"'}).end(MANIFEST);
  else if (key.endsWith('.proven.json')) response.writeHead(200, {ETag: '"0"'}).end(evidenceOf(key));
  else response.writeHead(404).end('<Error><Code>NoSuchKey</Code></Error>');
};

/** About as long as those of a project with twenty tables. */
const evidenceOf = (key: string): string => {
  const evidence = {key: key.slice(0, -'.proven.json'.length), size: 5_000_000, checkedAt: 'x'};
  return JSON.stringify({evidence: {...evidence, durationMs: 1, restoreMs: 1}}).padEnd(4_000);
};

const MANIFEST = JSON.stringify({
  ...{
    format: 1,
    project: 'x',
    environment: 'prod',
    compression: 'zst',
    commit: null,
    by: 'x',
    recipients: [],
  },
  ...{at: '2026-11-27T03:30:00Z', completedAt: '2026-11-27T03:31:00Z', servers: [], files: [], leftOut: []},
}).padEnd(20_000);

const listing = (asked: URLSearchParams, {projects, nights, now}: Kept): string => {
  const prefix = asked.get('prefix') ?? '';
  const from = Number(asked.get('continuation-token') ?? 0);
  const name = (index: number): string => `project-${String(index).padStart(5, '0')}`;
  if (asked.has('delimiter')) {
    const all = Array.from({length: projects}, (_, index) => `${prefix}${name(index)}/`);
    const page = all
      .slice(from, from + MOST)
      .map(one => `<CommonPrefixes><Prefix>${one}</Prefix></CommonPrefixes>`);
    return paged(page, from, all.length);
  }
  const all: string[] = [];
  for (let night = nights - 1; night >= 0; night--) {
    const at = new Date(now.getTime() - night * DAY_MS);
    const stamp = at
      .toISOString()
      .replace(/\.\d+Z$/, 'Z')
      .replaceAll(':', '');
    const archive = `${prefix}${stamp}.tar.zst`;
    const written = new Date(at.getTime() + 600_000).toISOString();
    for (const end of ['', '.manifest.json', '.proven.json'])
      all.push(
        `<Contents><Key>${archive}${end}</Key><LastModified>${written}</LastModified><ETag>&quot;d41d8cd98f00b204e9800998ecf8427e&quot;</ETag><Size>5000000</Size><StorageClass>STANDARD</StorageClass></Contents>`,
      );
  }
  return paged(all.slice(from, from + MOST), from, all.length);
};

const paged = (page: readonly string[], from: number, all: number): string => {
  const next = from + page.length;
  const more = next < all ? `<NextContinuationToken>${next}</NextContinuationToken>` : '';
  return `<?xml version="1.0"?><ListBucketResult><IsTruncated>${next < all}</IsTruncated>${more}<KeyCount>${page.length}</KeyCount>${page.join('')}</ListBucketResult>`;
};
