import assert from 'node:assert/strict';
import {UserError} from '../../../../ts-helpers/src/errors/userError.ts';
import {createHost, type Host} from '../../../fakes/deploying.ts';
import {committing} from '../../support/commits.ts';
import {failureOf} from '../../support/failureOf.ts';

const GONE = new UserError('DOCKER_DOWN', 'The engine does not answer.');

describe('a deploy whose engine goes away, in process', () => {
  let host: Host;
  let first: string;
  beforeEach(async () => {
    host = await createHost();
    const commit = committing(host);
    first = await commit();
    await host.deploy();
    await commit({'index.html': 'other'});
  });
  afterEach(() => host.remove());

  const failing = () => failureOf(host.deploy());
  /** It answers again once it was asked so often. */
  const goneUntil = (times: number): void => {
    const {failing: fails} = host.engine;
    const {docker} = host.needs;
    const {version} = docker;
    let asked = 0;
    fails.set('compose up', GONE);
    docker.version = () => {
      if ((asked += 1) < times) {
        fails.set('docker ps', GONE);
        return Promise.reject(GONE);
      }
      fails.clear();
      return version();
    };
  };

  it('waits until it is back, and brings the last release back then', async () => {
    goneUntil(5);
    const {code, leaves} = await failing();
    assert.equal(code, 'DOCKER_DOWN');
    assert.equal(leaves.undone, `${first} is back in staging, and answers.`);
    assert.ok(host.voice.lines().some(line => line.startsWith('The engine is gone')));
  });

  it('waits two minutes, once, where it does not come back, and says what to do then', async () => {
    goneUntil(Infinity);
    const {clock} = host.engine;
    const begun = clock.elapsed();
    const {code, leaves} = await failing();
    assert.equal(code, 'DOCKER_DOWN');
    assert.match(
      leaves.undone ?? '',
      /could not be brought back in staging: .*countable rollback stage --to/,
    );
    const seconds = (clock.elapsed() - begun) / 1_000;
    assert.ok(seconds >= 120 && seconds < 180, `${seconds} s`);
  });

  it('is not told that a service has ended, where the engine has taken it along', async () => {
    host.engine.programOf = service => (service === 'web' ? {exits: 143} : undefined);
    host.engine.failing.set('docker version', GONE);
    assert.equal((await failing()).code, 'DOCKER_DOWN');
  });
});
