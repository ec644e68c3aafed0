import {hangIn} from '../hang.ts';
import type {Rule, Seen} from '../rule.ts';

export const timeLimit: Rule = {
  name: 'time-limit',

  codes: ['TIME_LIMIT'],
  sentence: seen => [seen.error.message, ...whatHung(seen.error)].join(' '),
  remedy({error, about}) {
    const {at} = hangIn(error);
    const stage = about.environment === undefined ? 'timeouts.test' : 'timeouts.deploy';
    return at === undefined
      ? undefined
      : `See why ${at} does not come to an end; if it only needs longer, raise \`${stage}\` in countable.yml.`;
  },
};

/** As near as the evidence comes to it: the line, else the last word and the process, else who was waited for. */
const whatHung = (error: Seen['error']): string[] => {
  const {at, last, process, starting} = hangIn(error);
  if (at !== undefined) return [`It was at ${at}.`];
  const waited =
    starting.length === 0 ? [] : [`The health check of ${starting.join(' and ')} had not passed yet.`];
  const isTestNamed = error.message.includes('The last test that began is');
  const said = last === undefined || isTestNamed ? [] : [`The last line that it printed: ${last}`];
  const ran = process === undefined ? [] : [`What ran in ${process.service}: ${process.command}`];
  return [...waited, ...said.map(ended), ...ran.map(ended)];
};

const ended = (sentence: string): string => (/[.!?…]$/.test(sentence) ? sentence : `${sentence}.`);
