import {createHash} from 'node:crypto';
import {createServer, type IncomingMessage, type ServerResponse} from 'node:http';
import type {AddressInfo} from 'node:net';

/** A registry for images, in memory: as much of the OCI distribution API as engines use to push and pull. */
export interface Registry {
  /** The first part of the names of its images. */
  name: string;
  stop(): Promise<void>;
}

interface Part {
  body: Buffer;
  type: string;
}

interface Asked {
  request: IncomingMessage;
  /** Of the image, without its registry. */
  image: string;
  /** What comes after `blobs/` or `manifests/`. */
  rest: string;
  digest: string | undefined;
}

type Answer = [status: number, headers?: Record<string, string | number>, body?: Buffer];

export const startRegistry = async (address: string): Promise<Registry> => {
  const blobs = blobsOf(new Map());
  const manifests = manifestsOf(new Map());
  const answer = async (request: IncomingMessage): Promise<Answer> => {
    const {pathname, searchParams} = new URL(request.url ?? '/', `http://${address}`);
    const [, image, kind, rest] = /^\/v2\/(.+)\/(blobs|manifests)\/(.*)$/.exec(pathname) ?? [];
    if (image === undefined || rest === undefined) return [pathname === '/v2/' ? 200 : 404];
    const asked = {request, image, rest, digest: searchParams.get('digest') ?? undefined};
    return kind === 'blobs' ? blobs(asked) : manifests(asked);
  };
  const server = createServer((request, response) => {
    void answer(request).then(given => {
      send(response, given);
    });
  });
  await new Promise<void>(resolve => server.listen(0, address, resolve));
  return {
    name: `${address}:${(server.address() as AddressInfo).port}`,
    stop: () =>
      new Promise(resolve => {
        server.close(() => {
          resolve();
        });
        server.closeAllConnections();
      }),
  };
};

/** Layers and configurations, by their digest. Sent in as many parts as it pleases the engine. */
const blobsOf = (known: Map<string, Part>) => {
  const coming = new Map<string, Buffer>();
  let made = 0;
  return async ({request, image, rest, digest}: Asked): Promise<Answer> => {
    const {method = ''} = request;
    if (method === 'GET' || method === 'HEAD') return answerWith(known.get(rest), rest);
    const id = method === 'POST' ? `uploads/${++made}` : rest;
    const body = Buffer.concat([coming.get(id) ?? Buffer.of(), await bodyOf(request)]);
    coming.set(id, body);
    const headers = {Location: `/v2/${image}/blobs/${id}`, Range: `0-${Math.max(0, body.length - 1)}`};
    if (method !== 'PUT' || digest === undefined) return [202, headers];
    coming.delete(id);
    known.set(digest, {body, type: 'application/octet-stream'});
    return [201, {'Docker-Content-Digest': digest}];
  };
};

/** What images are made of, by their tags and their digests. */
const manifestsOf =
  (known: Map<string, Part>) =>
  async ({request, image, rest}: Asked): Promise<Answer> => {
    if (request.method !== 'PUT') {
      const found = known.get(`${image} ${rest}`);
      return answerWith(found, found && digestOf(found.body));
    }
    const body = await bodyOf(request);
    const digest = digestOf(body);
    for (const name of [rest, digest])
      known.set(`${image} ${name}`, {body, type: request.headers['content-type'] ?? ''});
    return [201, {'Docker-Content-Digest': digest}];
  };

const answerWith = (part: Part | undefined, digest = ''): Answer =>
  part === undefined
    ? [404]
    : [
        200,
        {'Content-Type': part.type, 'Content-Length': part.body.length, 'Docker-Content-Digest': digest},
        part.body,
      ];

const send = (response: ServerResponse, [status, headers = {}, body]: Answer): void => {
  response.writeHead(status, headers).end(response.req.method === 'HEAD' ? undefined : body);
};

const bodyOf = async (request: IncomingMessage): Promise<Buffer> => {
  const parts: Buffer[] = [];
  for await (const part of request) parts.push(part as Buffer);
  return Buffer.concat(parts);
};

const digestOf = (body: Buffer): string => `sha256:${createHash('sha256').update(body).digest('hex')}`;
