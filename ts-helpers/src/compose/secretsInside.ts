import {UserError, warningOf} from '../errors/userError.ts';
import type {ComposeModel} from './model.ts';
import {pathWithin} from '../text/paths.ts';
import {leavesOut} from './dockerignore.ts';
import type {Warning} from '../result/result.ts';
import {quoted} from '../text/plain.ts';

/** A secret file that a variable names, and that lies in the project. */
export interface SecretInside {
  variable: string;
  /** Relative to the project: as it is named, and where its links lead. */
  paths: readonly [string, ...string[]];
}

/** What could carry such a file away. */
export interface Carriers {
  workspace: string;
  tracked: ReadonlySet<string>;
  /** Of git: tracked, or not ignored. */
  seen: ReadonlySet<string>;
  builds: readonly Build[];
}

/** An image that is built from files of this machine. */
export interface Build {
  service: string;
  /** Folder that it sees all of. */
  context: string;
  /** What leaves files out of that folder. */
  ignoring: string;
}

/** Where images are built from: folders, and the files that may leave something out of them, of which the first counts. */
export const buildsOf = (
  model: Pick<ComposeModel, 'services'>,
): (Omit<Build, 'ignoring'> & {ignoreFiles: string[]})[] =>
  Object.entries(model.services).flatMap(([service, {build}]) => {
    if (build === undefined) return [];
    const {
      context,
      dockerfile = 'Dockerfile',
      dockerfile_inline: inline,
      additional_contexts: others = {},
    } = build;
    const own = `${context}/.dockerignore`;
    const first = inline === undefined ? [`${inFolder(context, dockerfile)}.dockerignore`, own] : [own];
    return [
      {service, context, ignoreFiles: first},
      ...Object.values(others).map(other => ({
        service,
        context: other,
        ignoreFiles: [`${other}/.dockerignore`],
      })),
    ].filter(one => one.context.startsWith('/'));
  });

/** What lies there is a slip away from a commit, or from an image that everybody can pull. */
export const warnOfSecretsInside = (inside: readonly SecretInside[], carriers: Carriers): Warning[] =>
  inside.flatMap(secret => {
    const carried = waysOf(secret, carriers);
    if (carried.length === 0) return [];
    const [named] = secret.paths;
    const isTracked = secret.paths.some(one => carriers.tracked.has(one));
    const outside = `Keep it outside the project: mv ${quoted(named)} ../, and let ${secret.variable} name it there.`;
    const known = ` Then git rm --cached ${quoted(secret.paths.find(one => carriers.tracked.has(one)) ?? named)}, and change what is secret in it: whoever has the repository has it.`;
    const message = `${named}, the secret file that ${secret.variable} names, lies in the project: ${carried.join('; ')}.`;
    return warningOf(
      new UserError('SECRET_IN_PROJECT', message, {remedy: outside + (isTracked ? known : '')}),
    );
  });

const waysOf = ({paths}: SecretInside, {workspace, tracked, seen, builds}: Carriers): string[] => {
  const ofGit = paths.some(one => tracked.has(one))
    ? ['it is committed, or about to be']
    : paths.some(one => seen.has(one))
      ? ['git does not ignore it, and the next git add takes it']
      : [];
  const into = new Set(
    builds
      .filter(({context, ignoring}) =>
        paths.some(one => {
          const within = pathWithin(context, inFolder(workspace, one));
          return within !== undefined && !leavesOut(ignoring, within);
        }),
      )
      .map(({service}) => service),
  );
  const images = [...into].join(', ');
  return into.size === 0
    ? ofGit
    : [...ofGit, `the build of ${images} is given it, for no .dockerignore leaves it out`];
};

const inFolder = (folder: string, place: string): string =>
  place.startsWith('/') ? place : `${folder}/${place}`;
