import {UserError} from '../errors/userError.ts';
import type {ComposeModel} from '../compose/model.ts';
import {isolate} from '../isolation/isolate.ts';
import type {Note} from '../isolation/note.ts';
import {pin} from '../isolation/pins.ts';
import type {Surroundings} from '../isolation/places.ts';
import {partOf} from './plan/runModel.ts';
import type {Settings} from '../settings/settings.ts';
import type {Step} from '../result/step.ts';
import type {ComposeSource} from '../compose/source.ts';
import {profiledBy} from '../project/profiles.ts';

/** What a test run goes by, gathered before anything is started. */
export interface TestFacts {
  test: Exclude<Settings['test'], 'none'>;
  model: ComposeModel;
  sources: readonly ComposeSource[];
  /** Compose files that were read, relative to the project. */
  files: readonly string[];
  /** Where the override of tests may be; none need exist. */
  overrideFiles: readonly string[];
  around: Surroundings;
  /** Path of what git keeps, where containers are to leave it and each other's mounts alone. */
  git?: string | undefined;
  /** Deploys live on this machine. */
  isBesideDeploys: boolean;
  /** Minutes that all of it may take. */
  minutes: number;
}

/** What `test` will do, as `--plan` prints it. */
export interface TestPlan {
  /** Docker's name of the throw-away project. */
  composeProject: string;
  /** Service whose exit code counts, or in which the command runs. */
  service: string;
  command: string | null;
  builds: string[];
  starts: string[];
  /** That is every service there is, because the one that tests does not say what it depends on. */
  startsAll?: true;
  /** In what the run differs from the files, so that it touches nothing but its own. */
  own: string[];
  /** What of this machine it has all the same. */
  given: string[];
  steps: TestStep[];
}

export interface TestStep extends Step {
  id: 'build' | 'start' | 'run' | 'collect' | 'remove';
}

export interface PlannedTest {
  plan: TestPlan;
  /** What Compose will run. */
  model: ComposeModel;
  /** All that the files would have had part in, allowed or not. */
  notes: Note[];
}

/** Throws NO_TESTS when the service that tests is nowhere. */
export const planTestRun = (facts: TestFacts): PlannedTest => {
  const {test, model, around, git, isBesideDeploys, minutes} = facts;
  const {service, command} = test;
  if (!Object.hasOwn(model.services, service)) throw noTests(facts);
  const starts = servicesToStart(model, test);
  const builds = imagesToBuild(model, starts);
  const isolated = isolate(
    partOf(model, {starts, builds}),
    around,
    command === undefined ? service : undefined,
  );
  const pinned = isBesideDeploys ? pin(isolated.model, {workspace: around.workspace, git}) : undefined;
  const notes = [...isolated.notes, ...(pinned?.notes ?? [])];
  const {composeProject} = around;
  const plan = {
    composeProject,
    service,
    command: command ?? null,
    builds,
    starts,
    ...(startsAll(model, test) && {startsAll: true as const}),
    own: sayings(notes, ['own']),
    given: sayings(notes, ['given', 'shared']),
  };
  return {
    plan: {...plan, steps: testSteps(plan, minutes)},
    model: pinned?.model ?? isolated.model,
    notes,
  };
};

const sayings = (notes: readonly Note[], kinds: readonly Note['kind'][]): string[] => [
  ...new Set(notes.filter(({kind}) => kinds.includes(kind)).map(({says}) => says)),
];

const noTests = ({test, model, sources, files, overrideFiles}: TestFacts): UserError => {
  const profiled = profiledBy(test.service, sources);
  if (profiled !== undefined) {
    const {words, where, file} = profiled;
    const message = `The service ${test.service}, which is to test, is left out by ${words} in ${file}.`;
    const rather = overrideFiles.find(name => name !== file);
    const instead = rather === undefined ? '' : `, or move the service to ${rather}, which only tests read`;
    const remedy = `Take \`profiles:\` away from ${test.service} in ${file}${instead}.`;
    return new UserError('NO_TESTS', message, {where, remedy});
  }
  const others = Object.keys(model.services).sort().join(', ') || 'none';
  const override = files.find(file => overrideFiles.includes(file));
  const absent = override === undefined ? `; there is no ${overrideFiles.join(' or ')}` : '';
  const message = `There is no service ${test.service} to test with in ${files.join(' and ')}${absent}. Services: ${others}.`;
  return new UserError('NO_TESTS', message, {where: override ?? files[0] ?? ''});
};

/** Removing goes on when the stage's time is over: the limit is for an engine that hangs. */
const REMOVING_MINUTES = 10;

/** What happens, in its order. */
export const testSteps = (plan: Omit<TestPlan, 'steps'>, minutes: number): TestStep[] => {
  const {service, command, builds, starts} = plan;
  // It touches nothing but its own, and in the end all of that is removed. The stage's limit is that of each, and ends them first.
  const own = {risks: 'nothing', limit: minutes, undo: []} as const;
  // Whether they passed is known once their reports are read.
  const said = `Run the tests in ${service}`;
  const all = plan.startsAll ? `: all there are, since ${service} has no depends_on` : '';
  return [
    ...(builds.length > 0 ? [{...own, id: 'build', does: `Build ${builds.join(', ')}`} as const] : []),
    {...own, id: 'start', does: `Start ${starts.join(', ')}${all}`},
    {
      ...own,
      id: 'run',
      does: command === null ? `Follow ${service} to its exit code` : `Run in ${service}: ${command}`,
      said,
    },
    {...own, id: 'collect', does: 'Collect JUnit XML', said},
    {
      ...own,
      id: 'remove',
      does: 'Remove its containers, networks, volumes and images',
      limit: REMOVING_MINUTES,
      said: null,
      isCleanup: true,
    },
  ];
};

const startsAll = ({services}: ComposeModel, {service, command}: TestFacts['test']): boolean =>
  command === undefined &&
  Object.keys(services[service]?.depends_on ?? {}).length === 0 &&
  Object.keys(services).length > 1;

/**
 * A test service that names what it depends on gets that, as `docker compose run` would give it;
 * one that names nothing, or tests that run inside another service, get everything.
 */
const servicesToStart = ({services}: ComposeModel, {service, command}: TestFacts['test']): string[] => {
  const direct = Object.keys(services[service]?.depends_on ?? {});
  if (command !== undefined || direct.length === 0) return Object.keys(services);
  const needed = new Set([service]);
  for (const name of needed)
    for (const dependency of Object.keys(services[name]?.depends_on ?? {})) needed.add(dependency);
  return Object.keys(services).filter(name => needed.has(name));
};

/** Services with a Dockerfile among those that start, and those whose image one of them uses. */
const imagesToBuild = ({services}: ComposeModel, starts: readonly string[]): string[] => {
  const used = new Set(starts.map(name => services[name]?.image));
  return Object.entries(services)
    .filter(
      ([name, {build, image}]) =>
        build !== undefined && (starts.includes(name) || (image !== undefined && used.has(image))),
    )
    .map(([name]) => name);
};
