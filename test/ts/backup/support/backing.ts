import type {BackupNeeds, BackupRequest} from '../../../../ts-helpers/src/backup/backup.ts';
import type {BackupJournal} from '../../../../ts-helpers/src/backup/act/journal.ts';
import {createFakeClock} from '../../../fakes/clock.ts';
import {createFakeLocks, createFakeWaiting} from '../../../fakes/locks.ts';
import {recordVoice} from '../../../fakes/voice.ts';

/** A backup on a host on which nothing of the project runs: how far it gets tells what came before. */
export const backing = ({journal}: {journal?: BackupJournal} = {}) => {
  const done: string[] = [];
  const heard =
    <T>(name: string, result: T) =>
    () => {
      done.push(name);
      return Promise.resolve(result);
    };
  const clock = createFakeClock();
  const locks = createFakeLocks();
  const hostLocks = createFakeLocks();
  const waiting = createFakeWaiting();
  const voice = recordVoice();
  const needs = {
    locks,
    hostLocks,
    waiting,
    clock,
    lockOf: () => '/deploys/.countable/backups/shop-prod.lock',
    journalsOf: () => ({read: () => Promise.resolve(journal), remove: heard('forget', undefined)}),
    store: {readText: () => Promise.resolve(undefined), abandon: heard('abandon', undefined)},
    docker: {resume: heard('resume', undefined), containers: heard('look', [])},
    voice,
    folderOf: () => ({
      path: '/deploys/shop-prod',
      state: '/deploys/.countable/shop-prod',
      forgetEmpty: () => Promise.resolve(),
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
      settings: {backup: {}, compose: {environments: {}}, target: {}, timeouts: {backup: 120, lock: 10}},
    },
    environment: 'prod',
    who: 'ada on this machine',
  } as unknown as BackupRequest;
  return {needs, request, done, clock, locks, hostLocks, waiting, voice};
};
