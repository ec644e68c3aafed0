import assert from 'node:assert/strict';
import path from 'node:path';
import {validate, type Validated} from '../../../ts-helpers/src/pipeline/validate.ts';
import type {PipelinePlan} from '../../../ts-helpers/src/seam/pipelinePlan.ts';
import type {Facts} from '../../../ts-helpers/src/seam/facts.ts';
import {sopsText} from '../../fakes/decrypting.ts';
import {createMachine, gitIn, type Machine} from '../../fakes/machine.ts';
import {planNeeds, planOf} from '../../fakes/planning.ts';
import {createRepository, type Repository} from '../../fakes/repository.ts';
import {aged} from '../support/aged.ts';

const FILES = {
  'docker-compose.yml':
    'services:\n  web:\n    image: nginx\n    environment:\n      A: $PASSWORD\n      B: ${MODE:-quiet}\n      C: $OF_BASE\n',
  'dc.stage.yml': 'services:\n  web:\n    ports: ["${WEB_PORT}:80"]\n    environment:\n      C: fixed\n',
  'dc.prod.yml': 'services: {web: {environment: {C: fixed}}}\n',
  'env.stage.sops.env': sopsText({PASSWORD: 'one', WEB_PORT: '8099'}),
  'env.prod.sops.env': sopsText({PASSWORD: 'two'}, {recipient: 'age1prod', mac: 'of prod'}),
};

const of = (branchName: string, more = {}): Facts => ({
  jenkins: {jobName: `shop/${branchName}`, branchName, buildNumber: 3, ...more},
});
const BUILDS = {
  develop: of('develop'),
  master: of('master'),
  feature: of('feature/x'),
  'pull request': of('PR-7', {changeId: '7'}),
  'pull request called master, of a fork': of('master', {changeId: '7', fork: 'eve'}),
  tag: of('v1', {tagName: 'v1'}),
};
const keysOf = ({groups}: PipelinePlan): string[] =>
  groups.flatMap(({stages}) =>
    stages.flatMap(({name, credentials}) =>
      credentials
        .filter(({variable}) => variable === 'COUNTABLE_AGE_KEY_FILE')
        .map(({id}) => `${name}: ${id}`),
    ),
  );

describe('encrypted secrets, before anything is deployed', () => {
  let machine: Machine;
  let repository: Repository;
  const given = async (files: Readonly<Record<string, string>> = {}) => {
    machine = await createMachine({...FILES, ...files});
    repository = createRepository(machine.workspace);
    return repository.commit('Begin');
  };
  afterEach(() => machine.remove());

  const validated = async (environment?: string): Promise<Validated> =>
    validate(await machine.project(), environment, {
      ...planNeeds(machine),
      git: gitIn(machine.workspace),
      compose: machine.needs.compose,
      readComposeSource: machine.needs.readComposeSource,
      root: path.join(machine.root, 'deploys'),
    });

  it('have their key in the stage that deploys to their environment, and in no other', async () => {
    await given();
    const keys: Record<string, string[]> = {};
    for (const [build, facts] of Object.entries(BUILDS)) keys[build] = keysOf(await planOf(machine, facts));
    assert.deepEqual(keys, {
      develop: ['Deploy to staging: shop-stage-age-key'],
      master: ['Deploy to production: shop-prod-age-key'],
      feature: [],
      'pull request': [],
      'pull request called master, of a fork': [],
      tag: [],
    });
  });

  it('need no key of Jenkins where a KMS decrypts them, or there are none', async () => {
    const text = FILES['env.stage.sops.env'].replaceAll(/^sops_age.*\n/gm, '');
    await given({'env.stage.sops.env': text});
    assert.deepEqual(keysOf(await planOf(machine, BUILDS.develop)), []);
    repository.commit('Do without', {'env.prod.sops.env': null});
    assert.deepEqual(keysOf(await planOf(machine, BUILDS.master)), []);
  });

  it('fail every build, also of a pull request, where anybody could read them', async () => {
    await given({'env.prod.sops.env': 'PASSWORD=hunter22-of-prod\n'});
    for (const facts of Object.values(BUILDS))
      await assert.rejects(planOf(machine, facts), {
        code: 'SECRET_IN_REPOSITORY',
        where: 'env.prod.sops.env:1',
      });
    await assert.rejects(validated(), {code: 'SECRET_IN_REPOSITORY'});
  });

  it('tell in the plan by which names they changed since the last green build', async () => {
    const green = await given();
    repository.commit('Change them', {
      'env.stage.sops.env': sopsText({PASSWORD: 'one', WEB_PORT: '8100', TOKEN: 'three'}, {mac: 'later'}),
      'env.prod.sops.env': null,
      'env.prod.age': aged('bytes'),
    });
    const since = {scm: {GIT_PREVIOUS_SUCCESSFUL_COMMIT: green}};
    const {notes} = await planOf(machine, {...BUILDS['pull request'], ...since});
    assert.deepEqual(notes, [
      'env.prod.age is new.',
      'env.stage.sops.env changed: new: TOKEN; changed: WEB_PORT.',
    ]);
    const later = repository.commit('Encrypt anew', {
      'env.stage.sops.env': sopsText({PASSWORD: '1', WEB_PORT: '2', TOKEN: '3'}, {mac: 'even later'}),
      'env.prod.age': aged('other bytes'),
    });
    assert.notEqual(later, green);
    const again = {scm: {GIT_PREVIOUS_SUCCESSFUL_COMMIT: repository.git('rev-parse', 'HEAD~1')}};
    assert.deepEqual((await planOf(machine, {...BUILDS.feature, ...again})).notes, [
      'env.prod.age changed; it does not tell by which names.',
      'env.stage.sops.env changed, and all of it was encrypted anew.',
    ]);
  });

  it('tell in the plan what the compose files use and they have not', async () => {
    await given({
      'env.stage.sops.env': sopsText({PASSWORD: 'one'}),
      '.env': 'OF_BASE=1\n',
      'env.dev.age': aged('bytes'),
    });
    const {notes} = await planOf(machine, BUILDS.feature);
    assert.deepEqual(notes, [
      'env.dev.age is of no environment: there is no dc.dev.yml.',
      'dc.stage.yml:3 uses WEB_PORT, of which env.stage.sops.env says nothing.',
    ]);
  });

  it('are found right without their key, by what Compose merges the files to', async () => {
    const FOR_DEV = {
      'env.dev.age': aged('bytes'),
      'dc.dev.yml': 'services: {}',
    };
    await given({...FOR_DEV, 'dc.qa.yml': 'services: {}'});
    assert.deepEqual(await validated(), {
      project: 'shop',
      encrypted: [
        {environment: 'dev', file: 'env.dev.age', names: null},
        {environment: 'prod', file: 'env.prod.sops.env', names: ['PASSWORD']},
        {environment: 'stage', file: 'env.stage.sops.env', names: ['PASSWORD', 'WEB_PORT']},
      ],
    });
    assert.equal((await validated('stage')).encrypted.length, 1);
    await assert.rejects(validated('qa'), {
      code: 'BAD_ARGUMENT',
      remedy: 'They would be in env.qa.sops.env.',
    });
    await assert.rejects(validated('demo'), {code: 'UNKNOWN_ENVIRONMENT'});
  });

  it('are told where git is told to ignore them, which no deploy would have', async () => {
    await given({'.gitignore': '*.env\n', 'env.prod.sops.env': ''});
    const ignored = {
      code: 'FILE_MISSING',
      where: 'env.stage.sops.env',
      remedy: /!env\.stage\.sops\.env to \.gitignore/,
    };
    await assert.rejects(validated('stage'), ignored);
    await assert.rejects(validated(), {code: 'FILE_MISSING'});
  });

  it('are refused for a variable that they lack, all environments at once', async () => {
    await given({
      'env.stage.sops.env': sopsText({PASSWORD: 'one'}),
      'env.prod.sops.env': sopsText({OTHER: 'two'}, {mac: 'of prod'}),
    });
    const {code, message, where, remedy} = await validated().then(
      () => assert.fail('it was found right'),
      (error: unknown) => error as Record<string, string>,
    );
    assert.equal(code, 'MISSING_VARIABLE');
    assert.match(message ?? '', /PASSWORD has no value.*WEB_PORT has no value/);
    assert.match(where ?? '', /docker-compose\.yml:5.*dc\.stage\.yml:3/);
    assert.match(remedy ?? '', /Add WEB_PORT to env\.stage\.sops\.env: sops edit env\.stage\.sops\.env/);
  });
});
