import type {ComposeModel, ComposeService} from './model.ts';
import {type FileReference, looksLikeFile, type ReferenceKind} from './fileReferences.ts';

/** A file or folder that the merged model names. */
export interface NamedFile {
  kind: ReferenceKind;
  owner: string;
  /** As the model has it: absolute. */
  place: string;
  /** Whether there has to be something; Docker makes an empty folder of a mount that is missing. */
  isNeeded: boolean;
}

/** What containers and builds read at run time. What Compose itself reads it has read, or refused, by then. */
export const filesInModel = (model: ComposeModel): NamedFile[] =>
  Object.entries(model.services).flatMap(([owner, service]) => [
    ...mountsOf(owner, service),
    ...used('config', service.configs, model.configs),
    ...used('secret', [...(service.secrets ?? []), ...buildSecrets(service)], model.secrets),
  ]);

const mountsOf = (owner: string, {volumes = []}: ComposeService): NamedFile[] =>
  volumes
    .filter(({type}) => type === 'bind')
    .map(({source = '', target, bind}) => ({
      kind: 'volume',
      owner,
      place: source,
      isNeeded: bind?.create_host_path === false || looksLikeFile({path: source, target}),
    }));

const used = (
  kind: 'config' | 'secret',
  uses: readonly {source: string}[] = [],
  defined: ComposeModel['configs'] = {},
): NamedFile[] =>
  uses.flatMap(({source}) => {
    const place = defined[source]?.file;
    return place === undefined ? [] : [{kind, owner: source, place, isNeeded: true}];
  });

const buildSecrets = ({build}: ComposeService): {source: string}[] =>
  (build?.['secrets'] as {source: string}[] | undefined) ?? [];

/** Where a compose file names it: by whom it is named and where it lies, else by one of the two. */
export const placeOfReference = (
  {kind, owner}: {kind: ReferenceKind | undefined; owner: string | undefined},
  at: string | undefined,
  references: readonly FileReference[],
): string | undefined => {
  const ofOwner = references.filter(one => one.kind === kind && one.owner === owner);
  const there = (some: readonly FileReference[]) =>
    at === undefined ? undefined : some.findLast(one => one.at === at);
  const only = ofOwner.length === 1 ? ofOwner[0] : undefined;
  return (there(ofOwner) ?? there(references) ?? only)?.where;
};
