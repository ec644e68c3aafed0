import path from 'node:path';
import type {ComposeModel} from '../../compose/model.ts';
import type {DeployRecord} from '../plan/deployRecord.ts';
import {pathWithin} from '../../text/paths.ts';
import type {FileReference, ReferenceKind} from '../../compose/fileReferences.ts';
import type {MissingFile, Why} from '../plan/missingFiles.ts';
import {filesInModel, placeOfReference} from '../../compose/namedFiles.ts';
import {couldBeSecret, type Whose} from '../../project/secretFiles.ts';
import type {ReadFor} from '../../project/variables.ts';
import type {DeployFolder} from '../folder.ts';
import type {Files} from '../../outside/files.ts';
import type {Git} from '../../outside/git.ts';
import type {DeployRequest} from './request.ts';
import type {DeployFiles} from './composeFiles.ts';
import type {Decrypted} from './encrypted.ts';
import type {ReleaseFiles} from './release.ts';

export interface ModelFacts {
  request: DeployRequest;
  composeProject: string;
  names: DeployFiles;
  references: readonly FileReference[];
  release: ReleaseFiles;
  whose: Whose & ReadFor;
  envFile: string;
  /** What the repository has for the environment, unless a secret file was given. */
  decrypted: Decrypted | undefined;
  folder: DeployFolder;
  record: DeployRecord;
}

export interface MissingNeeds {
  files: Pick<Files, 'kind'>;
  git: Pick<Git, 'ignored'>;
}

/** Where the deploy folder is shown, and what Compose made of it, or misses in it. */
export type Shown = {prefix: string; root: string} & ({model: ComposeModel} | {misses: string});

/** What is named; where it lies, once its links are followed. */
interface Named {
  kind: ReferenceKind | undefined;
  owner: string | undefined;
  place: string;
}

/** The files that are named, needed, and not there. */
export const findMissing = async (
  shown: Shown,
  facts: ModelFacts,
  needs: MissingNeeds,
): Promise<MissingFile[]> => {
  const named = 'model' in shown ? namedBy(shown.model, facts, shown) : besides(shown.misses, facts, shown);
  const kinds = await Promise.all(named.map(({place}) => needs.files.kind(realPlace(place, shown))));
  const lacking = named.filter((_, index) => kinds[index] === undefined || kinds[index] === 'empty folder');
  const unique = new Map(lacking.map(one => [one.place, one]));
  return Promise.all([...unique.values()].map(one => explained(one, {shown, facts, needs})));
};

const namedBy = (model: ComposeModel, {request}: ModelFacts, {prefix}: Shown): Named[] =>
  filesInModel(model)
    .filter(({isNeeded}) => isNeeded)
    // Of another machine's files nothing is known here.
    .filter(({place}) => place.startsWith(`${prefix}/`) || request.dockerHost === HERE);

const HERE = '127.0.0.1';

/** Compose stops at the first file that it misses: what else the files name is looked at without it. */
const besides = (misses: string, {references}: ModelFacts, {root}: Shown): Named[] => {
  const latest = new Map(
    references
      .filter(one => couldBeSecret(one) && !one.isOptional)
      .map(one => [`${one.kind} ${one.owner} ${isDefinition(one) ? '' : one.path}`, one]),
  );
  const others = [...latest.values()].flatMap(({kind, owner, at}) =>
    at === undefined ? [] : {kind, owner, place: path.join(root, at)},
  );
  return [{kind: undefined, owner: undefined, place: misses}, ...others];
};

/** A later file defines it anew; of other kinds a later file adds to the list. */
const isDefinition = ({kind}: FileReference): boolean => kind === 'config' || kind === 'secret';

/** What lies beside the deploy folder is not shown: it is looked at where it is. */
const realPlace = (place: string, {prefix, root}: Shown): string =>
  pathWithin(root, place) === undefined && place.startsWith(`${prefix}/`)
    ? place.slice(prefix.length)
    : place;

const explained = async (
  {kind, owner, place}: Named,
  {shown, facts, needs}: {shown: Shown; facts: ModelFacts; needs: MissingNeeds},
): Promise<MissingFile> => {
  const at = pathWithin(shown.root, place);
  const submodule = submoduleOf(at, facts);
  const where = placeOfReference({kind, owner}, at, facts.references) ?? facts.names.base;
  return {
    path: at ?? (place.startsWith(`${shown.prefix}/`) ? path.relative(shown.root, place) : place),
    where,
    kind,
    why: submodule === undefined ? await whyMissing(place, at, {shown, facts, needs}) : 'in a submodule',
    ...(submodule !== undefined && {submodule}),
  };
};

export const submoduleOf = (
  at: string | undefined,
  {release}: Pick<ModelFacts, 'release'>,
): string | undefined => release.missingSubmodules.find(one => at === one || at?.startsWith(`${one}/`));

const whyMissing = async (
  place: string,
  at: string | undefined,
  {shown, facts, needs}: {shown: Shown; facts: ModelFacts; needs: MissingNeeds},
): Promise<Why> => {
  if (at === undefined) return place.startsWith(`${shown.prefix}/`) ? 'outside' : 'not on this host';
  if ((await needs.git.ignored([at])).length > 0) return 'ignored';
  const inWorkspace = await needs.files.kind(path.join(facts.request.project.workspace, at));
  return inWorkspace === 'file' ? 'not added' : 'nowhere';
};
