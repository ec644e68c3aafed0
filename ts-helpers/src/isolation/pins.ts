import type {ComposeModel, ComposeMount, ComposeService} from '../compose/model.ts';
import {mapOf, own, type Note} from './note.ts';
import {isWithin} from '../text/paths.ts';

interface Bind {
  source: string;
  target: string;
  isWritable: boolean;
}

/**
 * Docker follows a path when it starts a container. A container that can write to the folder which holds it could put a
 * link there meanwhile that leads anywhere. A mount point cannot be moved: so all that is mounted from within a folder is
 * mounted in those containers as well, at its own place. And `.git` cannot be written to: git runs what its
 * configuration says, as the user of this machine.
 */
export const pin = (
  model: ComposeModel,
  {workspace, git}: {workspace: string; git: string | undefined},
): {model: ComposeModel; notes: Note[]} => {
  const sources = [...mountedFrom(model, workspace), ...(git === undefined ? [] : [git])];
  const notes: Note[] = [];
  const services = Object.entries(model.services).map(([name, service]): [string, ComposeService] => {
    const volumes = (service.volumes ?? []).map(mount =>
      isOfGit(mount) ? {...mount, read_only: true} : mount,
    );
    const targets = volumes.map(({target}) => target.replace(/\/$/, ''));
    const pins = pinsOf(bindsOf({volumes}), {sources, targets}).map(({source, target}) => ({
      type: 'bind',
      source,
      target,
      ...(source === git && {read_only: true}),
    }));
    if ([...volumes, ...pins].some(isOfGit))
      notes.push({at: ['services', name, 'volumes'], ...own(`${name} reads .git and cannot write to it`)});
    return [name, {...service, ...(volumes.length > 0 && {volumes: [...volumes, ...pins]})}];
  });
  return {model: {...model, services: Object.fromEntries(services)}, notes};

  function isOfGit({type, source = ''}: ComposeMount): boolean {
    return git !== undefined && type === 'bind' && isWithin(source, git);
  }
};

const mountedFrom = ({services, secrets, configs}: ComposeModel, workspace: string): string[] => {
  const binds = Object.values(services)
    .flatMap(bindsOf)
    .map(({source}) => source);
  const files = [secrets, configs].flatMap(section =>
    Object.values(section ?? {}).map(definition => String(mapOf(definition)['file'])),
  );
  return [...binds, ...files].filter(path => isWithin(path, workspace));
};

const bindsOf = ({volumes = []}: Pick<ComposeService, 'volumes'>): Bind[] =>
  volumes
    .filter(({type}) => type === 'bind')
    .map(({source = '', target, read_only: isReadOnly}) => ({
      source,
      target: target.replace(/\/$/, ''),
      isWritable: isReadOnly !== true,
    }));

/** Each step on the way from a writable mount down to what is mounted from within it. */
const pinsOf = (
  binds: readonly Bind[],
  {sources, targets}: {sources: readonly string[]; targets: readonly string[]},
): {source: string; target: string}[] => {
  const pins = new Map<string, string>();
  for (const {source: folder, target} of binds.filter(({isWritable}) => isWritable)) {
    for (const source of sources.filter(path => path !== folder && isWithin(path, folder))) {
      const names = source.slice(folder.length).split('/').filter(Boolean);
      names.forEach((_, index) => {
        const below = names.slice(0, index + 1).join('/');
        if (!isCovered(`${target}/${below}`, target)) pins.set(`${target}/${below}`, `${folder}/${below}`);
      });
    }
  }
  return [...pins].map(([target, source]) => ({source, target}));

  /** By another mount of the service, so that it is not of this folder. */
  function isCovered(at: string, target: string): boolean {
    return targets.some(other => other !== target && isWithin(other, target) && isWithin(at, other));
  }
};
