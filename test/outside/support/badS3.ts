import {createServer, type IncomingMessage, type ServerResponse} from 'node:http';
import type {AddressInfo} from 'node:net';
import {type Asked, checksum, metadataOf, type Operation, operationOf, type Reaction} from './s3Request.ts';

export type {Operation, Reaction} from './s3Request.ts';

interface Kept {
  content: Buffer;
  metadata: Record<string, string>;
}

/** What it took: small numbers of a store that is strict about checksums and about names that are taken. */
export class BadS3 {
  readonly objects = new Map<string, Kept>();
  /** Uploads in parts that were neither ended nor removed. */
  readonly uploads = new Map<
    string,
    {key: string; parts: Map<number, Buffer>; metadata: Record<string, string>}
  >();
  readonly asked: Asked[] = [];
  /** Bytes of bodies that have arrived. */
  received = 0;
  react: (asked: Asked) => Reaction | undefined = () => undefined;
  private readonly server = createServer((request, response) => {
    this.answer(request, response).catch((error: unknown) => {
      if (!response.destroyed) response.destroy(error as Error);
    });
  });

  async start(): Promise<string> {
    await new Promise<void>(resolve => this.server.listen(0, '127.0.0.1', resolve));
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  async stop(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise(resolve => this.server.close(resolve));
  }

  count(operation: Operation): number {
    return this.asked.filter(one => one.operation === operation).length;
  }

  private async answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = new URL(request.url ?? '/', 'http://s3');
    const asked = this.record(request, url);
    const reaction = this.react(asked);
    if (reaction === 'hangs') return;
    if (typeof reaction === 'object' && 'status' in reaction) {
      request.resume();
      refuse(response, reaction);
      return;
    }
    const cutsRequest =
      typeof reaction === 'object' && 'cutAfter' in reaction && ['put', 'part'].includes(asked.operation);
    const body = await this.bodyOf(request, cutsRequest ? reaction.cutAfter : undefined);
    if (body === undefined) return;
    this.answerWell({asked, url, body, reaction}, response);
  }

  private record(request: IncomingMessage, url: URL): Asked {
    const operation = operationOf(request.method ?? '', url);
    const key = decodeURIComponent(url.pathname.split('/').slice(2).join('/'));
    const part = url.searchParams.get('partNumber');
    const same = this.asked.filter(
      one => one.operation === operation && one.key === key && String(one.part ?? '') === (part ?? ''),
    );
    const asked: Asked = {
      operation,
      key,
      before: same.length,
      headers: request.headers,
      ...(part !== null && {part: Number(part)}),
    };
    this.asked.push(asked);
    return asked;
  }

  private async bodyOf(request: IncomingMessage, cutAfter = Infinity): Promise<Buffer | undefined> {
    const chunks: Buffer[] = [];
    let size = 0;
    if (cutAfter === 0) request.destroy();
    try {
      for await (const chunk of request) {
        chunks.push(chunk as Buffer);
        size += (chunk as Buffer).length;
        if (size >= cutAfter) {
          request.destroy();
          return undefined;
        }
      }
    } catch {
      return undefined;
    }
    this.received += size;
    return Buffer.concat(chunks);
  }

  private answerWell(
    {asked, url, body, reaction}: {asked: Asked; url: URL; body: Buffer; reaction: Reaction | undefined},
    response: ServerResponse,
  ): void {
    const {operation, key, headers} = asked;
    const end = (status: number, text = '', more: Record<string, string> = {}): void => {
      if (reaction === 'loses the answer') response.destroy();
      else refuse(response, {status, text, headers: more});
    };
    const id = url.searchParams.get('uploadId') ?? '';
    const isTaken = this.objects.has(key) && headers['if-none-match'] === '*';
    const told = headers['x-amz-checksum-crc32'];
    if (told !== undefined && told !== checksum(body)) refuse(response, {status: 400, code: 'BadDigest'});
    else if (operation === 'put' || operation === 'complete') {
      const upload = this.uploads.get(id);
      if (isTaken) refuse(response, {status: 412, code: 'PreconditionFailed'});
      else if (operation === 'put') {
        this.objects.set(key, {content: body, metadata: metadataOf(headers)});
        end(200, '', {etag: '"1"'});
      } else if (upload === undefined) refuse(response, {status: 404, code: 'NoSuchUpload'});
      else {
        const parts = [...upload.parts].sort(([one], [other]) => one - other).map(([, part]) => part);
        this.objects.set(key, {content: Buffer.concat(parts), metadata: upload.metadata});
        this.uploads.delete(id);
        end(200, '<CompleteMultipartUploadResult><ETag>"1"</ETag></CompleteMultipartUploadResult>');
      }
    } else if (operation === 'begin') {
      const next = `upload-${this.asked.length}`;
      this.uploads.set(next, {key, parts: new Map(), metadata: metadataOf(headers)});
      end(200, `<InitiateMultipartUploadResult><UploadId>${next}</UploadId></InitiateMultipartUploadResult>`);
    } else if (operation === 'part') {
      const upload = this.uploads.get(id);
      if (upload === undefined) refuse(response, {status: 404, code: 'NoSuchUpload'});
      else {
        upload.parts.set(asked.part ?? 0, body);
        end(200, '', {etag: `"${asked.part}"`, 'x-amz-checksum-crc32': checksum(body)});
      }
    } else if (operation === 'abort') {
      this.uploads.delete(id);
      end(204);
    } else if (operation === 'delete') {
      this.objects.delete(key);
      end(204);
    } else if (operation === 'list') {
      const found = [...this.objects].filter(([name]) =>
        name.startsWith(url.searchParams.get('prefix') ?? ''),
      );
      const contents = found.map(
        ([name, {content}]) =>
          `<Contents><Key>${name}</Key><Size>${content.length}</Size><LastModified>2026-11-27T02:17:00Z</LastModified></Contents>`,
      );
      end(
        200,
        `<ListBucketResult><Name>b</Name><KeyCount>${found.length}</KeyCount><IsTruncated>false</IsTruncated>${contents.join('')}</ListBucketResult>`,
      );
    } else if (operation === 'uploads') {
      end(
        200,
        '<ListMultipartUploadsResult><Bucket>b</Bucket><IsTruncated>false</IsTruncated></ListMultipartUploadsResult>',
      );
    } else give(response, {kept: this.objects.get(key), asked, reaction});
  }
}

const give = (
  response: ServerResponse,
  {
    kept,
    asked: {operation, headers},
    reaction,
  }: {kept: Kept | undefined; asked: Asked; reaction: Reaction | undefined},
): void => {
  if (kept === undefined) {
    refuse(response, operation === 'head' ? {status: 404} : {status: 404, code: 'NoSuchKey'});
    return;
  }
  const from = reaction === 'ignores the range' ? undefined : /^bytes=(\d+)-$/.exec(headers.range ?? '')?.[1];
  const content = kept.content.subarray(Number(from ?? 0));
  const size = kept.content.length;
  response.writeHead(from === undefined ? 200 : 206, {
    ...(reaction !== 'tells no length' && {'content-length': content.length}),
    ...(from !== undefined && {'content-range': `bytes ${from}-${size - 1}/${size}`}),
    etag: '"1"',
    'last-modified': 'Fri, 27 Nov 2026 02:17:00 GMT',
    ...Object.fromEntries(
      Object.entries(kept.metadata).map(([name, value]) => [`x-amz-meta-${name}`, value]),
    ),
  });
  if (operation === 'head') response.end();
  else if (typeof reaction === 'object' && 'cutAfter' in reaction)
    response.write(content.subarray(0, reaction.cutAfter), () => response.destroy());
  else if (typeof reaction === 'object' && 'silentAfter' in reaction)
    response.write(content.subarray(0, reaction.silentAfter));
  else response.end(content);
};

const refuse = (
  response: ServerResponse,
  {status, code, message = 'Because.', text, headers = {}}: Extract<Reaction, {status: number}>,
): void => {
  const said =
    text ?? (code === undefined ? '' : `<Error><Code>${code}</Code><Message>${message}</Message></Error>`);
  response.writeHead(status, {'content-type': 'application/xml', ...headers});
  response.end(status === 204 ? undefined : said);
};
