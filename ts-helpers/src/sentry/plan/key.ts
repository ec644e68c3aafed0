import type {AlertKey} from './alerts.ts';
import type {ClientKey} from './facts.ts';

/** What is set up once, and noted in the name of our client key. */
export type Part = AlertKey | 'uptime';
export const PARTS: readonly Part[] = ['new issues', 'spiking issues', 'uptime'];
const KEY = 'Countable';

/** Our own key; it outlives what people do with theirs. */
export const ownKey = (keys: readonly ClientKey[]): ClientKey | undefined =>
  keys.find(({name}) => name === KEY || name.startsWith(`${KEY}:`));

export const partsOf = (key: ClientKey | undefined): Part[] => PARTS.filter(part => key?.name.includes(part));

export const keyName = (parts: readonly Part[]): string =>
  parts.length === 0 ? KEY : `${KEY}: ${parts.join(', ')}`;
