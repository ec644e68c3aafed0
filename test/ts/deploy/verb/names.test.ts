import assert from 'node:assert/strict';
import type {UserError} from '../../../../ts-helpers/src/errors/userError.ts';
import {makeIn} from '../../../fakes/engine/running.ts';
import {createHost, type Host, SITE} from '../../../fakes/deploying.ts';

describe('a deploy, by the names of what it starts, in process', () => {
  let host: Host;
  const given = async (files: Readonly<Record<string, string>>): Promise<Host> =>
    (host = await createHost(files));
  const refused = (): Promise<UserError> =>
    host.plan().then(
      () => assert.fail('it is not refused'),
      (error: unknown) => error as UserError,
    );
  afterEach(() => host.remove());

  it('is refused where its containers would get names that others have, and tells whose these are, without a word of removing them', async () => {
    const {engine} = await given({
      ...SITE,
      'dc.stage.yml': 'services:\n  web:\n    container_name: shop-web\n',
    });
    const make = (name: string, labels: Record<string, string> = {}) =>
      makeIn(engine, {name, labels, program: {}});
    make('shop-web', {'com.docker.compose.project': 'other-prod'});
    make('shop-stage-db-1');
    const {code, where, message, remedy} = await refused();
    assert.equal(code, 'NAME_TAKEN');
    assert.equal(where, 'dc.stage.yml:3, service db');
    assert.match(
      message,
      /The name shop-web that the container of web is to have is that of another container, of the compose project other-prod, which is created/,
    );
    assert.match(message, /The name shop-stage-db-1 .*, of no compose project,/);
    assert.match(remedy, /Leave `container_name:` out there.*docker inspect shop-web tells whose/);
    assert.doesNotMatch(remedy, /docker rm/);
  });

  it('is refused where it has names that can be none', async () => {
    await given({
      ...SITE,
      'dc.stage.yml': 'services:\n  web:\n    container_name: -web\n  db:\n    image: Busy Box\n',
    });
    const {code, where, message} = await refused();
    assert.deepEqual([code, where], ['COMPOSE_INVALID', 'dc.stage.yml:3, dc.stage.yml:5']);
    assert.match(message, /The service db has the image "Busy Box"/);
    assert.match(message, /The service web has the container_name "-web"/);
  });

  it('goes on with names that its own containers have, running or not', async () => {
    const {engine} = await given({
      ...SITE,
      'dc.stage.yml': 'services:\n  web:\n    container_name: shop-web\n',
    });
    await host.deploy();
    for (const container of engine.containers) container.state = 'exited';
    assert.equal((await host.deploy()).outcome, 'passed');
  });
});
