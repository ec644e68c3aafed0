import {createServer, connect, type Socket} from 'node:net';
import process from 'node:process';

/** Stands before the real engine, and may go away, hang or lie from some request on. */
export interface EngineProxy {
  /** For DOCKER_HOST. */
  address: string;
  close(): void;
}

/** `hangs at that` leaves whatever else is asked alone. */
export type Trouble = 'goes away' | 'hangs' | 'hangs at that' | 'answers with a page' | 'breaks off';

const ENGINE = (process.env['DOCKER_HOST'] ?? 'unix:///var/run/docker.sock').replace('unix://', '');
const PAGE =
  'HTTP/1.1 502 Bad Gateway\r\nContent-Type: text/html\r\nContent-Length: 24\r\n\r\n<html>Bad gateway</html>';
const HALF = 'HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 5000\r\n\r\n[{"Id": "1f';

/** At the socket, behaves as the engine does until a request matches; from then on there is trouble. */
export const startEngineProxy = async (
  socketPath: string,
  [at, trouble]: readonly [RegExp, Trouble],
): Promise<EngineProxy> => {
  const sockets = new Set<Socket>();
  let isTrouble = false;
  const keep = (socket: Socket): Socket => {
    sockets.add(socket);
    return socket.on('error', () => undefined).on('close', () => sockets.delete(socket));
  };
  const inTrouble = (client: Socket): void => {
    if (trouble === 'goes away') close();
    if (trouble === 'answers with a page') client.end(PAGE);
    if (trouble === 'breaks off') client.end(HALF);
  };
  const close = (): void => {
    server.close();
    for (const socket of sockets) socket.destroy();
  };
  const server = createServer(client => {
    keep(client);
    const engine = keep(connect(ENGINE));
    engine.pipe(client);
    let isHere = false;
    client.on('data', (data: Buffer) => {
      isHere ||= at.test(data.toString('latin1').split('\r\n', 1)[0] ?? '');
      isTrouble ||= isHere;
      if (trouble === 'hangs at that' ? !isHere : !isTrouble) engine.write(data);
      else {
        engine.unpipe(client);
        inTrouble(client);
      }
    });
    client.on('close', () => engine.destroy());
    engine.on('close', () => client.destroy());
  });
  await new Promise<void>(resolve => server.listen(socketPath, resolve));
  return {address: `unix://${socketPath}`, close};
};
