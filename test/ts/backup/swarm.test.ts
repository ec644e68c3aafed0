import assert from 'node:assert/strict';
import {backup, planOnly} from '../../../ts-helpers/src/backup/backup.ts';
import {backing} from './support/backing.ts';

describe('a backup of what runs on a swarm', () => {
  const onSwarm = (target: object) => {
    const {needs, request, ...rest} = backing();
    const {project} = request;
    const settings = {...project.settings, target} as typeof project.settings;
    return {needs, request: {...request, project: {...project, settings}}, ...rest};
  };

  it('is an error that says why and what to do, and never nothing to do', async () => {
    const {needs, request, done, locks} = onSwarm({'*': 'swarm'});
    const refused = {
      code: 'NO_BACKUP_FOR',
      message:
        'No backup can be made of shop: prod runs on a swarm, whose nodes have its data, each its own.',
      remedy: /`target: compose`.*`backup: none`/,
    };
    await assert.rejects(planOnly(request, needs), refused);
    await assert.rejects(backup(request, needs), refused);
    assert.deepEqual([done, [...locks.held]], [[], []]);
  });

  it('is that of its environment alone', async () => {
    const {needs, request} = onSwarm({stage: 'swarm'});
    await assert.rejects(planOnly(request, needs), {code: 'BACKUP_NOTHING_RUNS'});
  });
});
