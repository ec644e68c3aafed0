import {posix} from 'node:path';
import type {Readable} from 'node:stream';
import {fileDifferences} from '../../archive/differences.ts';
import type {FilesManifest} from '../../archive/manifest.ts';
import {UserError} from '../../errors/userError.ts';
import type {Docker} from '../../outside/docker.ts';
import {feed, type Pipes} from '../../outside/pipe.ts';
import {heardBy} from '../../outside/hearing.ts';
import {createSetIdReader} from '../../outside/setIdLinks.ts';
import {createTreeReader} from '../../outside/treeReader.ts';
import type {Sink} from '../../verify/download.ts';
import type {FolderSwap} from '../plan.ts';
import {failing} from './failing.ts';
import type {Stored} from './stored.ts';

export interface FolderNeeds {
  docker: Pick<Docker, 'openFolder' | 'removeThrowAway' | 'exec'>;
  pipes: Pipes;
}

/** Marks the containers in which files are moved. */
export const folderLabel = (composeProject: string): string => `ca.countable.restore=${composeProject}`;

/** Where it is open. */
const IN = '/countable';

/** While the work lasts, the folder above each one is open in a container; afterwards none is. */
export const openFolders = async <T>(
  folders: readonly Pick<FolderSwap, 'name' | 'above' | 'image'>[],
  {label, needs}: {label: string; needs: FolderNeeds},
  work: (open: OpenFolders) => Promise<T>,
): Promise<T> => {
  const containers = new Map<string, string>();
  try {
    for (const {name, above: folder, image} of folders)
      containers.set(name, await needs.docker.openFolder({image, label, folder}));
    return await work(containers);
  } finally {
    if (folders.length > 0) await needs.docker.removeThrowAway(label);
  }
};

/** Ids of containers, by the name of the folder. */
export type OpenFolders = ReadonlyMap<string, string>;

/** An empty folder beside the one that is used, of the same owner and with the same rights. */
export const emptyFolder = (
  {name, live, loaded}: Pick<FolderSwap, 'name' | 'live' | 'loaded'>,
  {open, needs}: {open: OpenFolders; needs: FolderNeeds},
): Promise<void> => shell(open.get(name) ?? '', ['sh', '-c', EMPTY, 'sh', live, loaded], {name, needs});

const EMPTY = `cd ${IN} && mkdir "$2" && chown "$(stat -c %u:%g "$1")" "$2" && chmod "$(stat -c %a "$1")" "$2"`;

/** Files of the folder that is used which stay as they are, in the one that takes its place. */
export const keepFiles = async (
  {name, live, loaded}: Pick<FolderSwap, 'name' | 'live' | 'loaded'>,
  files: readonly string[],
  {open, needs}: {open: OpenFolders; needs: FolderNeeds},
): Promise<void> => {
  for (const file of files)
    await shell(open.get(name) ?? '', ['sh', '-c', KEEP, 'sh', `${live}/${file}`, `${loaded}/${file}`], {
      name,
      needs,
    });
};

const KEEP = `cd ${IN} || exit 1
[ ! -e "$1" ] || cp -p "$1" "$2"`;

/** What takes the member of a folder: it lies beside the one that is used. */
export const fillingSink = (
  {name, loaded}: FolderSwap,
  {member, target}: FilesManifest,
  {open, needs}: {open: OpenFolders; needs: FolderNeeds},
): [string, Sink] => [
  member,
  async (body: Readable) => {
    const container = open.get(name) ?? '';
    const coming = `${IN}/${loaded}.coming`;
    await shell(container, ['mkdir', '-p', coming], {name, needs});
    const links = createSetIdReader(posix.basename(target));
    const heard = heardBy(chunk => links.hear(chunk), body);
    await failing(name, name, () =>
      feed(heard, needs.pipes.pipe('docker', ['cp', '-', `${container}:${coming}`])),
    );
    // As the engine names it in a tar: by where a container had it.
    await shell(container, ['mv', `${coming}/${posix.basename(target)}`, `${IN}/${loaded}`], {name, needs});
    await shell(container, ['rmdir', coming], {name, needs});
    for (const [rights, files] of await links.end())
      for (let from = 0; from < files.length; from += AT_ONCE) {
        const some = files.slice(from, from + AT_ONCE).map(file => `${IN}/${loaded}/${file}`);
        await shell(container, ['chmod', rights.toString(8), ...some], {name, needs});
      }
  },
];

/** Names that one command is given. */
const AT_ONCE = 200;

/** In what the filled folder differs from what was stored. */
export const compareFolder = async (
  {name, loaded}: FolderSwap,
  {files}: Pick<Stored, 'files'>,
  {open, needs}: {open: OpenFolders; needs: FolderNeeds},
): Promise<string[]> => {
  const stored = files.find(({source}) => source === name);
  if (stored === undefined) throw new Error(`${name} is not in the archive`);
  const reader = createTreeReader(loaded);
  const {input, output, ended, stop} = needs.pipes.pipe('docker', [
    'cp',
    `${open.get(name)}:${IN}/${loaded}`,
    '-',
  ]);
  input.end();
  try {
    await failing(name, name, async () => {
      for await (const chunk of output) await reader.hear(chunk as Buffer);
      await ended;
    });
  } finally {
    stop();
  }
  return fileDifferences(stored, await reader.end());
};

/**
 * Done again after it was interrupted, it goes on where it was: what is used goes to `before` only while something waits for its place.
 * Engines keep the folder of a volume itself, and what is mounted of it: services that have it stand still.
 */
const SWAP = `cd ${IN} || exit 1
[ -e "$2" ] || exit 0
if [ -e "$1" ]; then mv "$1" "$3" || exit 1; fi
mv "$2" "$1"`;

/** `loaded` takes the place of `live`, which becomes `before`. */
export const swapFolder = (
  {name, live, loaded, before}: Pick<FolderSwap, 'name' | 'live' | 'loaded' | 'before'>,
  {open, needs}: {open: OpenFolders; needs: FolderNeeds},
): Promise<void> =>
  shell(open.get(name) ?? '', ['sh', '-c', SWAP, 'sh', live, loaded, before], {name, needs});

/** What gives `before` its place again. */
export const returning = <T extends FolderSwap>(folder: T): T => ({
  ...folder,
  loaded: folder.before,
  before: folder.loaded,
});

export const removeLoaded = (
  {name, loaded}: FolderSwap,
  {open, needs}: {open: OpenFolders; needs: FolderNeeds},
): Promise<void> =>
  shell(open.get(name) ?? '', ['rm', '-rf', `${IN}/${loaded}`, `${IN}/${loaded}.coming`], {name, needs});

const shell = async (
  container: string,
  words: readonly string[],
  {name, needs}: {name: string; needs: FolderNeeds},
): Promise<void> => {
  const {exitCode, stderr} = await needs.docker.exec(container, words, {
    timeoutMs: 10 * 60_000,
    uninterruptible: true,
  });
  if (exitCode === 0) return;
  throw new UserError('RESTORE_FAILED', `${name} cannot be given its place: ${stderr.trim()}`, {where: name});
};
