import assert from 'node:assert/strict';
import {loadVerbs} from '../../../ts-helpers/src/cli/registry.ts';
import {planDisk} from '../../../ts-helpers/src/deploy/plan/disk.ts';
import {planDeploy} from '../../../ts-helpers/src/deploy/plan.ts';
import {setCredential} from '../../../ts-helpers/src/jenkins/credentials.ts';
import {planOnly, writeJobs} from '../../../ts-helpers/src/jenkins/jobs.ts';
import type {Step} from '../../../ts-helpers/src/result/step.ts';
import {planSentry} from '../../../ts-helpers/src/sentry/plan.ts';
import {testSteps} from '../../../ts-helpers/src/test/plan.ts';
import {planRelease} from '../../../ts-helpers/src/lock/plan.ts';
import {type MaintenanceFacts, planOff, planOn} from '../../../ts-helpers/src/maintenance/plan.ts';
import {planReconcile, planRemoval} from '../../../ts-helpers/src/previews/plan.ts';
import {createFakeJenkins} from '../../fakes/jenkins.ts';
import {createMachine, type Machine} from '../../fakes/machine.ts';
import {planNeeds} from '../../fakes/planning.ts';
import {createRepository} from '../../fakes/repository.ts';
import {OF_BACKUPS, ofBackups} from './backupPlans.ts';
import {OF_LAPTOPS, ofLaptops} from './laptopPlans.ts';
import {OF_OUTSIDE, ofOutside} from './outsidePlans.ts';
import {diskFacts} from '../support/diskFacts.ts';
import {MAINTAINED, REPLACED} from '../support/maintained.ts';
import {ANEW, facts, running} from '../support/deployFacts.ts';
import {PREVIEW} from '../support/previews.ts';

const OLD = [running('old', {})];
/** Through a proxy, and in the place of the site. */
const bothWays = (plan: (facts: MaintenanceFacts) => {steps: Step[]}): {steps: Step[]} => {
  const {steps} = plan(MAINTAINED);
  const ids = steps.map(({id}) => id);
  return {steps: [...steps, ...plan(REPLACED).steps.filter(({id}) => !ids.includes(id))]};
};

describe('the ids of the steps of a plan', () => {
  let machine: Machine;
  before(async () => {
    machine = await createMachine({'countable.yml': 'jenkins: {jobs: classic, folder: team}'});
    createRepository(machine.workspace).commit('Begin');
  });
  after(() => machine.remove());

  const needs = () => ({
    ...planNeeds(machine),
    openJenkins: () => Promise.resolve(createFakeJenkins()),
    voice: machine.voice,
    files: machine.needs.files,
    loadWriters: () => Promise.resolve({jobDsl: () => 'jobs', casc: () => 'jobs'}),
  });

  /** Of every verb that has steps, those of its largest plan. */
  const plans: Record<string, () => Promise<unknown>> = {
    test: () =>
      Promise.resolve({
        steps: testSteps(
          {
            composeProject: 'x',
            service: 'web',
            command: null,
            builds: ['web'],
            starts: ['web'],
            own: [],
            given: [],
          },
          30,
        ),
      }),
    deploy: () =>
      Promise.resolve(
        planDeploy(
          facts({
            isTracked: true,
            model: {
              name: 'x',
              services: {web: {build: {context: '.'}, healthcheck: {test: 'true'}}, cron: {}},
            },
            containers: [running('web', {}), running('old', {})],
            proxies: [
              {
                container: 'old',
                service: 'old',
                networks: [],
                isReadOnly: false,
                isPinned: true,
                does: {program: 'unknown', why: ''},
              },
            ],
          }),
        ),
      ),
    rollback: () => Promise.resolve(planDeploy(facts({isReturn: true, containers: OLD, networks: ANEW}))),
    'lock release': () =>
      Promise.resolve(
        planRelease(
          {
            environment: 'stage',
            composeProject: 'x',
            file: '/lock',
            heldBy: {who: 'Ada', since: '2026-11-26T12:00:00.000Z', seconds: 1, lives: true},
            waiting: [],
          },
          {isForced: true},
        ),
      ),
    ...ofLaptops,
    'maintenance on': () => Promise.resolve(bothWays(planOn)),
    'maintenance off': () => Promise.resolve(bothWays(planOff)),
    preview: () => Promise.resolve(planDeploy(facts())),
    'previews remove': () => Promise.resolve(planRemoval(PREVIEW)),
    'previews reconcile': () =>
      Promise.resolve(
        planReconcile([PREVIEW, {...PREVIEW, environment: 'pr-8'}], {
          branches: ['x'],
          now: new Date(),
          days: 1,
        }),
      ),
    disk: () => Promise.resolve({steps: planDisk(diskFacts)}),
    ...ofBackups,
    sentry: () =>
      Promise.resolve(
        planSentry(
          {
            slug: 'shop',
            team: 'web',
            platform: 'node',
            channels: [{name: '#shop'}],
            workspace: undefined,
            spike: 100,
            uptime: 'https://shop.example.org/',
          },
          {
            organization: 'acme',
            project: undefined,
            teams: ['web'],
            keys: [],
            alerts: [],
            workspaces: [{id: '77', name: 'Acme'}],
            monitors: [],
            problems: [],
          },
          true,
        ),
      ),
    ...ofOutside,
    'jenkins jobs': async () => planOnly({project: await machine.project(), repair: true}, needs()),
    'jenkins jobs --files': async () =>
      writeJobs({project: await machine.project(), folder: machine.root, isPlan: true}, needs()),
    'jenkins credentials': async () =>
      setCredential(
        {project: await machine.project(), id: 'shop-prod-env', value: Buffer.from('x'), isPlan: true},
        needs(),
      ),
  };
  const ids = {
    test: ['build', 'start', 'run', 'collect', 'remove'],
    deploy: [
      ...[
        'build',
        'fill',
        'unpin',
        'start',
        'roll web',
        'rest',
        'setAside',
        'watch',
        'tidy',
        'track',
        'clean',
      ],
    ],
    rollback: ['fill', 'unlink', 'start', 'setAside', 'watch', 'tidy'],
    'lock release': ['interrupt', 'await'],
    ...OF_LAPTOPS,
    'maintenance on': ['serve', 'turn', 'remove', 'make', 'replace'],
    'maintenance off': ['back', 'remove', 'giveBack', 'see'],
    preview: ['build', 'fill', 'start', 'watch', 'clean'],
    'previews remove': ['pr-7'],
    'previews reconcile': ['pr-7', 'pr-8'],
    disk: ['stage/releases', 'stage/images', 'tests'],
    ...OF_BACKUPS,
    sentry: ['project', 'key', 'new issues', 'spiking issues', 'uptime', 'mark'],
    ...OF_OUTSIDE,
    'jenkins jobs': ['team', 'team/shop-test', 'team/shop-stage', 'team/shop-prod'],
    'jenkins jobs --files': ['jobs.groovy', 'jobs.yaml'],
    'jenkins credentials': ['put'],
  };

  for (const [verb, wanted] of Object.entries(ids))
    it(`are those of ${verb} that programs know, and each is that of one step`, async () => {
      const {steps} = (await plans[verb]?.()) as {steps: Step[]};
      assert.deepEqual(
        steps.map(({id}) => id),
        wanted,
      );
      assert.equal(new Set(wanted).size, wanted.length);
    });

  it('are told here of every verb that has a plan of steps', async () => {
    const planning = (await loadVerbs()).filter(({flags}) => 'plan' in flags).map(({name}) => name);
    // Theirs are of stages, and of words.
    const others = ['pipeline', 'plan', 'notify'];
    assert.deepEqual(
      planning.filter(name => !others.includes(name)).sort(),
      Object.keys(ids)
        .filter(name => !/--|,/.test(name))
        .sort(),
    );
  });
});
