import assert from 'node:assert/strict';
import {verify} from '../../../ts-helpers/src/verify/verify.ts';
import {nightsAgo} from '../archive/kept.ts';
import {keepBackup, proving} from './support/proving.ts';
import {failed} from './support/postgres.ts';

const GONE = failed('server closed the connection unexpectedly');

describe('a proof in which a tool fails', () => {
  interface Fault {
    taking?: () => string;
    state?: string;
    logs?: readonly string[];
    complaint?: string;
  }
  const proof = async (more: Fault) => {
    const {store, server, machine, containers, needs, request} = proving();
    await keepBackup(store, nightsAgo(0));
    server.taking = more.taking ?? (dump => dump);
    server.complaint = more.complaint ?? '';
    machine.logs = [...(more.logs ?? [])];
    await assert.rejects(
      verify(request, {
        ...needs,
        voice: {
          ...needs.voice,
          step: (name, work, done) => {
            if (name.startsWith('Download')) machine.state = more.state ?? 'running';
            return needs.voice.step(name, work, done);
          },
        },
      }),
      (error: Error & {code?: string}) => {
        told = [error.code ?? error.message, error.message];
        return true;
      },
    );
    assert.equal(containers.size, 0);
    return {told, kept: [...store.objects.keys()].filter(key => /failed|proven/.test(key))};
  };
  let told: [string, string];

  const failing = (): string => {
    throw GONE;
  };

  it('is a failed one where a running server refuses what is in it', async () => {
    const {kept} = await proof({taking: failing, logs: ['LOG:  ready']});
    assert.equal(told[0], 'PROOF_FAILED');
    assert.equal(kept.length, 1);
  });

  const faults: [string, Fault, string, RegExp][] = [
    [
      'says so itself',
      {
        taking: () => {
          throw failed('HINT:  Check free disk space.');
        },
      },
      'DISK_FULL',
      /shop of db cannot/,
    ],
    [
      'says so in its log',
      {taking: failing, logs: ['PANIC:  could not write: No space left on device']},
      'DISK_FULL',
      /shop of db cannot/,
    ],
    [
      'goes down of it',
      {taking: failing, state: 'exited', logs: ['No space left on device']},
      'DISK_FULL',
      /shop of db cannot/,
    ],
    [
      'goes on, and complains',
      {complaint: 'ERROR:  could not extend file\nHINT:  Check free disk space.'},
      'DISK_FULL',
      /roles of db cannot/,
    ],
    [
      'goes down of something else',
      {taking: failing, state: 'exited', logs: ['bye']},
      'PROOF_IMPOSSIBLE',
      /went down .* \(exited, exit code 1\)/,
    ],
    ['is gone', {taking: failing, state: 'gone'}, 'PROOF_IMPOSSIBLE', /went down .* \(gone/],
  ];
  for (const [what, more, code, message] of faults)
    it(`is no verdict where a server ${what}`, async () => {
      const {kept} = await proof(more);
      assert.equal(told[0], code);
      assert.match(told[1], message);
      assert.deepEqual(kept, []);
    });

  it('is a failed one where a tool complains of what is in it, and goes on', async () => {
    const {kept} = await proof({complaint: 'ERROR:  role "shop" already exists\nERROR:  syntax error'});
    assert.match(told.join(), /^PROOF_FAILED,.*the roles of db cannot be restored: ERROR: {2}syntax error/);
    assert.equal(kept.length, 1);
  });
});
