import assert from 'node:assert/strict';
import {createHost, type Host, SITE} from '../../../fakes/deploying.ts';
import {removeIn} from '../../../fakes/engine/running.ts';
import {committing} from '../../support/commits.ts';
import {failureOf} from '../../support/failureOf.ts';
import {createRollingHost, type RollingHost} from '../../support/rollingHost.ts';

const REMOVED =
  /^A container of the service (\w+) is not there any more: it was removed at \d\d:\d\d:\d\d UTC, /;

describe('a container that somebody removes while a deploy works with it, in process', () => {
  let host: Host;
  afterEach(() => host.remove());

  const remove = (service: string, isMeant: (version: string) => boolean = () => true): boolean => {
    const {engine} = host;
    const found = engine.containers.find(
      ({labels}) =>
        labels['com.docker.compose.service'] === service && isMeant(labels['ca.countable.version'] ?? ''),
    );
    if (found) removeIn(engine, found);
    return found !== undefined;
  };

  const eachWait = (deed: () => void) => {
    const {clock} = host.engine;
    const {wait} = clock;
    clock.wait = milliseconds => {
      deed();
      return wait(milliseconds);
    };
  };

  it('is told with its service and when, while all are waited for; what was before comes back', async () => {
    host = await createHost(SITE);
    const commit = committing(host);
    await commit();
    await host.deploy();
    const version = await commit({'index.html': 'new'});
    let isRemoved = false;
    eachWait(() => {
      isRemoved ||= remove('web', one => one === version);
    });
    const {code, message, where, remedy, leaves} = await failureOf(host.deploy());
    assert.equal(code, 'CONTAINER_GONE');
    assert.equal(REMOVED.exec(message)?.[1], 'web', message);
    assert.equal(where, 'service web');
    assert.match(remedy, /docker rm/);
    assert.match(leaves.undone ?? '', /is back in staging, and answers/);
  });

  it('is told of a proxy that goes in the roll, with what became of the deploy', async () => {
    const rolling: RollingHost = await createRollingHost();
    ({host} = rolling);
    await rolling.commit({'index.html': 'new'});
    let isRemoved = false;
    eachWait(() => {
      if (rolling.of('web').length === 2) isRemoved ||= remove('proxy');
    });
    const {code, message, where, leaves} = await rolling.failing();
    assert.equal(code, 'CONTAINER_GONE', message);
    assert.equal(REMOVED.exec(message)?.[1], 'proxy', message);
    assert.equal(where, 'service proxy');
    assert.match(leaves.undone ?? '', /is back in staging, and answers/);
  });
});
