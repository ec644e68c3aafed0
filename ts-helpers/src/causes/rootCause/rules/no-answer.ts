import {logOf} from '../../looking.ts';
import type {Rule, Seen} from '../rule.ts';

/** Where no log tells more: what was asked, and what was wrong with the answer. */
export const noAnswer: Rule = {
  name: 'no-answer',

  fits: error => error.code === 'NO_ANSWER' && problemOf({error, about: {}}) !== undefined,
  sentence: seen => `${problemOf(seen)?.said ?? seen.error.message}.`,
  remedy: seen => problemOf(seen)?.remedy,
};

interface Problem {
  said: string;
  remedy: string | undefined;
}

type Known = Pick<Seen, 'error' | 'about'>;

const problemOf = (seen: Known): Problem | undefined => {
  const {message, where = ''} = seen.error;
  const [url = '', rest = ''] = message.split(' did not answer', 2);
  const problem = rest.slice(rest.indexOf(': ') + 2).replace(/\.$/, '');
  const service = where.replace(/^service /, '');
  return unheard(problem) ?? elsewhere(problem, seen) ?? refused(problem, {url, service}, seen);
};

const unheard = (problem: string): Problem | undefined => {
  const [, service, port] = /^(\S+) listens on port (\d+) for its own container alone/.exec(problem) ?? [];
  return service === undefined
    ? undefined
    : {
        said: `${service} listens on 127.0.0.1:${port}, which nobody outside its container reaches`,
        remedy: `Let ${service} listen on 0.0.0.0 instead of 127.0.0.1 or localhost: in its call of listen() or run(), or after --host or --bind.`,
      };
};

const elsewhere = (problem: string, seen: Known): Problem | undefined => {
  const [, service, port, others] =
    /^(\S+) does not listen on port (\d+)(?:, but on (\d+(?:, \d+)*))?$/.exec(problem) ?? [];
  if (service === undefined) return undefined;
  return {
    said: problem,
    remedy:
      others === undefined
        ? `See what keeps ${service} from listening: ${logOf(service, seen)}. Where its program has another port than ${port}, write that at the end of its line under \`ports:\`.`
        : `Let ${service} listen on port ${port}, or publish the port that it has: ${others} instead of ${port} at the end of its line under \`ports:\`.`,
  };
};

const refused = (
  problem: string,
  {url, service}: {url: string; service: string},
  seen: Known,
): Problem | undefined => {
  const [, status] = /^HTTP (\d{3})\b/.exec(problem) ?? [];
  if (status === undefined) return undefined;
  return {
    said: `${service || 'The site'} answers HTTP ${status} at ${url}`,
    remedy: status.startsWith('5')
      ? service === ''
        ? undefined
        : `See what it logs of that request: ${logOf(service, seen)}`
      : 'Let it answer there with a page, without login, or name one that it has: `path:` under `health:` in countable.yml.',
  };
};
