import {Readable} from 'node:stream';
import {differencesOf} from '../archive/differences.ts';
import type {ServerManifest} from '../archive/manifest.ts';
import {readDump} from '../engines/dumped.ts';
import type {Engine} from '../engines/engine.ts';
import {ask, type Inside} from '../engines/inside.ts';
import type {Large} from '../engines/large.ts';
import {CommandFailed, type UserError} from '../errors/userError.ts';
import type {Clock} from '../outside/clock.ts';
import type {Docker} from '../outside/docker.ts';
import {wholeText} from '../outside/wholeText.ts';
import type {Blame} from './blame.ts';
import {NotProven} from './failed.ts';

/** An empty server, into which what is stored of one is restored. */
export interface FilledServer {
  stored: ServerManifest;
  engine: Engine;
  inside: Inside;
  large: Large;
  blame: Blame;
}

type Sink = (body: Readable) => Promise<void>;

/** What takes each member of a server, by its name. Throws NotProven. */
export const sinksOf = (server: FilledServer): [string, Sink][] => {
  const {stored, engine} = server;
  const {roles, databases, service} = stored;
  const ofRoles = `the roles of ${service}`;
  const later: {name: string; views: Buffer}[] = [];
  let text = '';
  let left = databases.length;
  const complete = async (): Promise<void> => {
    if (left > 0) return;
    for (const {name, views} of later.splice(0))
      await into(server, `the views of ${name} of ${service}`, engine.restore(name))(Readable.from([views]));
    if (text !== '') await into(server, ofRoles, engine.restoreRoles)(Readable.from([text]));
  };
  const rolesSink: Sink = async body => {
    if (engine.beginRoles === undefined) return into(server, ofRoles, engine.restoreRoles)(body);
    text = await wholeText(body, MOST_ROLES, endless);
    await into(server, ofRoles, engine.beginRoles)(Readable.from([text]));
    await complete();
  };
  return [
    ...(roles === undefined ? [] : [[roles.member, rolesSink] as [string, Sink]]),
    ...databases.map(({member, name}): [string, Sink] => [
      member,
      async body => {
        const dump = engine.settled?.(body) ?? body;
        const {tables, views} = engine.parting?.(dump) ?? {tables: dump, views: () => Buffer.alloc(0)};
        await into(server, `the database ${name} of ${service}`, engine.restore(name))(tables);
        if (views().length > 0) later.push({name, views: views()});
        left -= 1;
        await complete();
      },
    ]),
  ];
};

const MOST_ROLES = 64 * 1024 * 1024;
const endless = (): NotProven => new NotProven(['its roles have no end']);

const into = ({engine, large, blame}: FilledServer, what: string, words: readonly string[]): Sink => {
  return async body => {
    const said = await large.restore(words, body).catch(async (error: unknown) => {
      throw error instanceof CommandFailed ? await blame(`${what} cannot be restored`, error) : error;
    });
    // Some tools go on after what they could not do, and end well.
    const [first] = engine.complaints(said);
    if (first !== undefined) throw await blame(`${what} cannot be restored`, complained(first, said));
  };
};

const complained = (first: string, said: string): CommandFailed =>
  new CommandFailed({program: 'docker', args: [], exitCode: 0, tail: [first, ...said.split('\n')]});

/** What is there now, dumped once more, beside what was stored. */
export const compareServer = async ({
  stored,
  engine,
  inside,
  large,
  blame,
}: FilledServer): Promise<string[]> => {
  const look = await engine.look(inside);
  const lost = (stored.roles?.names ?? []).filter(name => !look.roles.includes(name));
  const all = lost.map(name => `the role ${name} of ${stored.service} is missing`);
  for (const database of stored.databases) {
    const what = `the database ${database.name} of ${stored.service}`;
    const read = await readDump({engine, large}, engine.dump(database.name, look)).catch(
      async (error: unknown) => {
        throw error instanceof CommandFailed ? await blame(`${what} cannot be read again`, error) : error;
      },
    );
    all.push(...differencesOf(database, read).map(line => `${stored.service}, ${line}`));
  }
  const causes = all.length === 0 ? [] : ((await engine.unreadable?.(inside)) ?? []);
  return [...causes.map(line => `${stored.service}, ${line}`), ...all];
};

const READY_MS = 5 * 60_000;
const LOOK_MS = 150;

/** Waits for a server to answer for good. Throws what `error` makes of the state of its container, and of its last lines. */
export const answering = async (
  {
    container,
    inside,
    words,
    minutes,
  }: {container: string; inside: Inside; words: readonly string[]; minutes?: number},
  {docker, clock}: {docker: Pick<Docker, 'inspect' | 'logs'>; clock: Pick<Clock, 'wait' | 'elapsed'>},
  error: (state: string, lines: readonly string[]) => UserError,
): Promise<void> => {
  const limit = minutes === undefined ? READY_MS : minutes * 60_000;
  const begun = clock.elapsed();
  for (;;) {
    try {
      await ask(inside, words);
      return;
    } catch (failed) {
      if (!(failed instanceof CommandFailed)) throw failed;
    }
    const [{state = 'gone', restarts = 0} = {}] = await docker.inspect([container]);
    // Who is started again and again does not come up.
    const isUp = state === 'running' || state === 'restarting';
    if (!isUp || restarts > MOST_RESTARTS || clock.elapsed() - begun > limit)
      throw error(state, state === 'gone' ? [] : await docker.logs(container, {lines: 30}));
    await clock.wait(LOOK_MS);
  }
};

const MOST_RESTARTS = 3;
