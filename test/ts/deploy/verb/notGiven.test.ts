import assert from 'node:assert/strict';
import {existsSync} from 'node:fs';
import {rm} from 'node:fs/promises';
import path from 'node:path';
import {createHost, type Host, SITE} from '../../../fakes/deploying.ts';

describe('a deploy to production that is not given its secrets, in process', () => {
  let host: Host;
  let envFile: string;
  beforeEach(async () => {
    host = await createHost({
      ...SITE,
      'dc.prod.yml': 'services: {web: {environment: {PASSWORD: "${PASSWORD:-weak-default}"}}}\n',
    });
    await host.put({'secrets/prod.env': 'PASSWORD=c0rrect-h0rse\n', 'secrets/none.env': '\n'});
    envFile = path.join(host.root, 'deploys/shop-prod/.env');
  });
  afterEach(() => host.remove());

  const to = (name?: string) =>
    host.deploy({
      environment: 'prod',
      ...(name !== undefined && {secretFile: path.join(host.root, 'secrets', name)}),
    });
  const refused = (deploying: Promise<unknown>) => assert.rejects(deploying, {code: 'SECRETS_NOT_GIVEN'});

  it('is refused also where somebody took the file away', async () => {
    await to('prod.env');
    await refused(to());
    await rm(envFile);
    await refused(to());
  });

  it('is refused where somebody has put them there by hand', async () => {
    await host.put({'deploys/shop-prod/.env': 'PASSWORD=c0rrect-h0rse\n'});
    await refused(to());
    assert.deepEqual(host.engine.containers, []);
  });

  it('is shown as refused before it is tried', async () => {
    await to('prod.env');
    await refused(host.plan({environment: 'prod'}));
  });

  it('passes once an empty file has said that there are none any more', async () => {
    await to('prod.env');
    assert.equal((await to('none.env')).outcome, 'passed');
    assert.ok(!existsSync(envFile));
    assert.equal((await to()).outcome, 'passed');
  });

  it('passes where there never were any', async () => {
    assert.equal((await to()).outcome, 'passed');
    assert.equal((await to()).outcome, 'passed');
  });
});
