import {posix} from 'node:path';
import type {ServerManifest} from '../../archive/manifest.ts';
import type {ComposeModel} from '../../compose/model.ts';
import {insideOf} from '../../engines/container.ts';
import {engineFor} from '../../engines/engines.ts';
import {ask, type Inside} from '../../engines/inside.ts';
import {largeOf} from '../../engines/large.ts';
import type {Whole} from '../../engines/whole.ts';
import {UserError} from '../../errors/userError.ts';
import type {Clock} from '../../outside/clock.ts';
import type {Compose} from '../../outside/compose.ts';
import type {Compressing} from '../../outside/compressing.ts';
import type {Docker} from '../../outside/docker.ts';
import type {Files} from '../../outside/files.ts';
import type {Pipes} from '../../outside/pipe.ts';
import {projectLabel} from '../../project/conventions.ts';
import type {Sink} from '../../verify/download.ts';
import {blameOf} from '../../verify/blame.ts';
import {NotProven} from '../../verify/failed.ts';
import {answering, compareServer, type FilledServer, sinksOf} from '../../verify/filled.ts';
import type {ServerFolder} from '../plan.ts';
import {failing, failureOf} from './failing.ts';

export interface CloneNeeds {
  compose: Pick<Compose, 'create'>;
  docker: Pick<Docker, 'containers' | 'startAgain' | 'stop' | 'inspect' | 'logs' | 'removeThrowAway'>;
  files: Pick<Files, 'temporaryFolder' | 'writeText' | 'remove'>;
  pipes: Pipes;
  compressing: Compressing;
  clock: Pick<Clock, 'wait' | 'elapsed'>;
}

export interface CloneProject {
  model: ComposeModel;
  /** Where values are that secrets name. */
  directory: string;
}

/** Throw-away servers, each on the folder that takes the place of another one's. */
export interface Clone extends FilledServer {
  folder: ServerFolder;
  container: string;
}

/** Marks the throw-away servers, besides what all of a restore is marked with. */
export const cloneLabel = (composeProject: string): string => `ca.countable.restore-server=${composeProject}`;

export const removeClones = (composeProject: string, {docker}: Pick<CloneNeeds, 'docker'>): Promise<void> =>
  docker.removeThrowAway(cloneLabel(composeProject));

/** Throws RESTORE_FAILED where one does not come up on an empty folder. */
export const startClones = async (
  folders: readonly {folder: ServerFolder; stored: ServerManifest}[],
  project: CloneProject,
  needs: CloneNeeds,
): Promise<Clone[]> => {
  if (folders.length === 0) return [];
  const {model} = project;
  await failing('a server like the one that runs', model.name, () => made(project, needs));

  const containers = await needs.docker.containers([projectLabel(model.name)]);
  return Promise.all(
    folders.map(async one => {
      const id = containers.find(({service}) => service === one.stored.service)?.id ?? '';
      await needs.docker.startAgain(id);
      return prepared({...one, id}, needs);
    }),
  );
};

const made = async ({model, directory}: CloneProject, {compose, files}: CloneNeeds): Promise<void> => {
  const folder = await files.temporaryFolder();
  try {
    const file = posix.join(folder, 'compose.json');
    // It has the environment of the servers in it.
    await files.writeText(file, JSON.stringify(model), 0o600);
    await compose.create({name: model.name, directory, files: [file]}, {onLine: () => undefined});
  } finally {
    await files.remove(folder);
  }
};

const prepared = async (
  {folder, stored, id: container}: {folder: ServerFolder; stored: ServerManifest; id: string},
  needs: CloneNeeds,
): Promise<Clone> => {
  const {kind, service, port} = folder.server;
  const {engine, whole} = known(folder);
  const inside = withVariables(insideOf(container, kind, needs.pipes), whole.variables);
  await answering({container, inside, words: whole.isReady(port)}, needs, (state, lines) =>
    failed(`A server like ${service} does not come up on an empty folder (${state}).`, service, lines),
  );
  const names = stored.databases.map(({name}) => name);
  await failing(`an empty ${service}`, service, async () => {
    const forget = folder.server.hasUsersOfImage ? [] : whole.forget;
    for (const words of [...engine.hurry, ...forget, ...engine.makeRoom(names)]) await ask(inside, words);
  });
  return {
    ...{folder, container, stored, engine, inside},
    large: await largeOf(inside, needs.compressing),
    async blame(what, error) {
      const told = await blameOf({service, container}, needs.docker)(what, error);
      if (told instanceof NotProven) return failureOf(what, service, error);
      const isDown = told instanceof UserError && told.code === 'PROOF_IMPOSSIBLE';
      return isDown ? failed(told.message, service, told.evidence?.log?.lines ?? []) : told;
    },
  };
};

/** What runs a server of that kind. */
export const known = ({server: {kind}}: Pick<ServerFolder, 'server'>) => {
  const engine = engineFor(kind);
  const {whole} = engine;
  if (whole === null) throw new Error(`no server of ${kind} is restored as a whole`);
  return {engine, whole};
};

const withVariables = (inside: Inside, variables: Whole['variables']): Inside => {
  const given = Object.entries(variables).map(([name, value]) => `${name}=${value}`);
  return given.length === 0 ? inside : {pipe: words => inside.pipe(['env', ...given, ...words])};
};

/** What takes the members of these servers, each by its name. Throws RESTORE_FAILED. */
export const cloneSinks = (clones: readonly Clone[]): [string, Sink][] =>
  clones.flatMap(clone =>
    sinksOf(clone).map(([member, sink]): [string, Sink] => [
      member,
      body =>
        sink(body).catch((error: unknown) => {
          throw error instanceof NotProven
            ? failed(`Of the backup, ${error.message}.`, clone.stored.service, error.log)
            : error;
        }),
    ]),
  );

/** In what they differ from what was stored. */
export const compareClones = async (
  clones: readonly Clone[],
  stored: readonly ServerManifest[],
): Promise<string[]> => {
  const all: string[] = [];
  for (const clone of clones) {
    const own = stored.find(({service}) => service === clone.stored.service);
    if (own === undefined) throw new Error(`${clone.stored.service} is not in the archive`);
    all.push(...(await compareServer({...clone, stored: own})));
  }
  return all;
};

/** All that it has is on its disk then. Throws RESTORE_FAILED where it was ended otherwise. */
export const endClone = async (
  {container, stored: {service}}: Clone,
  {docker}: CloneNeeds,
): Promise<void> => {
  await docker.stop(container);
  const [{state = 'gone', exitCode = 0} = {}] = await docker.inspect([container]);
  if (state === 'exited' && exitCode === 0) return;
  const lines = state === 'gone' ? [] : await docker.logs(container, {lines: 30});
  throw failed(
    `${service} did not end well once it was loaded (${state}, exit code ${exitCode}): what it holds may not be whole.`,
    service,
    lines,
  );
};

const failed = (message: string, service: string, lines: readonly string[]): UserError =>
  new UserError('RESTORE_FAILED', message, {
    where: service,
    evidence: {log: {source: service, lines: [...lines]}},
  });
