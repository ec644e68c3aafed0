import assert from 'node:assert/strict';
import {existsSync, readFileSync} from 'node:fs';
import path from 'node:path';
import {conventionsBroken, type DoctorResult, examine} from '../../../ts-helpers/src/doctor/doctor.ts';
import {createMachine, gitIn, type Machine} from '../../fakes/machine.ts';
import {createRepository} from '../../fakes/repository.ts';

const FILES = {
  'docker-compose.yml': 'services: {web: {image: nginx, restart: always}}\n',
  'dc.stage.yml': 'services: {}\n',
  'dc.prod.yml':
    'services: {db: {image: "postgres:15.8", restart: always, healthcheck: {test: pg_isready}, ports: ["5432:5432"], volumes: ["./db:/var/lib/postgresql/data"]}}\n',
  '.gitignore': '.env\ndocker-compose.override.yml\n',
};

describe('countable doctor', () => {
  let machine: Machine;
  beforeEach(async () => {
    machine = await createMachine(FILES);
    createRepository(machine.workspace).commit('Begin');
  });
  afterEach(() => machine.remove());

  const needs = () => ({...machine.needs, git: gitIn(machine.workspace)});
  const look = async (isWriting = false): Promise<DoctorResult> =>
    examine(await machine.project(), {isWriting}, needs());
  const codes = ({findings}: DoctorResult) => findings.map(({code}) => code);
  const baseline = (file = '.countable-doctor.json') => path.join(machine.workspace, file);

  it('tells the worst first, each finding once, although environments share their files', async () => {
    const result = await look();
    assert.deepEqual(codes(result), ['database-port-published', 'image-unpinned']);
    assert.deepEqual(result.counts, {error: 1, warning: 1, note: 0});
    assert.equal(result.project, 'shop');
  });

  it('fails from the severity on that is asked for', async () => {
    const result = await look();
    assert.equal(conventionsBroken(result, 'error')?.code, 'CONVENTIONS_BROKEN');
    assert.equal(
      conventionsBroken(result, 'error')?.message,
      'shop has 1 error, 1 warning: database-port-published, image-unpinned.',
    );
    await machine.write({'dc.prod.yml': 'services: {}\n'});
    const better = await look();
    assert.equal(conventionsBroken(better, 'error'), undefined);
    assert.equal(conventionsBroken(better, 'warning')?.exitCode, 4);
  });

  it('needs no secret: what a deploy is given has a stand-in, and .env of this machine is not looked at', async () => {
    await machine.write({
      'dc.prod.yml':
        'services: {web: {env_file: .env, ports: ["${PORT}:80", "${PORT:?}:81"], environment: {KEY: "${KEY:?}"}}}\n',
    });
    const before = await look();
    assert.ok(!codes(before).includes('compose-unreadable'));
    await machine.write({'.env': 'PORT=99999\nKEY=x\n'});
    assert.deepEqual(await look(), before);
  });

  it('leaves out what the settings turn off', async () => {
    await machine.write({'countable.yml': 'doctor: {off: [image-unpinned]}\n'});
    assert.deepEqual(codes(await look()), ['database-port-published']);
  });

  it('refuses a rule that there is not, with the one that was meant', async () => {
    await machine.write({'countable.yml': 'doctor:\n  off: [image-unpined]\n'});
    await assert.rejects(look(), {
      code: 'BAD_SETTING',
      message: 'doctor.off: there is no rule image-unpined.',
      where: 'countable.yml:2:3',
      remedy: /^Did you mean image-unpinned\? /,
    });
  });

  it('counts what the baseline has, and tells what is not true of it any more', async () => {
    assert.equal((await look(true)).written, 2);
    const known = await look();
    assert.deepEqual([known.findings, known.known, known.baseline], [[], 2, '.countable-doctor.json']);
    // Lines move; what is found does not change by it.
    await machine.write({
      'docker-compose.yml': '# The shop.\n\nservices: {web: {image: nginx, restart: always}}\n',
      'dc.prod.yml': 'services: {}\n',
    });
    const {findings, counts} = await look();
    assert.deepEqual(counts, {error: 0, warning: 0, note: 1});
    assert.equal(findings[0]?.code, 'baseline-outdated');
    assert.match(
      findings[0]?.message ?? '',
      /^Not true any more of dc\.prod\.yml: database-port-published: /,
    );
    await look(true);
    assert.deepEqual(codes(await look()), []);
  });

  it('calls nothing outdated that it cannot see: a rule that is off, files that cannot be read', async () => {
    await look(true);
    await machine.write({'dc.prod.yml': 'services: {web: {depends_on: [nobody]}}\n'});
    assert.deepEqual(codes(await look()), ['compose-unreadable']);
    await machine.write({
      'countable.yml': 'doctor: {off: [database-port-published]}\n',
      'dc.prod.yml': '{}\n',
    });
    assert.deepEqual(codes(await look()), []);
  });

  it('has its baseline where the settings say', async () => {
    await machine.write({'countable.yml': 'doctor: {baseline: ops/doctor.json}\n'});
    await look(true);
    assert.ok(existsSync(baseline('ops/doctor.json')) && !existsSync(baseline()));
    assert.equal((await look()).known, 2);
    assert.equal(readFileSync(baseline('ops/doctor.json'), 'utf8').split('\n').length, 5);
  });

  for (const [why, text] of [
    ['no JSON', '{'],
    ['another version', '{"version": 2, "findings": []}'],
    ['no findings', '{"version": 1, "findings": [{"code": "x"}]}'],
    ['null', 'null'],
  ] as const)
    it(`refuses a baseline that is ${why}`, async () => {
      await machine.write({'.countable-doctor.json': text});
      await assert.rejects(look(), {code: 'BASELINE_INVALID', where: '.countable-doctor.json'});
    });

  it('writes a baseline anew that cannot be read', async () => {
    await machine.write({'.countable-doctor.json': '{'});
    assert.equal((await look(true)).written, 2);
    assert.equal((await look()).known, 2);
  });

  it('refuses what is no project', async () => {
    await machine.write({'sub/README': ''});
    const project = await machine.project({}, {workspace: path.join(machine.workspace, 'sub')});
    await assert.rejects(examine(project, {isWriting: false}, needs()), {code: 'NOT_A_PROJECT'});
  });
});
