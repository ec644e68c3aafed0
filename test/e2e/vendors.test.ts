import assert from 'node:assert/strict';
import {execFileSync, spawn} from 'node:child_process';
import {createHash} from 'node:crypto';
import {once} from 'node:events';
import {mkdtempSync, readdirSync, readFileSync, rmSync} from 'node:fs';
import {createServer, type Server} from 'node:http';
import type {AddressInfo} from 'node:net';
import {tmpdir} from 'node:os';
import path from 'node:path';
import {fetchDocument} from '../../script/vendors/fetching.ts';

describe("fetching a vendor's document", () => {
  const TEXT = '{"paths": {}}';
  const meant = {
    name: 'shop.json',
    of: 'a shop',
    path: 'shop/specs/abc/shop.json',
    sha256: createHash('sha256').update(TEXT).digest('hex'),
  };
  let folder: string;
  let server: Server;
  let origin: string;
  let answer: {status: number; text: string};

  before(async () => {
    server = createServer((request, response) => {
      if (request.url === `/${meant.path}`) response.writeHead(answer.status).end(answer.text);
      else response.writeHead(404).end();
    }).listen(0, '127.0.0.1');
    await once(server, 'listening');
    origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  });
  after(() => server.close());
  beforeEach(() => {
    answer = {status: 200, text: TEXT};
    folder = mkdtempSync(path.join(tmpdir(), 'countable-vendors-'));
  });
  afterEach(() => {
    rmSync(folder, {recursive: true});
  });

  it('leaves it as it was published, or as it is to be used', async () => {
    await fetchDocument(meant, {origin, folder});
    assert.equal(readFileSync(path.join(folder, 'shop.json'), 'utf8'), TEXT);
    await fetchDocument({...meant, adapt: text => text.toUpperCase()}, {origin, folder});
    assert.equal(readFileSync(path.join(folder, 'shop.json'), 'utf8'), TEXT.toUpperCase());
    assert.deepEqual(readdirSync(folder), ['shop.json']);
  });

  it('leaves none but the one that was meant', async () => {
    answer.text = '{"paths": {"/other": {}}}';
    await assert.rejects(
      fetchDocument(meant, {origin, folder}),
      /is another file than it was: its SHA-256 is/,
    );
    assert.deepEqual(readdirSync(folder), []);
  });

  it('says what the server said', async () => {
    answer.status = 503;
    await assert.rejects(
      fetchDocument(meant, {origin, folder}),
      /shop\.json answered 503 Service Unavailable\.$/,
    );
  });

  it('by the script says of each that there is no network, and how to do without', async () => {
    const child = spawn('script/specs', {
      env: {...process.env, COUNTABLE_SPECS: folder, COUNTABLE_SPECS_FROM: 'http://127.0.0.1:1'},
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let output = '';
    for (const stream of [child.stdout, child.stderr])
      stream.setEncoding('utf8').on('data', (text: string) => {
        output += text;
      });
    await once(child, 'close');
    assert.equal(child.exitCode, 3, output);
    assert.equal(
      output.match(/^✗ http:\/\/127\.0\.0\.1:1\/\S+ could not be fetched: \S.*\.$/gm)?.length,
      3,
      output,
    );
    assert.match(output, /remedy {2}Run it again where the network reaches the vendors/);
    assert.deepEqual(readdirSync(folder), []);
  });

  it('is explained', () => {
    assert.match(execFileSync('script/specs', ['--help'], {encoding: 'utf8'}), /API documents/);
  });
});
