import assert from 'node:assert/strict';
import {readComposeSource} from '../../../../ts-helpers/src/outside/composeSource.ts';
import type {DeployFacts} from '../../../../ts-helpers/src/deploy/plan.ts';
import {planDeploy} from '../../../../ts-helpers/src/deploy/plan.ts';
import {facts, release, running} from '../../support/deployFacts.ts';

const said = (some: Partial<DeployFacts> = {}) =>
  planDeploy(facts(some)).steps.map(({id, does, undo}) => [id, does, undo.map(one => one.does)] as const);

const UNTAG = ['Give the images back the names that they had before c0ffee123456'];
const CLEAN = 'Remove the images of shop-2-stage that no container and no kept release uses';

describe('a plan of a deploy as it is shown', () => {
  it('says of each step what it does, and what undoes it', () => {
    assert.deepEqual(said(), [
      ['build', 'Build web as version c0ffee123456', UNTAG],
      ['fill', 'Bring the files of c0ffee123456 to /srv/shop-2-stage', []],
      ['start', 'Start web, db', []],
      ['watch', 'Wait until all are healthy', []],
      ['clean', CLEAN, []],
    ]);
  });

  it('says what the first change is undone by: the release that is live, or nothing where there was none', () => {
    const fill = (some: Partial<DeployFacts>) => said(some).find(([name]) => name === 'fill')?.[2];
    assert.deepEqual(fill({returnsTo: {...release, version: 'beef'}}), ['Bring beef back']);
    assert.deepEqual(fill({returnsTo: 'nothing'}), [
      'Remove what was started of c0ffee123456; its volumes stay',
    ]);
  });

  it('tells what is to be cleaned where that is known, also of a return, but for one from a failure', () => {
    const spare = [{id: 'sha256:1', names: [], labels: {}, size: 1.2e9}];
    const cleaning = (some: Partial<DeployFacts>) =>
      planDeploy(facts({spare, isReturn: true, ...some})).steps.find(({id}) => id === 'clean');
    assert.deepEqual(
      [cleaning({})?.does, cleaning({})?.images],
      [`${CLEAN}: 1 image, 1.2 GB now`, ['sha256:1']],
    );
    assert.equal(cleaning({before: []}), undefined);
  });

  it('builds nothing of a release that was live before', () => {
    assert.deepEqual(
      said({isReturn: true}).map(([id]) => id),
      ['fill', 'start', 'watch'],
    );
  });

  it('names all that is built, brought, asked, set aside and told', () => {
    const build = {context: '.'};
    const of = {
      model: {name: 'x', services: {web: {build}, api: {build}}},
      secrets: ['.env', 'keys/a'],
      probes: [1, 2].map(port => ({url: `http://127.0.0.1:${port}/`, promise: 'answer'}) as const),
      containers: [running('worker', {}), running('worker', {}), running('cron', {})],
      isTracked: true,
    };
    assert.deepEqual(said(of), [
      ['build', 'Build web, api as version c0ffee123456', UNTAG],
      ['fill', 'Bring the files of c0ffee123456 to /srv/shop-2-stage, and the secrets .env, keys/a', []],
      ['start', 'Start web, api', []],
      [
        'setAside',
        'Stop worker, cron, no longer in the compose files, once all are healthy and http://127.0.0.1:1/ answers and http://127.0.0.1:2/ answers, to see whether all goes well without',
        ['Start worker, cron again'],
      ],
      [
        'watch',
        'Wait until all are healthy and http://127.0.0.1:1/ answers and http://127.0.0.1:2/ answers',
        [],
      ],
      ['tidy', 'Remove worker, cron, no longer in the compose files', []],
      ['track', 'Tell Sentry of the release Shop-2@c0ffee123456', []],
      ['clean', CLEAN, []],
    ]);
  });

  it('says of each container that is stopped first what it has, and sets aside only the others', () => {
    const ports = (published: number) => [{target: 80, published: String(published)}];
    const holding = (service: string, port: number) => ({
      ...running(service, {}),
      ports: [{port, protocol: 'tcp', address: ''}],
    });
    const steps = said({
      model: {name: 'x', services: {app: {ports: ports(8001)}, api: {ports: ports(8002)}}},
      containers: [holding('web', 8001), holding('rest', 8002), running('cron', {})],
    });
    assert.equal(
      steps.find(([name]) => name === 'start')?.[1],
      'Stop web, whose port 8001 app is to get, and rest, whose port 8002 api is to get; start app, api',
    );
    assert.match(steps.find(([name]) => name === 'setAside')?.[1] ?? '', /^Stop cron, no longer/);
  });

  it('tells what a failed deploy could return to', () => {
    assert.equal(planDeploy(facts()).previous, null);
    assert.deepEqual(planDeploy(facts({previous: release})).previous, release);
  });
});

describe('a plan of a deploy that would harm another project', () => {
  const theirs = {
    project: 'Shop-2',
    repository: 'git.example.org/other/Shop-2',
    where: 'container shop-2-stage-web-1',
  };

  it('is none: what belongs to another project stays as it is', () => {
    assert.throws(() => planDeploy(facts({owners: [theirs]})), {
      code: 'PROJECT_COLLISION',
      where: 'container shop-2-stage-web-1',
    });
  });

  it('is made where somebody takes it over by hand', () => {
    assert.ok(planDeploy(facts({owners: [theirs], takesOver: true})));
  });

  it('is none where a port is in use, which is said with its line', () => {
    const model = {name: 'x', services: {web: {ports: [{target: 80, published: '8099'}]}}};
    const sources = [readComposeSource('dc.stage.yml', 'services:\n  web:\n    ports:\n      - 8099:80\n')];
    const takenPorts = [{port: 8099, protocol: 'tcp', address: '127.0.0.1', by: 'nginx'}];
    assert.throws(() => planDeploy(facts({model, takenPorts, sources, takesOver: true})), {
      code: 'PORT_TAKEN',
      message: 'The port 8099 that web is to publish is in use by nginx.',
      where: 'dc.stage.yml:4',
    });
  });

  it('is one of production where no secret was kept', () => {
    assert.ok(planDeploy(facts({release: {...release, environment: 'prod'}})));
  });
});
