import {durationMs} from '../../compose/duration.ts';
import type {ComposeService} from '../../compose/model.ts';

/** Docker's own. */
const DEFAULT_MS = 10_000;

/** How long a service may take to end, as its `stop_grace_period` says: `1m30s`. */
export const graceOf = ({stop_grace_period: said}: ComposeService): number =>
  typeof said === 'string' ? durationMs(said) : DEFAULT_MS;
