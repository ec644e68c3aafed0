import assert from 'node:assert/strict';
import {rootCause} from '../../../../ts-helpers/src/causes/rootCause.ts';
import {CommandFailed, UserError} from '../../../../ts-helpers/src/errors/userError.ts';
import type {Program} from '../../../fakes/engine/program.ts';
import {createHost, type Host, SITE} from '../../../fakes/deploying.ts';
import {failureOf} from '../../support/failureOf.ts';

const failing = (tail: string) =>
  new CommandFailed({program: 'docker', args: ['x'], exitCode: 1, tail: [tail]});

describe('what cannot be started for a deploy, in process', () => {
  let host: Host;
  const given = async (web: Program, files: Readonly<Record<string, string>> = SITE): Promise<Host> => {
    host = await createHost(files);
    host.engine.programs['web'] = web;
    return host;
  };
  const errorOf = (): Promise<UserError> => failureOf(host.deploy());
  afterEach(() => host.remove());

  it('is what Compose waits for, and what it says of it in our words', async () => {
    const {engine} = await given(
      {},
      {
        ...SITE,
        'dc.stage.yml':
          'services: {web: {depends_on: {migrate: {condition: service_completed_successfully}}}, migrate: {image: "postgres:15"}}',
      },
    );
    engine.programs['migrate'] = {exits: 2, prints: ['relation exists']};
    const {code, message, where, evidence} = await errorOf();
    assert.deepEqual(
      [code, message, where],
      ['SERVICE_EXITED', 'The service migrate ended with exit code 2.', 'service migrate'],
    );
    assert.deepEqual(evidence.log?.lines, ['relation exists']);
  });

  it('is an image that cannot be pulled', async () => {
    const {engine} = await given({});
    engine.registry.clear();
    assert.equal((await errorOf()).code, 'REGISTRY_UNREACHABLE');
    assert.deepEqual(engine.containers, []);
  });

  for (const said of [
    'Error response from daemon: Get "https://registry-1.docker.io/v2/": dial tcp: lookup registry-1.docker.io on 10.0.0.1:53: no such host',
    "Error response from daemon: pull access denied for postgres, repository does not exist or may require 'docker login'",
  ])
    it(`is an image that would not have to be fetched: ${said.slice(28, 47)}`, async () => {
      const {engine} = await given(
        {},
        {...SITE, 'dc.stage.yml': 'services:\n  db:\n    pull_policy: always\n'},
      );
      engine.failing.set(
        'compose up',
        new CommandFailed({
          program: 'docker',
          args: ['x'],
          exitCode: 1,
          tail: [' db Pulling ', ` db Error ${said.slice(28)}`, said],
        }),
      );
      const {code, message, remedy, evidence} = await errorOf();
      assert.equal(code, 'REGISTRY_UNREACHABLE');
      assert.match(
        message,
        /`pull_policy: always` of db \(dc\.stage\.yml:3\) has it fetched also where it is here\.$/,
      );
      assert.match(remedy, /^Take `pull_policy` out \(dc\.stage\.yml:3\) where `docker image ls postgres/);
      const cause = rootCause({code, message, remedy, exitCode: 8, evidence});
      assert.match(cause?.sentence ?? '', /dc\.stage\.yml:3/);
      assert.deepEqual(
        [cause?.whose, cause?.remedy],
        [said.includes('denied') ? 'project' : 'machine', remedy],
      );
    });

  it('is an image that cannot be built', async () => {
    const {engine} = await given({});
    engine.failing.set('compose build', failing('failed to solve: process "npm ci" did not complete'));
    assert.equal((await errorOf()).code, 'BUILD_FAILED');
    assert.deepEqual(engine.containers, []);
  });

  it('is what Docker cannot start', async () => {
    await given({startError: 'exec: "nginy": executable file not found in $PATH'});
    const {code, message} = await errorOf();
    assert.equal(code, 'START_FAILED');
    assert.match(message, /nginy/);
  });

  for (const code of ['DOCKER_DOWN', 'DOCKER_PERMISSION'] as const)
    it(`is what Compose cannot start, also where ${code} keeps the engine from being asked why`, async () => {
      const {engine} = await given({});
      const {compose} = host.needs;
      compose.up = () => {
        engine.failing.set('docker ps', new UserError(code, 'As the adapter tells it.'));
        return Promise.reject(failing('exit status 1'));
      };
      assert.equal((await errorOf()).code, 'START_FAILED');
    });
});
