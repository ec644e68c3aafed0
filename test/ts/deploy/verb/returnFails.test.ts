import assert from 'node:assert/strict';
import {historyOf} from '../../../../ts-helpers/src/deploy/plan/history.ts';
import {createHost, type Host} from '../../../fakes/deploying.ts';
import {CRASHES} from '../../support/breakNew.ts';
import {committing} from '../../support/commits.ts';
import {failureOf} from '../../support/failureOf.ts';

describe('a return that fails, in process', () => {
  let host: Host;
  let commit: ReturnType<typeof committing>;
  beforeEach(async () => {
    host = await createHost();
    commit = committing(host);
  });
  afterEach(() => host.remove());

  it('says why the last release cannot be brought back, with what is in the way, and how to do it by hand', async () => {
    const first = await commit();
    await host.deploy();
    const next = await commit({'index.html': 'broken'});
    host.engine.programOf = () => CRASHES;
    const {code, leaves} = await failureOf(host.deploy());
    assert.equal(code, 'SERVICE_EXITED');
    assert.match(
      leaves.undone ?? '',
      new RegExp(
        `^${first} could not be brought back in staging: The service web keeps ending with exit code 1\\. The log of web ends: "no such table"\\. Until that is mended it fails again; then: countable rollback stage --to ${first}\\. What ${next} logged is kept`,
      ),
    );
    const {broken, live} = await host.deployFolder().record();
    assert.equal(live?.version, first);
    assert.equal(
      broken?.why,
      `not up as a whole, for ${next} failed, and it could not be brought back: The service web keeps ending with exit code 1.`,
    );
    const [told] = historyOf(await host.deployFolder().releases.list(), live, broken);
    assert.deepEqual(told?.broken, broken);
    assert.deepEqual(
      (await host.planRollback(first)).steps.flatMap(({undo}) => undo),
      [],
      'what does not come up is not brought back in its place',
    );
    delete host.engine.programOf;
    await host.rollback(first);
    assert.equal((await host.deployFolder().record()).broken, undefined);
  });
});
