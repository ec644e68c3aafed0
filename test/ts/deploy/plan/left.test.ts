import assert from 'node:assert/strict';
import type {Container} from '../../../../ts-helpers/src/compose/model.ts';
import {leftByDeploy} from '../../../../ts-helpers/src/deploy/plan/left.ts';
import {type Release, releaseLabels} from '../../../../ts-helpers/src/project/release.ts';
import {container} from '../../support/watched.ts';

const release: Release = {
  project: 'shop',
  environment: 'prod',
  version: 'c0ffee123456',
  commit: 'c0ffee1234567890',
  branch: 'main',
  at: '2026-11-23T12:00:00.000Z',
};
const previous: Release = {...release, version: 'bada55123456', at: '2026-11-22T12:00:00.000Z'};
const facts = {release, previous, folder: '/srv/shop-prod', returnsTo: undefined, containers: []};
const of = (made: Release, service: string, more: Partial<Container> = {}): Container =>
  container({service, state: 'running', labels: releaseLabels(made), ...more});

describe('what a deploy that was stopped has left', () => {
  it('while it was building is nothing', () => {
    assert.equal(
      leftByDeploy({step: 'build', facts, containers: []}),
      'Nothing of what runs in production was touched. The next deploy begins anew.',
    );
  });

  it('while it was filling the folder is files, under containers that still run', () => {
    assert.match(
      leftByDeploy({step: 'fill', facts, containers: []}),
      /^The containers of production still run bada55123456; in \/srv\/shop-prod there are files of c0ffee123456/,
    );
  });

  it('while it was rolling a service is the old containers, where what it had begun is taken back', () => {
    const web = of(previous, 'web', {id: 'old'});
    const migrate = of(release, 'migrate', {state: 'exited', exitCode: 0});
    assert.equal(
      leftByDeploy({step: 'roll web', facts: {...facts, containers: [web]}, containers: [web, migrate]}),
      'No container of c0ffee123456 runs in production. migrate of c0ffee123456 had run to its end: what it did to data stays. As before runs web. Live before was bada55123456. The next deploy goes on from there.',
    );
  });

  it('while it was rolling may be both, and how to go back', () => {
    const web = of(previous, 'web', {id: 'old'});
    assert.match(
      leftByDeploy({
        step: 'roll web',
        facts: {...facts, containers: [web], returnsTo: previous},
        containers: [web, of(release, 'web', {id: 'new'})],
      }),
      /^In production web \(running\) is of c0ffee123456 now, .* Old containers of web run beside the new\. As before runs web\. .* To go back instead: countable rollback prod --to bada55123456$/,
    );
  });

  it('names what does not run until the next deploy', () => {
    const worker = of(previous, 'worker', {id: 'old'});
    const containers = [
      {...worker, state: 'exited' as const},
      of(release, 'worker', {id: 'new', state: 'created'}),
    ];
    assert.match(
      leftByDeploy({step: 'rest', facts: {...facts, containers: [worker]}, containers}),
      / worker does not run, until the next deploy starts it\. /,
    );
  });

  it('before it rolled is what the proxies had been told', () => {
    assert.match(
      leftByDeploy({step: 'unpin', facts, containers: []}),
      /^The containers of production still run bada55123456/,
    );
  });

  for (const step of ['start', 'rest', 'watch'] as const) {
    it(`at ${step} is what its containers say, and not those that kept running`, () => {
      const containers = [
        of(release, 'web', {health: 'starting'}),
        of(release, 'worker', {state: 'restarting'}),
        of(previous, 'db'),
      ];
      assert.equal(
        leftByDeploy({step, facts, containers}),
        'In production web (running, starting), worker (restarting) are of c0ffee123456 now, which was not up as a whole. Live before was bada55123456. The next deploy goes on from there.',
      );
    });
  }

  it('tells a container of this deploy from one of an earlier deploy of the same version', () => {
    const earlier = {...release, at: previous.at};
    assert.match(
      leftByDeploy({step: 'start', facts, containers: [of(earlier, 'web')]}),
      /^No container of c0ffee123456 runs in production\./,
    );
  });

  it('is of a first deploy the first that runs', () => {
    const first = {...facts, previous: undefined};
    assert.match(
      leftByDeploy({step: 'watch', facts: first, containers: [of(release, 'web')]}),
      /^In production web \(running\) is of c0ffee123456 now, .* Nothing was live before\./,
    );
  });

  it('is not known where Docker does not say', () => {
    assert.match(
      leftByDeploy({step: 'watch', facts, containers: undefined}),
      /cannot be told: Docker did not answer/,
    );
  });

  it('is healthy where only the rest was to be done', () => {
    for (const step of ['tidy', 'track'] as const)
      assert.match(
        leftByDeploy({step, facts, containers: []}),
        /^In production c0ffee123456 runs, and is healthy;/,
      );
  });
});
