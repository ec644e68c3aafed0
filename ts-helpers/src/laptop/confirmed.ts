import {UserError} from '../errors/userError.ts';
import {numbered} from '../run/planText.ts';
import type {Voice} from '../run/voice.ts';
import type {World} from '../run/world.ts';
import type {DownPlan, UpPlan} from './plan.ts';

export interface Confirmation {
  /** What the project is called: by Compose, which is told, and by its repository. */
  names: readonly [string, string];
  /** What somebody has said that it is called, who means it. */
  yes: string | undefined;
}

/** Who sits at a terminal sees what goes, and says yes; everybody else has named the project. Throws RESET_UNCONFIRMED. */
export const requireConfirmed = async (
  {steps}: Pick<UpPlan, 'steps'> | Pick<DownPlan, 'steps'>,
  {names, yes}: Confirmation,
  {ask, voice}: {ask: World['ask']; voice: Pick<Voice, 'info'>},
): Promise<void> => {
  const losses = steps.filter(({risks}) => risks === 'data');
  const [name] = names;
  if (losses.length === 0 || (yes !== undefined && names.includes(yes))) return;
  if (yes !== undefined)
    throw unconfirmed(`Nothing was removed: --yes names ${yes}, and this is ${name}.`, name);
  if (ask === undefined)
    throw unconfirmed(`Nothing was removed. It would: ${losses.map(({does}) => does).join('; ')}.`, name);
  for (const line of numbered(losses)) voice.info(line);
  if (!isYes(await ask('This data is gone then. Go on? [y/N] ')))
    throw unconfirmed('Nothing was removed.', name);
};

const unconfirmed = (message: string, name: string): UserError =>
  new UserError('RESET_UNCONFIRMED', message, {
    where: '--yes',
    remedy: `Look at it first (--plan), then: --yes ${name}`,
  });

export const isYes = (answer: string): boolean => /^y(?:es)?$/i.test(answer.trim());
