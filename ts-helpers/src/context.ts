import type {Invocation} from './cli/parse.ts';
import type {Held} from './domain/leftovers.ts';
import type {ErrorReport} from './domain/result.ts';
import type {About} from './domain/rootCause/rule.ts';
import type {Report} from './report.ts';

/** What a verb leaves: the result for `--json` and `--result`, and the error if it failed. */
export interface Finished {
  result: unknown;
  error?: ErrorReport;
  /** What the stage that failed was of: the remedy of a deploy is another one than that of tests. */
  about?: About | undefined;
  /** Stands before each line of the error, where others are printed at the same time. */
  tag?: string;
  /** What to print on stdout where nobody asked for JSON. */
  text?: string;
}

/** What the process gives a verb. */
export interface World {
  environment: NodeJS.ProcessEnv;
  folder: string;
  home: string;
  user: string;
  report: Report;
  mask(text: string): string;
  /** A copy of plain data, every secret in it masked. */
  maskData<T>(data: T): T;
  /** Aborted, with a UserError as the reason, when the verb is to end. */
  signal: AbortSignal;
  /** Notes what stays if this process ends at once, to be told then. Returns what strikes it out. */
  hold(held: Held): () => void;
}

/** Runs a verb with the adapters it needs, and loads no others. */
export const run = async (invocation: Invocation, world: World): Promise<Finished> => {
  const runners = {
    plan,
    test: stage,
    deploy: stage,
    notify,
    sentry,
    jenkins,
    pipeline,
    completion,
    help: completion,
  };
  return runners[invocation.verb](invocation, world);
};

const completion = async ({arguments: [shell]}: Invocation): Promise<Finished> => {
  const {completion: script} = await import('./cli/completion.ts');
  const text = script(shell as Parameters<typeof script>[0]);
  return {result: {shell, script: text}, text};
};

const plan = async (invocation: Invocation, world: World): Promise<Finished> => {
  const [{plan: planBuild}, {createPlanAdapters, readFacts, readProject}, {withinTimeLimit}] =
    await Promise.all([
      import('./commands/plan.ts'),
      import('./context/project.ts'),
      import('./context/timeLimit.ts'),
    ]);
  const facts = await readFacts(invocation);
  const limit = {stage: 'Plan', minutes: invocation.flags.timeLimitMinutes, signal: world.signal};
  const begun = new Date();
  try {
    return await withinTimeLimit(limit, async signal => {
      const project = await readProject(invocation, {...world, signal}, facts);
      return {result: await planBuild(project, facts, createPlanAdapters(project, signal))};
    });
  } catch (error) {
    return (await import('./context/planFailure.ts')).planFailure(error, {invocation, world, facts, begun});
  }
};

const stage = async (invocation: Invocation, world: World): Promise<Finished> => {
  const [{environmentTitle}, {readFacts}, {planStage, runPlannedStage}] = await Promise.all([
    import('./domain/conventions.ts'),
    import('./context/project.ts'),
    import('./context/stage.ts'),
  ]);
  const [environment = ''] = invocation.arguments;
  const verb = invocation.verb === 'deploy' ? 'deploy' : 'test';
  const planned = {
    verb,
    name: verb === 'deploy' ? `Deploy to ${environmentTitle(environment)}` : 'Test',
    arguments: invocation.arguments,
    timeLimitMinutes: invocation.flags.timeLimitMinutes,
  } as const;
  if (invocation.flags.plan) return {result: await planStage(planned, invocation, world)};
  const result = await runPlannedStage(planned, invocation, world);
  if (!result.error) return {result};
  // What cannot be read is what has failed, and is told.
  const {beside} = await readFacts(invocation).catch(() => ({beside: undefined}));
  return {result, error: result.error, about: result.about, ...(beside !== undefined && {tag: beside})};
};

const notify = async (invocation: Invocation, world: World): Promise<Finished> => {
  const [{readFacts}, {tell}] = await Promise.all([
    import('./context/project.ts'),
    import('./context/notify.ts'),
  ]);
  const {plan: planOnly, output, facts: file} = invocation.flags;
  const facts = await readFacts(invocation);
  // A build of Jenkins has at least its name, and may have been stopped before any stage.
  if (facts.jenkins === undefined && !facts.results?.length && !facts.mishaps?.length)
    throw await nothingToTell(file);
  return {result: await tell(facts, world, {planOnly, output})};
};

const nothingToTell = async (file: string | undefined): Promise<Error> => {
  const {UserError} = await import('./errors.ts');
  return file === undefined
    ? new UserError('BAD_ARGUMENT', 'There is nothing to tell: no facts of a build were given.', {
        where: '--facts',
        remedy: 'Name the file: countable notify --facts facts.json. `countable pipeline` tells by itself.',
      })
    : new UserError('BAD_FACTS', `There is nothing to tell: ${file} has no results of stages.`, {
        where: file,
        remedy: 'Put the results under `results`: docs/reference/facts.md.',
      });
};

const sentry = async (invocation: Invocation, world: World): Promise<Finished> =>
  (await import('./context/sentry.ts')).runSentry(invocation, world);

const jenkins = async (invocation: Invocation, world: World): Promise<Finished> =>
  (await import('./context/jenkins.ts')).runJenkins(invocation, world);

const pipeline = async (invocation: Invocation, world: World): Promise<Finished> => {
  if (invocation.flags.plan) return plan(invocation, world);
  const {createPlanAdapters, readFacts, readProject} = await import('./context/project.ts');
  const facts = await readFacts(invocation);
  // Git takes as long as loading the rest.
  const [project, {pipeline: walk}, {runPlannedStage}, {tell}] = await Promise.all([
    readProject(invocation, world, facts),
    import('./commands/pipeline.ts'),
    import('./context/stage.ts'),
    import('./context/notify.ts'),
  ]);
  const {timeLimitMinutes} = invocation.flags;
  const outcome = await walk(project, facts, {
    ...createPlanAdapters(project, world.signal),
    report: world.report,
    runStage: (planned, report) =>
      runPlannedStage(
        {...planned, project, ...(timeLimitMinutes !== undefined && {timeLimitMinutes})},
        invocation,
        {...world, report},
      ),
    notify: facts => tell(facts, world, {planOnly: false, output: invocation.flags.output}),
  });
  const {error, about} = outcome.results.find(result => result.error) ?? {};
  if (error === undefined) return {result: outcome};
  const {renderResult} = await import('./report/result.ts');
  return {result: outcome, error, about, text: renderResult(world.maskData(outcome), invocation)};
};
