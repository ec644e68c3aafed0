import {createServer, type RequestListener, type Server} from 'node:http';
import type {AddressInfo} from 'node:net';

export const json =
  (body: string, headers: Record<string, string> = {}): RequestListener =>
  (request, response) => {
    request.resume();
    response.writeHead(200, {'Content-Type': 'application/json', 'X-Jenkins': '2.4', ...headers}).end(body);
  };
export const status =
  (code: number, headers: Record<string, string> = {}): RequestListener =>
  (request, response) => {
    request.resume();
    response.writeHead(code, headers).end();
  };
export const page: RequestListener = (_, response) =>
  response.writeHead(200, {'Content-Type': 'text/html'}).end('<html>Log in</html>');
export const breaking: RequestListener = (_, response) => {
  response.writeHead(200, {'Content-Type': 'application/json', 'Content-Length': '5000'}).write('{"a"');
  setTimeout(() => response.destroy(), 50);
};

const servers: Server[] = [];
export const open = async (listener: RequestListener): Promise<string> => {
  const server = createServer(listener);
  servers.push(server);
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
};

export const closeServers = (): void => {
  for (const server of servers.splice(0)) {
    server.close();
    server.closeAllConnections();
  }
};
