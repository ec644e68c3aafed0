import assert from 'node:assert/strict';
import {backup, type BackupNeeds, type BackupRequest} from '../../../ts-helpers/src/backup/backup.ts';

describe('a backup after one that was killed', () => {
  it('lets go on what kept still for that before it looks at what runs', async () => {
    const done: string[] = [];
    const heard =
      <T>(name: string, result: T) =>
      () => {
        done.push(name);
        return Promise.resolve(result);
      };
    const still = [{container: '1', service: 'db', how: 'pause'}];
    const needs = {
      locks: {tryToTake: heard('lock', {release: heard('release', undefined)})},
      lockOf: () => '/nowhere',
      clock: {now: () => new Date(0)},
      journalsOf: () => ({
        read: () => Promise.resolve({key: 'backups/shop/x', uploadId: 'u', still}),
        remove: heard('forget', undefined),
      }),
      store: {readText: () => Promise.resolve(undefined), abandon: heard('abandon', undefined)},
      docker: {resume: heard('resume', undefined), containers: heard('look', [])},
      voice: {info: () => undefined, warn: () => undefined, hide: () => undefined, spare: () => undefined},
      folderOf: () => ({
        path: '/deploys/shop-prod',
        record: () => Promise.resolve({}),
        releases: {list: () => Promise.resolve([])},
      }),
      files: {exists: () => Promise.resolve(true), readSmall: () => Promise.resolve(undefined)},
      compose: {config: () => Promise.resolve({model: {name: 'shop-prod', services: {}}, unset: []})},
    } as unknown as BackupNeeds;
    const request = {
      project: {
        build: {project: 'shop'},
        workspace: '/shop',
        settings: {backup: {}, compose: {environments: {}}},
      },
      environment: 'prod',
      who: 'ada on this machine',
    } as unknown as BackupRequest;
    await assert.rejects(backup(request, needs), {code: 'BACKUP_NOTHING_RUNS'});
    assert.deepEqual(done, ['lock', 'resume', 'abandon', 'forget', 'look', 'release']);
  });
});
