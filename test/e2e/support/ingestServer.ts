/** What Sentry's SDKs send to: keeps what it is told, and answers as a test wants it to. */
import {createServer, type ServerResponse} from 'node:http';
import type {AddressInfo, Socket} from 'node:net';
import {gunzipSync} from 'node:zlib';

export interface Received {
  path: string;
  /** Of the envelope: header, then items, each a line of JSON. */
  lines: Record<string, unknown>[];
  text: string;
}

export interface BugEvent {
  exception: {
    values: {
      type: string;
      value: string;
      stacktrace: {frames: {filename: string; function: string; lineno: number; in_app: boolean}[]};
    }[];
  };
  release: string;
  tags: object;
}

export interface IngestServer {
  dsn: string;
  received: Received[];
  /** Connections that are open. */
  open: ReadonlySet<Socket>;
  /** What it does with a request once it has read it. */
  answer: (response: ServerResponse) => void;
  /** As in the beginning. */
  reset(): void;
  close(): void;
}

export const ingestServer = async (): Promise<IngestServer> => {
  const open = new Set<Socket>();
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const body = Buffer.concat(chunks);
      const text = (request.headers['content-encoding'] === 'gzip' ? gunzipSync(body) : body).toString();
      const lines = text
        .trim()
        .split('\n')
        .map(line => JSON.parse(line) as Record<string, unknown>);
      ingest.received.push({path: request.url ?? '', lines, text});
      // A test has only connections of its own.
      response.setHeader('Connection', 'close');
      ingest.answer(response);
    });
  });
  server.on('connection', socket => {
    open.add(socket);
    socket.on('close', () => open.delete(socket));
  });
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
  const ingest: IngestServer = {
    dsn: `http://abcdef0123456789@127.0.0.1:${(server.address() as AddressInfo).port}/42`,
    received: [],
    open,
    answer: answering(200),
    reset() {
      ingest.received.length = 0;
      ingest.answer = answering(200);
    },
    close() {
      server.close();
      server.closeAllConnections();
    },
  };
  return ingest;
};

export const answering =
  (status: number, headers: Record<string, string> = {}) =>
  (response: ServerResponse): void => {
    response.writeHead(status, {'Content-Type': 'application/json', ...headers}).end('{}');
  };

export const bugIn = ({lines}: Received): BugEvent =>
  lines.find(line => 'exception' in line) as unknown as BugEvent;
