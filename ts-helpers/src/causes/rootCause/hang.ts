import type {ErrorReport} from '../../result/result.ts';
import {innermostIn} from '../places.ts';
import {cut} from '../../text/plain.ts';

/** What evidence tells of something that hung. */
export interface Hang {
  /** Where it was when it was interrupted: `tests/test_shop.py:6`. */
  at?: string;
  /** The last that it printed by itself. */
  last?: string;
  /** What ran, in which service. */
  process?: {service: string; command: string};
  /** Services whose health check had not passed. */
  starting: string[];
}

export const hangIn = ({evidence: {log, services = []}}: Pick<ErrorReport, 'evidence'>): Hang => {
  const lines = log?.lines ?? [];
  const ran = lines.flatMap(processOf).filter(({service}) => service === log?.source);
  const printed = lines.filter(line => !RAN.test(line) && !NOTE.test(line));
  const interrupted = printed.findLastIndex(line => INTERRUPT.test(line));
  const from = interrupted === -1 ? -1 : traceBefore(interrupted, printed);
  const at = interrupted === -1 ? undefined : innermostIn(printed.slice(from, interrupted + 1).join('\n'));
  const last = printed.slice(0, interrupted === -1 ? undefined : from).findLast(line => line.trim() !== '');
  const process = ran.findLast(({command}) => !SHELL.test(command)) ?? ran.at(-1);
  return {
    ...(at && {at: `${at.path}:${at.line}`}),
    ...(last !== undefined && {last: cut(last.trim(), LONGEST)}),
    ...(process && {process}),
    starting: services.filter(({health}) => health === 'starting').map(({service}) => service),
  };
};

const LONGEST = 120;
/** As what ran is kept among the evidence: `test ran: 15414 00:06 sleep 555`. */
const RAN = /^(?<service>\S+) ran: \d+ \S+ (?<command>\S.*)$/;
/** What only waits for others. */
const SHELL = /^(?:\/\S{0,60}\/)?(?:ba|da|a)?sh\b|^(?:\/\S{0,60}\/)?(?:docker-init|tini|dumb-init)\b/;

const processOf = (line: string): {service: string; command: string}[] => {
  const {service, command} = RAN.exec(line)?.groups ?? {};
  return service === undefined || command === undefined ? [] : [{service, command: cut(command, LONGEST)}];
};

/** What is said of a log, and is not in it. */
const NOTE = /^\(.{1,300}\)$/;
const INTERRUPT = /\bKeyboardInterrupt\b|^Interrupt$|: Interrupt$|\(Interrupt\)$/;

/** Where a trace begins that ends at this line. */
const traceBefore = (end: number, lines: readonly string[]): number => {
  const begin = lines.slice(0, end).findLastIndex(line => line.includes('Traceback (most recent call last)'));
  return begin === -1 ? Math.max(end - 10, 0) : begin;
};
