import {UserError} from '../../errors/userError.ts';
import type {ComposeModel} from '../../compose/model.ts';

/** How a service keeps still while its files are copied. */
export type Stillness = 'pause' | 'stop';

export const LABEL = 'ca.countable.backup';

/** What the label of a service asks for. Throws BAD_SETTING. */
export const stillnessOf = ({services}: ComposeModel, service: string): Stillness | undefined => {
  const said = services[service]?.labels?.[LABEL];
  if (said === undefined || said === 'pause' || said === 'stop') return said;
  throw new UserError('BAD_SETTING', `The label ${LABEL} of ${service} is ${JSON.stringify(said)}.`, {
    where: service,
    remedy: `Let it say pause or stop.`,
  });
};
