import {UserError} from '../errors/userError.ts';
import {isYes} from '../laptop/confirmed.ts';
import {withChange} from '../outside/composeSourceSplice.ts';
import type {Finished} from '../run/finished.ts';
import type {World} from '../run/world.ts';
import {toErrorReport} from '../stage/runStage.ts';
import {eachText} from '../text/eachText.ts';
import {counted, oneLine, plain} from '../text/plain.ts';
import {type BuildGiven, readProject} from '../workspace/open.ts';
import {openNeeds} from './open.ts';
import {fix, type FixOutcome, type FixPlan, planFix} from './fix.ts';

type FixGiven = BuildGiven & {plan: boolean; yes: string | undefined};

/** `countable doctor --fix`. */
export const runFix = async (given: FixGiven, world: World): Promise<Finished<FixPlan | FixOutcome>> => {
  const project = await readProject(given, world);
  const needs = {...openNeeds(project, world, {history: false}), withChange};
  const planned = await planFix(project, needs);
  const {plan} = planned;
  const text = shown(eachText(world.maskData(plan), plain));
  if (given.plan || plan.steps.length === 0) return {result: plan, text};
  const refusal = await unconfirmed(plan, given.yes, {world, text});
  if (refusal !== undefined) return {result: plan, text, error: toErrorReport(refusal)};
  const outcome = await fix(project, planned, needs);
  const wasShown = given.yes === undefined;
  return {
    result: outcome,
    text: `${wasShown ? '' : text}${counted(outcome.done.length, 'file')} changed. What is left: countable doctor\n`,
  };
};

/** Who sits at a terminal sees it and says yes; everybody else has named the project. */
const unconfirmed = async (
  {project, steps}: FixPlan,
  yes: string | undefined,
  {world, text}: {world: Pick<World, 'ask' | 'voice'>; text: string},
): Promise<UserError | undefined> => {
  if (yes === project) return undefined;
  const refuse = (message: string) =>
    new UserError('FIX_UNCONFIRMED', message, {
      where: '--yes',
      remedy: `Look at it first (--plan), then: --yes ${project}`,
    });
  if (yes !== undefined) return refuse(`Nothing was changed: --yes names ${yes}, and this is ${project}.`);
  if (world.ask === undefined)
    return refuse(`Nothing was changed. It would: ${steps.map(({does}) => does).join('; ')}.`);
  for (const line of text.trimEnd().split('\n')) world.voice.info(line);
  const answer = await world.ask(`Change ${counted(steps.length, 'file')} so? [y/N] `);
  return isYes(answer) ? undefined : refuse('Nothing was changed.');
};

const shown = ({project, files, refused}: FixPlan): string =>
  [
    ...files.flatMap(({diff}) => diff.map(line => line.replace(/\r$/, ''))),
    ...refused.map(message => `! ${oneLine(message)}`),
    ...(files.length === 0
      ? [`${project}: there is nothing that mends itself. What there is: countable doctor`]
      : []),
    '',
  ].join('\n');
