import type {Preview} from './readModel.ts';
import type {ReadModel} from './readModel.ts';
import path from 'node:path';
import type {ComposeModel} from '../../compose/model.ts';
import {fileComposeMisses} from '../plan/composeMiss.ts';
import {refuseMissing} from '../plan/missingFiles.ts';
import {type Tree, treeOf} from '../../history/tree.ts';
import type {ComposeSource} from '../../compose/source.ts';
import {checkModel} from '../../project/validation.ts';
import {UserError} from '../../errors/userError.ts';
import type {Compose} from '../../outside/compose.ts';
import type {Files} from '../../outside/files.ts';
import type {Git} from '../../outside/git.ts';
import {
  type GivenFiles,
  type MergedModel,
  mergedModel,
  type ModelNeeds as MergeNeeds,
  tellOfWeakSecrets,
} from '../../workspace/mergedModel.ts';
import type {OnSwarm} from '../../swarm/adapters.ts';
import type {Voice} from '../../run/voice.ts';
import {orClosed} from './closed.ts';
import {tellOfDefaults} from './defaults.ts';
import {findMissing, type ModelFacts} from './missing.ts';
import {provideNamed, type SecretNeeds} from './secrets.ts';

export interface ModelNeeds extends SecretNeeds {
  compose: Compose;
  files: Files;
  git: Pick<Git, 'ignored'>;
  voice: MergeNeeds['voice'] & Pick<Voice, 'canHide'>;
  /** Where the target is a swarm; then `compose` is of it. */
  onSwarm?: OnSwarm;
}

/**
 * The merged model, checked: every file that it names is there, or is told. Files that turn out to be named, and were
 * given, come to the tree.
 */
export const readModel = async (
  facts: ModelFacts & {temporary: string; sources: readonly ComposeSource[]},
  files: Tree,
  needs: ModelNeeds,
): Promise<ReadModel> => {
  let tree = files;
  for (let round = 1; ; round += 1) {
    const place = await show(facts, tree, round);
    const asked = {...facts, given: givenIn(tree, place.root)};
    const read = await orClosed(facts, tree, () => ask(place, asked, needs));
    const missing = await findMissing({...place, ...read}, facts, needs);
    const known = {facts, tree};
    const provided = await Promise.all(missing.map(({path: at}) => provideNamed(at, known, needs)));
    if (provided.flat().length > 0) {
      tree = treeOf([...tree.values(), ...provided.flat()]);
      continue;
    }
    refuseMissing(missing, {...facts, folder: facts.folder.path});
    if ('refusal' in read) throw read.refusal;
    checkModel(read, facts.sources, {
      ...facts.whose,
      meant: read.meant,
      isForSwarm: needs.onSwarm !== undefined,
    });
    tellOfWeakSecrets(read.secrets, needs.voice);
    await tellOfDefaults({project: place.project, ...facts}, needs);
    const {model: shown} = read;
    const model = JSON.parse(JSON.stringify(shown).replaceAll(place.prefix, '')) as ComposeModel;
    return {preview: {...place, shown}, model, tree};
  }
};

const givenIn = (tree: Tree, root: string): GivenFiles =>
  new Map([...tree.values()].flatMap(({path: at, given}) => (given ? [[path.join(root, at), given]] : [])));

type Place = Pick<Preview, 'prefix' | 'root' | 'project'>;

/** The whole way to the deploy folder is there, so that `..` leads where it will lead. */
const show = async (
  {temporary, folder, record, names, composeProject}: ModelFacts & {temporary: string},
  tree: Tree,
  round: number,
): Promise<Place> => {
  const prefix = path.join(temporary, String(round));
  const root = path.join(prefix, folder.path);
  await folder.preview(root, tree, record);
  const files = [names.base, names.environment].map(name => path.join(root, name));
  const directory = path.join(root, path.dirname(names.base));
  return {prefix, root, project: {name: composeProject, directory, files}};
};

type Answer = MergedModel | {refusal: UserError; misses: string};

/** What Compose says; also that it misses a file, which is told with all others. */
const ask = async (
  {project, root}: Place,
  {
    sources,
    whose: readFor,
    given,
  }: Pick<ModelFacts, 'whose'> & {sources: readonly ComposeSource[]; given: GivenFiles},
  needs: ModelNeeds,
): Promise<Answer> => {
  try {
    return await mergedModel(needs, project, {folder: root, sources, readFor, given});
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    const misses = error.cause instanceof UserError ? fileComposeMisses(error.cause.message) : undefined;
    if (misses === undefined) throw error;
    return {refusal: error, misses};
  }
};
