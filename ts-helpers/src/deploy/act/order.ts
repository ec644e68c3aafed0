import {warningOf, UserError} from '../../errors/userError.ts';
import {type Order, refuseSuperseded, toldOfOrder} from '../../project/order.ts';
import {warn} from '../../run/warn.ts';
import type {Voice} from '../../run/voice.ts';
import type {Gathered} from '../gather.ts';

export const orderOf = ({
  facts: {release, previous, kinship},
  request: {isForced},
}: Pick<Gathered, 'facts' | 'request'>): Order => ({mine: release, live: previous, kinship, isForced});

export const tellOfOrder = (order: Order, voice: Pick<Voice, 'info'>): void => {
  const told = toldOfOrder(order);
  if (told !== undefined) voice.info(told);
};

/** A plan is there to be read, also where it would not be carried out. */
export const warnOfOrder = (order: Order, voice: Voice): void => {
  try {
    refuseSuperseded(order);
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    warn(voice, warningOf(error));
    return;
  }
  tellOfOrder(order, voice);
};
