import type {IncomingMessage, Server} from 'node:http';
import type {AddressInfo} from 'node:net';
import type {ReceivedRequest} from './specs.ts';

/** Begins to listen on this machine, at a port that is free. */
export const listen = async (server: Server): Promise<{port: number; stop(): Promise<void>}> => {
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
  return {
    port: (server.address() as AddressInfo).port,
    stop: () =>
      new Promise(resolve => {
        server.close(() => {
          resolve();
        });
        server.closeAllConnections();
      }),
  };
};

/** A request whole; `raw` is its body as Latin 1, byte by byte. */
export const receive = async (request: IncomingMessage): Promise<ReceivedRequest & {raw: string}> => {
  const parts: Buffer[] = [];
  for await (const part of request) parts.push(part as Buffer);
  const whole = Buffer.concat(parts);
  const headers = Object.fromEntries(
    Object.entries(request.headers).map(([name, value]) => [name, String(value)]),
  );
  return {
    method: request.method ?? 'GET',
    path: request.url ?? '/',
    headers,
    body: whole.toString('utf8'),
    raw: whole.toString('latin1'),
  };
};
