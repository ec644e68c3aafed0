import {besideOf} from '../project/conventions.ts';
import {type FileReference, resolved, type WrittenReference} from '../compose/fileReferences.ts';
import {pathIn} from '../history/tree.ts';
import type {Files} from '../outside/files.ts';

export interface ReferenceNeeds {
  files: Pick<Files, 'readInside'>;
  readFileReferences(text: string): WrittenReference[];
}

/** So many files that include each other are read. */
const MOST_FILES = 50;

/** Every file that these compose files name, and those that they include or extend. */
export const readReferences = async (
  workspace: string,
  names: readonly [string, ...string[]],
  {files, readFileReferences}: ReferenceNeeds,
): Promise<FileReference[]> => {
  const directory = folderOf(names[0]);
  const queue = names.map(file => ({file, directory}));
  const seen = new Set<string>(names);
  const found: FileReference[] = [];
  for (const {file, directory} of queue) {
    const text = (await files.readInside(workspace, file)) ?? '';
    const references = resolved(file, directory, readFileReferences(text));
    found.push(...references);
    for (const {kind, at, directory: own} of references) {
      if ((kind !== 'include' && kind !== 'extends') || at === undefined) continue;
      if (seen.has(at) || seen.size >= MOST_FILES) continue;
      seen.add(at);
      queue.push({file: at, directory: (own && pathIn(directory, own)) ?? folderOf(at)});
    }
  }
  return found;
};

const folderOf = (file: string): string => besideOf(file, '.').replace(/\/?\.$/, '');
