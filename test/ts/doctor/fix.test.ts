import assert from 'node:assert/strict';
import {execFileSync} from 'node:child_process';
import {readFileSync, rmSync, symlinkSync} from 'node:fs';
import path from 'node:path';
import {examine} from '../../../ts-helpers/src/doctor/doctor.ts';
import {fix, planFix} from '../../../ts-helpers/src/doctor/fix.ts';
import {RULES} from '../../../ts-helpers/src/doctor/rules.ts';
import {withChange} from '../../../ts-helpers/src/outside/composeSourceSplice.ts';
import {createMachine, gitIn, type Machine} from '../../fakes/machine.ts';
import {createRepository} from '../../fakes/repository.ts';
import {contentsIn, fixtureProject} from '../support/doctorFixtures.ts';

describe('countable doctor --fix', () => {
  let machine: Machine;
  beforeEach(async () => {
    machine = await createMachine({
      'docker-compose.yml': 'services: {web: {image: "x:1", restart: always}}\n',
      '.gitignore': '/.env\r\n/docker-compose.override.yml',
      'dc.prod.yml': 'services: {}\n',
    });
  });
  afterEach(() => machine.remove());

  const at = async (workspace: string) => {
    const project = await machine.project({}, {workspace});
    const needs = {...machine.needs, git: gitIn(workspace), contents: contentsIn(workspace), withChange};
    const codes = async () =>
      (await examine(project, {isWriting: false}, needs)).findings.map(({code}) => code);
    return {project, needs, codes, plan: () => planFix(project, needs)};
  };
  const here = async (files: Record<string, string> = {}) => {
    await machine.write(files);
    createRepository(machine.workspace).commit('Begin');
    return at(machine.workspace);
  };
  const text = (file: string, folder = machine.workspace) => readFileSync(path.join(folder, file), 'utf8');

  it('mends all that is mechanical, tells so of each finding, and is at rest then', async () => {
    const mechanical: string[] = [];
    for (const {code} of RULES) {
      const {folder, remove} = fixtureProject(code, 'bad');
      try {
        const {project, needs, codes, plan} = await at(folder);
        const {findings} = await examine(project, {isWriting: false}, needs);
        const own = findings.filter(one => one.code === code);
        const isMechanical = own.every(one => one.isMechanical);
        if (isMechanical) mechanical.push(code);
        const planned = await plan();
        assert.deepEqual(planned.plan.refused, [], code);
        await fix(project, planned, needs);
        const left = await codes();
        assert.equal(left.includes(code), !isMechanical, code);
        if (code !== 'compose-unreadable') assert.ok(!left.includes('compose-unreadable'), code);
        assert.deepEqual((await plan()).plan.steps, [], code);
      } finally {
        remove();
      }
    }
    assert.deepEqual(
      mechanical,
      RULES.flatMap(({code, fix: does}) => (does === undefined ? [] : [code])),
    );
  });

  it('shows what git takes, and writes that', async () => {
    const {project, needs, plan} = await here({
      'dc.prod.yml':
        '# Production.\nservices:\n  web: {restart: always}\n  db:\n    image: postgres:15.8 # as on stage\n',
      '.gitignore': 'node_modules',
    });
    const planned = await plan();
    const {files, steps} = planned.plan;
    assert.deepEqual(
      steps.map(({id, does}) => [id, does]),
      [
        ['.gitignore', 'Change .gitignore'],
        ['dc.prod.yml', 'Change dc.prod.yml'],
      ],
    );
    assert.deepEqual(files.find(({file}) => file === 'dc.prod.yml')?.diff, [
      '--- a/dc.prod.yml',
      '+++ b/dc.prod.yml',
      '@@ -3,3 +3,4 @@',
      '   web: {restart: always}',
      '   db:',
      '     image: postgres:15.8 # as on stage',
      '+    restart: unless-stopped',
    ]);
    const patch = `${files.flatMap(({diff}) => diff).join('\n')}\n`;
    execFileSync('git', ['apply'], {cwd: machine.workspace, input: patch});
    const applied = [text('dc.prod.yml'), text('.gitignore')];
    execFileSync('git', ['checkout', '--', '.'], {cwd: machine.workspace});
    await fix(project, planned, needs);
    assert.deepEqual([text('dc.prod.yml'), text('.gitignore')], applied);
  });

  it('writes nothing at all where a file is another one by then', async () => {
    const {project, needs, plan} = await here({
      '.gitignore': '',
      'dc.prod.yml': 'services: {db: {image: "x:1"}}\n',
    });
    const planned = await plan();
    assert.equal(planned.changes.length, 2);
    await machine.write({'dc.prod.yml': 'services: {}\n'});
    await assert.rejects(fix(project, planned, needs), {code: 'FIX_OVERTAKEN', where: 'dc.prod.yml'});
    assert.deepEqual([text('.gitignore'), text('dc.prod.yml')], ['', 'services: {}\n']);
  });

  it('leaves a file that it would have to change otherwise, and says so', async () => {
    const {plan} = await here({'dc.prod.yml': 'x-db: &db {image: "x:1"}\nservices: {db: *db}\n'});
    const {plan: planned, changes} = await plan();
    assert.deepEqual(changes, []);
    assert.match(planned.refused.join(), /^dc\.prod\.yml is left as it is: services\.db\.restart /);
  });

  it('leaves a link', async () => {
    await machine.write({'others.yml': 'services: {db: {image: "x:1"}}\n'});
    rmSync(path.join(machine.workspace, 'dc.prod.yml'));
    symlinkSync('others.yml', path.join(machine.workspace, 'dc.prod.yml'));
    const {plan} = await here();
    assert.deepEqual((await plan()).plan.refused, ['dc.prod.yml is left as it is: it is a link.']);
  });

  it('mends nothing that the baseline has, or whose rule is off', async () => {
    const {project, needs, plan} = await here({
      '.gitignore': '',
      'dc.prod.yml': 'services: {db: {image: "x:1"}}\n',
    });
    await examine(project, {isWriting: true}, needs);
    assert.deepEqual((await plan()).changes, []);
    rmSync(path.join(machine.workspace, '.countable-doctor.json'));
    await machine.write({'countable.yml': 'doctor: {off: [restart-missing]}\n'});
    const without = await at(machine.workspace);
    assert.deepEqual(
      (await without.plan()).changes.map(({file}) => file),
      ['.gitignore'],
    );
  });

  it('binds a port of a database to the host itself, however it is written, and leaves what a variable decides', async () => {
    const {plan} = await here({
      'dc.prod.yml': `services:
  db:
    image: postgres:15.8
    restart: always
    ports:
      - 5432:5432 # for now
      - "0.0.0.0:6543:5432/tcp"
      - '5432'
      - target: 5432
        published: "7654"
`,
    });
    const [changed] = (await plan()).changes;
    assert.equal(
      changed?.after,
      `services:
  db:
    image: postgres:15.8
    restart: always
    ports:
      - "127.0.0.1:5432:5432" # for now
      - "127.0.0.1:6543:5432/tcp"
      - "127.0.0.1::5432"
      - target: 5432
        published: "7654"
        host_ip: 127.0.0.1
`,
    );
  });

  it('keeps out of an image nothing that git has', async () => {
    const {plan} = await here({
      'docker-compose.yml': 'services: {web: {build: ., restart: always}}\n',
      Dockerfile: 'FROM node:22.1\nCOPY . .\nRUN git describe > version\nUSER node\n',
      'node_modules/x/index.js': '',
    });
    const [changed] = (await plan()).changes;
    assert.deepEqual(
      [changed?.file, changed?.after.split('\n').filter(line => /git|node/.test(line))],
      ['.dockerignore', []],
    );
  });
});
