import path from 'node:path';
import {UserError} from '../errors/userError.ts';
import {hostedRepository} from '../history/hostedRepository.ts';
import type {Checkouts} from '../outside/checkouts.ts';
import type {Files} from '../outside/files.ts';
import type {Git} from '../outside/git.ts';
import {isProjectName, repositoryName} from '../project/conventions.ts';
import {carryOut} from '../run/carryOut.ts';
import type {Voice} from '../run/voice.ts';
import type {Step} from '../result/step.ts';
import {withoutCredentials} from '../secrets/remote.ts';
import {withoutEnd} from '../text/ends.ts';
import {quotedWords} from '../text/plain.ts';

export interface CheckoutNeeds {
  files: Pick<Files, 'kind' | 'exists'>;
  gitIn(folder: string): Pick<Git, 'facts'>;
  checkouts: Pick<Checkouts, 'clone'>;
  voice: Voice;
}

export interface ClonePlan {
  folder: string;
  /** Nothing where it is there already. */
  steps: (Step & {id: 'clone'})[];
}

/** Where a repository is to lie below a folder, and whether it does. Throws BAD_ARGUMENT, UNSAFE_NAME and FOLDER_TAKEN. */
export const planClone = async (
  {url, below}: {url: string; below: string},
  {files, gitIn}: Omit<CheckoutNeeds, 'checkouts' | 'voice'>,
): Promise<ClonePlan> => {
  const shown = withoutCredentials(url);
  const name = repositoryName(url);
  if (name === undefined || url.startsWith('-'))
    throw new UserError('BAD_ARGUMENT', `${JSON.stringify(shown)} is no address of a repository.`, {
      where: '[git-url]',
      remedy: 'Give it as git clone takes it: git@git.example.org:team/shop.git',
    });
  if (!isProjectName(name))
    throw new UserError('UNSAFE_NAME', `${JSON.stringify(name)} cannot be the name of a project.`, {
      where: '[git-url]',
      remedy: `Give an address as git clone takes it. Where the repository is really called so, clone it under another name, and run countable up in that folder: git clone ${quotedWords([shown, 'NAME'])}`,
    });
  const folder = path.join(below, name);
  const kind = await files.kind(folder);
  if (kind === undefined || kind === 'empty folder') {
    const does = `Clone ${shown} into ${folder}`;
    return {folder, steps: [{id: 'clone', does, risks: 'nothing', limit: 60, undo: []}]};
  }
  const remote = (await files.exists(path.join(folder, '.git')))
    ? (await gitIn(folder).facts())?.remoteUrl
    : undefined;
  if (remote != null && isSame(remote, url)) return {folder, steps: []};
  throw new UserError('FOLDER_TAKEN', `${folder} is there already, and ${otherText(kind, remote)}.`, {
    where: folder,
    remedy: `Move it away, or clone beside it: countable up ${shown} --workspace ELSEWHERE`,
  });
};

const otherText = (kind: string, remote: string | null | undefined): string => {
  if (remote != null) return `is a clone of ${withoutCredentials(remote)}`;
  return kind === 'file' ? 'is a file' : 'is no clone of it';
};

/** By whatever way it is fetched. */
const isSame = (one: string, other: string): boolean => {
  const [first, second] = [hostedRepository(one), hostedRepository(other)];
  if (first !== undefined && second !== undefined)
    return first.host === second.host && first.path === second.path;
  return bare(one) === bare(other);
};

const bare = (url: string): string => withoutEnd(url.replace(/^file:\/\//, ''), '/').replace(/\.git$/, '');

export const clone = async (
  {folder, steps}: ClonePlan,
  url: string,
  {checkouts, voice}: CheckoutNeeds,
): Promise<string[]> => {
  const {done} = await carryOut(
    steps,
    () =>
      checkouts.clone(url, folder, line => {
        voice.output(line);
      }),
    {voice},
  );
  return done.map(({does}) => does);
};
