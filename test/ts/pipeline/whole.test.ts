import assert from 'node:assert/strict';
import {pipeline} from '../../../ts-helpers/src/pipeline/pipeline.ts';
import type {Facts} from '../../../ts-helpers/src/seam/facts.ts';
import {createHost, type Host, SITE} from '../../fakes/deploying.ts';
import {planNeeds, stageOf} from '../../fakes/planning.ts';
import {createRepository} from '../../fakes/repository.ts';
import {runTest} from '../../fakes/testing.ts';

const PROJECT = {...SITE, 'dc.test.yml': 'services: {test: {build: .}}', 'dc.prod.yml': 'services: {}'};

describe('a pipeline, in process', () => {
  let host: Host;
  let told: Facts[];
  const given = async (branch: string, files: Readonly<Record<string, string>> = PROJECT): Promise<Host> => {
    host = await createHost(files);
    createRepository(host.workspace, branch).commit('Begin');
    host.engine.programs['test'] = {exits: 0, prints: ['1 passing']};
    told = [];
    return host;
  };
  const run = async () =>
    pipeline(
      await host.project(),
      {},
      {
        ...planNeeds(host),
        voice: host.voice,
        runStage: async ({name, verb, arguments: [environment = '']}) => ({
          ...(await stageOf(host, undefined, () =>
            verb === 'test' ? runTest(host) : host.deploy({environment}),
          )),
          stage: name,
        }),
        notify(facts) {
          told.push(facts);
          return Promise.resolve({} as never);
        },
      },
    );
  const outcomes = ({results}: Awaited<ReturnType<typeof run>>) =>
    Object.fromEntries(results.map(({stage, outcome}) => [stage, outcome]));
  afterEach(() => host.remove());

  it('tests and deploys, and tells of both', async () => {
    const {engine} = await given('master');
    assert.deepEqual(outcomes(await run()), {Test: 'passed', 'Deploy to production': 'passed'});
    assert.deepEqual(engine.containers.map(({name}) => name).sort(), ['shop-prod-db-1', 'shop-prod-web-1']);
    assert.deepEqual(
      told.map(({results, plan}) => [results?.length, plan?.build.branch]),
      [[2, 'master']],
    );
  });

  it('does not deploy production where the tests fail, and tells it', async () => {
    const {engine} = await given('master');
    engine.programs['test'] = {exits: 1, prints: ['1 failing']};
    assert.deepEqual(outcomes(await run()), {Test: 'failed'});
    assert.deepEqual(engine.containers, []);
    assert.equal(told[0]?.results?.[0]?.error?.code, 'TESTS_FAILED');
  });

  it('deploys any other environment beside its tests, each line with its stage', async () => {
    const {engine} = await given('develop');
    engine.programs['test'] = {exits: 1, prints: ['1 failing']};
    assert.deepEqual(outcomes(await run()), {'Deploy to staging': 'passed', Test: 'failed'});
    assert.ok(engine.containers.some(({name}) => name === 'shop-stage-web-1'));
  });

  it('says that there is nothing to do', async () => {
    const {voice} = await given('feature/x', {...PROJECT, 'countable.yml': 'test: none'});
    assert.deepEqual((await run()).results, []);
    assert.ok(voice.lines().some(line => line.startsWith('Nothing to do:')));
    assert.equal(told.length, 1);
  });
});
