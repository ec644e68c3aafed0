import {Agent, request} from 'node:http';
import {randomUUID} from 'node:crypto';
import {setTimeout as pause} from 'node:timers/promises';

/** What became of all requests that were made. */
export interface Answered {
  kind: 'kept' | 'fresh' | 'slow' | 'post';
  /** Of a post, by which the server counts it. */
  id: string;
  /** When it was begun, in milliseconds since the load was. */
  at: number;
  status: number | undefined;
  /** Seconds after which it may be asked again, where it says so. */
  retryAfter: string | undefined;
  /** The version that answered, or what went wrong. */
  said: string;
}

export interface Load {
  /** Resolves, once the last answer is there, to all of them. */
  stop(): Promise<Answered[]>;
  /** So far. */
  answered: readonly Answered[];
}

const BODY = 60_000;
/** How many ask at a time, each one request after another. */
const USERS = {kept: 4, fresh: 3, slow: 4, post: 3} as const;

/** Asks all the time: on connections that are kept open, on new ones, for what takes seconds, and with bodies. */
export const loadOn = (port: number): Load => {
  const begun = performance.now();
  const answered: Answered[] = [];
  let isOver = false;
  const user = async (kind: Answered['kind']) => {
    const agent = new Agent({keepAlive: kind !== 'fresh', maxSockets: 1});
    while (!isOver) {
      const id = randomUUID();
      const at = Math.round(performance.now() - begun);
      const answer = await ask(port, {kind, id, agent});
      answered.push({kind, id, at, ...answer});
      await pause(20);
    }
    agent.destroy();
  };
  const users = Object.entries(USERS).flatMap(([kind, count]) =>
    Array.from({length: count}, () => user(kind as Answered['kind'])),
  );
  return {
    answered,
    async stop() {
      isOver = true;
      await Promise.all(users);
      return answered;
    },
  };
};

/** What was lost: no answer, or one that is none of the application's. */
export const lostOf = (answered: readonly Answered[]): Answered[] =>
  answered.filter(({status}) => status !== 200);

const ask = (
  port: number,
  {kind, id, agent}: Pick<Answered, 'kind' | 'id'> & {agent: Agent},
): Promise<Pick<Answered, 'status' | 'retryAfter' | 'said'>> =>
  new Promise(resolve => {
    const isPost = kind === 'post';
    const path = kind === 'slow' ? '/slow' : isPost ? `/count/${id}` : '/';
    const asked = request({
      host: '127.0.0.1',
      port,
      path,
      agent,
      method: isPost ? 'POST' : 'GET',
      timeout: 30_000,
    });
    asked.on('error', error => {
      resolve({status: undefined, retryAfter: undefined, said: error.message});
    });
    asked.on('timeout', () => asked.destroy(new Error('no answer')));
    asked.on('response', response => {
      let said = '';
      response.setEncoding('utf8').on('data', (text: string) => (said += text));
      response.on('error', error => {
        resolve({status: undefined, retryAfter: undefined, said: error.message});
      });
      response.on('end', () => {
        resolve({status: response.statusCode, retryAfter: response.headers['retry-after'], said});
      });
    });
    asked.end(isPost ? 'x'.repeat(BODY) : undefined);
  });
