import {UserError} from '../errors/userError.ts';
import {numbered} from '../run/planText.ts';
import type {Voice} from '../run/voice.ts';
import type {World} from '../run/world.ts';
import type {DownPlan, UpPlan} from './plan.ts';

/** Who sits at a terminal sees what goes, and says yes; everybody else has said it beforehand. Throws RESET_UNCONFIRMED. */
export const requireConfirmed = async (
  {steps}: Pick<UpPlan, 'steps'> | Pick<DownPlan, 'steps'>,
  isConfirmed: boolean,
  {ask, voice}: {ask: World['ask']; voice: Pick<Voice, 'info'>},
): Promise<void> => {
  const losses = steps.filter(({risks}) => risks === 'data');
  if (isConfirmed || losses.length === 0) return;
  if (ask === undefined)
    throw new UserError(
      'RESET_UNCONFIRMED',
      `Nothing was removed. It would: ${losses.map(({does}) => does).join('; ')}`,
      {
        where: '--yes',
      },
    );
  for (const line of numbered(losses)) voice.info(line);
  if (isYes(await ask('This data is gone then. Go on? [y/N] '))) return;
  throw new UserError('RESET_UNCONFIRMED', 'Nothing was removed.', {where: '--yes'});
};

export const isYes = (answer: string): boolean => /^y(?:es)?$/i.test(answer.trim());
