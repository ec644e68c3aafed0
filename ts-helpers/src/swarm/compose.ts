import {plain} from '../compose/dollars.ts';
import {createHmac} from 'node:crypto';
import path from 'node:path';
import type {ComposeModel, ComposeProject} from '../compose/model.ts';
import {stackLabel} from '../compose/swarm.ts';
import type {Clock} from '../outside/clock.ts';
import type {Compose} from '../outside/compose.ts';
import type {Docker} from '../outside/docker.ts';
import type {Files} from '../outside/files.ts';
import type {Swarm} from '../outside/swarm.ts';
import {hasRegistry, imagesIn, pinned} from '../stack/images.ts';
import {stackFileOf} from '../stack/stackFile.ts';

export interface SwarmComposeNeeds {
  compose: Compose;
  swarm: Swarm;
  /** The engine itself. */
  docker: Pick<Docker, 'containers' | 'registryNames'>;
  files: Pick<Files, 'kind' | 'makeFolder' | 'readBytes' | 'remove' | 'temporaryFolder' | 'writeText'>;
  clock: Pick<Clock, 'wait'>;
  /** With which contents of secrets become a part of their names, so that nobody can guess at them. */
  keyOf(composeProject: string): Promise<string>;
  /** What this project alone calls the image of a service in a version. */
  tagOf(composeProject: string, service: string, version: string): string;
}

type Up = Parameters<Compose['up']>;

/** Compose as it is, but for that its projects are brought up and ended in the swarm. */
export const swarmedCompose = (needs: SwarmComposeNeeds): Compose => ({
  ...needs.compose,
  up: (...asked) => up(asked, needs),
  down: (stack, options) => down(stack, options, needs),
});

const up = async ([project, {services, variables, onLine}]: Up, needs: SwarmComposeNeeds): Promise<void> => {
  const {compose, swarm, docker, files, tagOf} = needs;
  const {model} = await compose.config({...project, variables: {...project.variables, ...variables}});
  await makeMounted(model, files);
  const temporary = await files.temporaryFolder();
  try {
    const kept = await keptOf(project, {model, temporary}, needs);
    const file = stackFileOf(model, {
      ...(services && services.length > 0 && {services}),
      ...kept,
      images: await asPushed(
        imagesIn(model, (service, version) => tagOf(project.name, service, version)),
        docker,
      ),
    });
    const asksRegistry = (await swarm.state()).nodes > 1;
    await swarm.deploy(project.name, JSON.stringify(file), {onLine, asksRegistry});
  } finally {
    await files.remove(temporary);
  }
};

/** Of a version that was built again a swarm would run what its registry had first. */
const asPushed = async (
  images: Readonly<Record<string, string>>,
  docker: Pick<Docker, 'registryNames'>,
): Promise<Record<string, string>> => {
  const known = await docker.registryNames(Object.values(images).filter(hasRegistry));
  return Object.fromEntries(
    Object.entries(images).map(([service, image]) => [service, pinned(image, known.get(image)) ?? image]),
  );
};

/** Compose makes folders that are to be mounted and are not there; a swarm refuses the task. */
const makeMounted = async (
  {services}: ComposeModel,
  files: Pick<Files, 'kind' | 'makeFolder'>,
): Promise<void> => {
  const mounts = Object.values(services).flatMap(({volumes = []}) => volumes);
  for (const {type, source, bind} of mounts) {
    if (type !== 'bind' || source === undefined || bind?.create_host_path === false) continue;
    if ((await files.kind(source)) === undefined) await files.makeFolder(source);
  }
};

/** Names and files of configs and secrets. */
const keptOf = async (
  {name: stack}: ComposeProject,
  {model, temporary}: {model: ComposeModel; temporary: string},
  {files, keyOf}: SwarmComposeNeeds,
): Promise<{names: Record<string, string>; files: Record<string, string>}> => {
  const names: Record<string, string> = {};
  const written: Record<string, string> = {};
  const all = (['configs', 'secrets'] as const).flatMap(kind =>
    Object.entries(model[kind] ?? {}).map(([name, one]) => ({key: `${kind} ${name}`, name, one})),
  );
  for (const {key, name, one} of all) {
    if (one.external || (one.file === undefined && one.content === undefined)) continue;
    if (one.content !== undefined) {
      const file = path.join(temporary, key.replace(' ', '-'));
      await files.writeText(file, plain(one.content), 0o600);
      written[key] = file;
    }
    const content = (await files.readBytes(written[key] ?? one.file ?? '')) ?? Buffer.from('');
    const digest = createHmac('sha256', await keyOf(stack))
      .update(content)
      .digest('hex')
      .slice(0, 12);
    names[key] = `${`${stack}_${name}`.slice(0, MOST_LETTERS - digest.length - 1)}_${digest}`;
  }
  return {names, files: written};
};

/** What the swarm takes for a name. */
const MOST_LETTERS = 64;

const down = async (
  stack: string,
  options: Parameters<Compose['down']>[1],
  {swarm, docker, clock}: SwarmComposeNeeds,
): Promise<void> => {
  await swarm.remove(stack, options);
  // It goes on in the background, and what is brought up meanwhile meets networks that are going.
  for (let waited = 0; waited < ENDING_MS; waited += PAUSE_MS) {
    const its = await docker.containers([stackLabel(stack)]);
    // Those that have ended the engine removes in its own time.
    if (!its.some(({state}) => state === 'running')) return;
    await clock.wait(PAUSE_MS);
  }
};

const ENDING_MS = 60_000;
const PAUSE_MS = 500;
