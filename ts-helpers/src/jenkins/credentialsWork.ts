import path from 'node:path';
import {readBounded} from '../outside/boundedFile.ts';
import {listCredentials, setCredential} from './credentials.ts';
import type {Project} from '../workspace/project.ts';
import {secretsOfFile} from '../secrets/secrets.ts';
import {UserError} from '../errors/userError.ts';
import {readableRemedy, whyUnread} from '../errors/givenFile.ts';
import type {Finished} from '../run/finished.ts';
import type {World} from '../run/world.ts';
import {type BuildGiven, createPlanAdapters} from '../workspace/open.ts';
import {open} from './open.ts';
import {readNamed} from './project.ts';

interface CredentialsGiven extends BuildGiven {
  project: string | undefined;
  set: string | undefined;
  from: string | undefined;
  plan: boolean;
}

export type CredentialsResult =
  Awaited<ReturnType<typeof listCredentials>> | Awaited<ReturnType<typeof setCredential>>;

/** `countable jenkins credentials`. */
export const runCredentials = async (
  given: CredentialsGiven,
  world: World,
): Promise<Finished<CredentialsResult>> => {
  const project = await readNamed(given, world);
  const {voice, signal} = world;
  const needs = {...createPlanAdapters(project, signal), openJenkins: () => open(world), voice};
  return {
    result:
      given.set === undefined
        ? await listCredentials(project, needs)
        : await setFrom(given, {project, world, needs}),
  };
};

const setFrom = async (
  {set: id = '', from, plan}: CredentialsGiven,
  {
    project,
    world: {folder, voice},
    needs,
  }: {project: Project; world: World; needs: Parameters<typeof setCredential>[1]},
) => {
  if (from === undefined) {
    throw new UserError('BAD_ARGUMENT', '--set needs --from: the file with the value.', {
      where: '--from',
      remedy: `For example: countable jenkins credentials --set ${id} --from ../value.txt`,
    });
  }
  const value = await valueIn(path.resolve(folder, from));
  // Of a file of variables the values, of anything else all of it.
  const text = value.toString('utf8');
  const secrets = id.endsWith('-env') ? secretsOfFile(text) : [{name: id, value: text}];
  for (const secret of secrets) voice.hide(secret.value, secret.name);
  voice.hide(value.toString('base64'));
  return setCredential({project, id, value, isPlan: plan}, needs);
};

const valueIn = async (file: string): Promise<Buffer> => {
  const remedy = 'Correct --from: it names the file with the value.';
  const value = await readBounded(file).catch((cause: unknown) => {
    throw new UserError('BAD_ARGUMENT', whyUnread(file, cause), {
      where: '--from',
      remedy: readableRemedy(file, cause) ?? remedy,
      cause,
    });
  });
  if (value.length > 0) return value;
  throw new UserError('BAD_ARGUMENT', `${file} holds no value: it is empty.`, {where: '--from', remedy});
};
