import assert from 'node:assert/strict';
import {rmSync} from 'node:fs';
import path from 'node:path';
import {examine} from '../../../ts-helpers/src/doctor/doctor.ts';
import {loadPatterns} from '../../../ts-helpers/src/outside/patterns.ts';
import {createSecretScan} from '../../../ts-helpers/src/outside/secretScan.ts';
import {createMachine, gitIn, type Machine} from '../../fakes/machine.ts';
import {createRepository} from '../../fakes/repository.ts';

const SECRET = 'kX93hhLq0';
const LINE = `DATABASE = 'postgres://shop:${SECRET}@db.agency.ca/shop'\n`;

describe('what countable doctor reads of files', () => {
  let machine: Machine;
  beforeEach(async () => {
    machine = await createMachine({
      'docker-compose.yml': 'services: {web: {build: .}}\n',
      '.gitignore': '/.env\n/docker-compose.override.yml\n',
      'a.py': LINE,
      'b.py': `\n${LINE}`,
    });
  });
  afterEach(() => machine.remove());

  const warned: string[] = [];
  const look = async (
    given: {history?: boolean; hadolint?: () => Promise<never>; isWriting?: boolean} = {},
  ) => {
    const git = gitIn(machine.workspace);
    const contents = {
      loadPatterns,
      scan: createSecretScan(),
      hadolint: given.hadolint ?? (() => Promise.resolve(undefined)),
      warn: (message: string) => warned.push(message),
      ...(given.history && {history: git}),
    };
    const needs = {...machine.needs, git, contents};
    return examine(await machine.project(), {isWriting: given.isWriting ?? false}, needs);
  };
  const placed = ({findings}: Awaited<ReturnType<typeof look>>) =>
    findings
      .filter(({code}) => code.startsWith('secret'))
      .map(({code, file, line, message}) => ({code, file, line, message}));

  it('tells where a secret is, and never what it is', async () => {
    createRepository(machine.workspace).commit('Begin');
    const result = await look();
    assert.deepEqual(placed(result), [
      {
        code: 'secret-committed',
        file: 'a.py',
        line: 1,
        message: 'What looks like a secret is in it: PostgreSQL connection.',
      },
      {
        code: 'secret-committed',
        file: 'b.py',
        line: 2,
        message: 'What looks like a secret is in it: PostgreSQL connection.',
      },
    ]);
    assert.ok(!JSON.stringify(result).includes(SECRET));
  });

  it('tells of the history the first commit that had it, where no file has it any more', async () => {
    const repository = createRepository(machine.workspace);
    repository.commit('Begin');
    rmSync(path.join(machine.workspace, 'b.py'));
    repository.commit('Take it out');
    await machine.write({'b.py': LINE});
    repository.commit('Put it back');
    rmSync(path.join(machine.workspace, 'b.py'));
    repository.commit('And out');
    const commit = (await gitIn(machine.workspace).added()).added.at(-1)?.commit.slice(0, 12);
    const result = await look({history: true});
    assert.deepEqual(
      placed(result),
      [
        {
          code: 'secret-committed',
          file: 'a.py',
          line: 1,
          message: 'What looks like a secret is in it: PostgreSQL connection.',
        },
        {
          code: 'secret-in-history',
          file: 'b.py',
          line: undefined,
          message: `What looks like a secret was in line 2 once: PostgreSQL connection; commit ${commit} added it.`,
        },
      ].toSorted((one, other) => one.file.localeCompare(other.file)),
    );
    assert.ok(!JSON.stringify(result).includes(SECRET));
  });

  it('calls nothing of the baseline gone that it did not look for this time', async () => {
    const repository = createRepository(machine.workspace);
    repository.commit('Begin');
    rmSync(path.join(machine.workspace, 'b.py'));
    repository.commit('Take it out');
    await look({history: true, isWriting: true});
    assert.deepEqual((await look()).findings, []);
    assert.deepEqual((await look({history: true})).findings, []);
  });

  it('goes on where hadolint does not work, and says so', async () => {
    await machine.write({Dockerfile: 'FROM node:22.15\n'});
    createRepository(machine.workspace).commit('Begin');
    const {findings} = await look({hadolint: () => Promise.reject(new Error('oops'))});
    assert.ok(findings.some(({code}) => code === 'runs-as-root'));
    assert.deepEqual(warned, [
      'hadolint is installed and did not work, so that none of its rules were applied: oops',
    ]);
  });
});
