import assert from 'node:assert/strict';
import {chmodSync, mkdtempSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import path from 'node:path';
import process from 'node:process';
import type {DoctorResult} from '../../ts-helpers/src/doctor/doctor.ts';
import {countable} from './support/cli.ts';

describe('countable doctor agent', function () {
  this.timeout(60_000);
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(path.join(tmpdir(), 'countable-agent-'));
  });
  afterEach(() => rmSync(folder, {recursive: true}));

  const look = async (env: NodeJS.ProcessEnv = {}, ...flags: string[]) => {
    const run = await countable(['doctor', 'agent', '--json', ...flags], {cwd: folder, env});
    const {findings} = JSON.parse(run.stdout) as DoctorResult;
    return {...run, codes: findings.map(({code}) => code)};
  };

  it('finds nothing wrong with Docker and programs of this machine, outside of any project', async () => {
    const {codes} = await look();
    // How full its disk is, and whether its clock is kept, is its own affair.
    assert.deepEqual(
      codes.filter(code => !['disk-low', 'clock-not-kept'].includes(code)),
      [],
    );
  });

  it('tells of an engine that does not answer, and fails', async () => {
    const {exitCode, codes, stderr} = await look({DOCKER_HOST: `unix://${folder}/none.sock`});
    assert.ok(codes.includes('docker-unusable'));
    assert.equal(exitCode, 4);
    assert.match(stderr, /CONVENTIONS_BROKEN/);
  });

  it('tells of a Compose that is too old, and of a clock that nothing keeps', async () => {
    program(
      'docker',
      'case "$*" in *"compose version"*) echo v2.20.2;; *) PATH="$REST" exec docker "$@";; esac',
    );
    program('timedatectl', 'echo no');
    const PATH = `${folder}:${process.env['PATH']}`;
    const {codes} = await look({PATH, REST: process.env['PATH']});
    assert.ok(codes.includes('compose-too-old'), codes.join());
    assert.ok(codes.includes('clock-not-kept'), codes.join());
  });

  it('refuses what is for projects', async () => {
    const {exitCode, stderr} = await countable(['doctor', 'agent', '--write-baseline'], {cwd: folder});
    assert.equal(exitCode, 2);
    assert.match(stderr, /BAD_ARGUMENT/);
  });

  const program = (name: string, text: string): void => {
    writeFileSync(path.join(folder, name), `#!/bin/sh\n${text}\n`);
    chmodSync(path.join(folder, name), 0o755);
  };
});
