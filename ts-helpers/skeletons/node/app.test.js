import assert from 'node:assert/strict';
import {after, before, beforeEach, describe, it} from 'node:test';
import {app} from './app.js';
import {database} from './database.js';

describe('the site', () => {
  let server;
  let url;
  before(async () => {
    await new Promise(resolve => (server = app.listen(0, resolve)));
    url = `http://127.0.0.1:${server.address().port}`;
  });
  after(async () => {
    server.close();
    await database.end();
  });
  beforeEach(() => database.query('truncate message'));

  const send = fields => fetch(url, {method: 'POST', body: new URLSearchParams(fields), redirect: 'manual'});

  it('keeps a message', async () => {
    const {status} = await send({name: 'Ada', email: 'ada@example.org', text: 'Hello'});
    assert.equal(status, 303);
    const {rows} = await database.query('select email from message');
    assert.deepEqual(rows, [{email: 'ada@example.org'}]);
  });

  it('keeps none from nobody', async () => {
    const response = await send({name: 'Ada', email: 'nobody', text: 'Hello'});
    assert.equal(response.status, 400);
    assert.match(await response.text(), /valid email address/);
    const {rows} = await database.query('select email from message');
    assert.deepEqual(rows, []);
  });

  it('says that it is well', async () => {
    assert.equal(await (await fetch(`${url}/health`)).text(), 'ok\n');
  });
});
