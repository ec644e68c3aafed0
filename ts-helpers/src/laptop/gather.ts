import {randomInt} from 'node:crypto';
import path from 'node:path';
import type {ComposeProject} from '../compose/model.ts';
import {UserError} from '../errors/userError.ts';
import type {Checkouts} from '../outside/checkouts.ts';
import type {Docker} from '../outside/docker.ts';
import type {Git} from '../outside/git.ts';
import type {Project} from '../workspace/project.ts';
import {gatherOwnFiles, type OwnFiles, type Text} from './gather/ownFiles.ts';
import {heldIn} from './gather/held.ts';
import {findTaken, type PortNeeds} from './gather/ports.ts';
import {
  composeOf,
  filesHere,
  type FilesHere,
  type HereNeeds,
  type Read,
  readModel,
  refuseDeployFolder,
  refuseStrange,
  standingHere,
} from './here.ts';
import {dataSourceOf, SEED_SQL} from './plan/data.ts';
import {MASK_SQL} from '../project/conventions.ts';
import {settleEnvironment} from './plan/environment.ts';
import type {UpFacts} from './plan/facts.ts';
import {isOurs, type Settled, settleOverride} from './plan/files.ts';
import {type Choices, editsFor, type PortEdits, type TakenPort} from './plan/ports.ts';

export interface GatherNeeds extends Omit<HereNeeds, 'docker'>, PortNeeds {
  docker: HereNeeds['docker'] & Pick<Docker, 'publishedPorts'>;
  git: Pick<Git, 'files' | 'ignored'>;
  checkouts: Pick<Checkouts, 'ownFile'>;
  /** The text of a compose file in which services publish these ports. */
  withPorts(file: Text, services: PortEdits['services']): Promise<string>;
}

export interface GatheredUp {
  facts: UpFacts;
  compose: ComposeProject;
  taken: TakenPort[];
  /** Noted there while test data is still to be loaded; undefined where there is no repository to note it in. */
  dueFile: string | undefined;
}

/** What people have for themselves beside the repository, and what of it is to be written. */
export interface Placing {
  here: FilesHere;
  own: OwnFiles;
  override: Settled;
  environment: Settled;
}

const NONE: PortEdits = {sets: {}, services: {}};

export const gatherPlacing = async (
  project: Project,
  needs: GatherNeeds,
  edits: PortEdits = NONE,
): Promise<Placing> => {
  await refuseDeployFolder(project, needs);
  const here = await filesHere(project, needs.files);
  const own = await gatherOwnFiles(project, here, needs);
  const {override, dev, environment, example} = own;
  const ports = await portsText(own, edits, needs);
  return {
    here,
    own,
    override: settleOverride(dev, override, ports),
    environment: settleEnvironment({example, own: environment, sets: edits.sets}, draw),
  };
};

/** Throws PORT_TAKEN where people have no file of their own that could say another port. */
const portsText = async (
  {override, dev}: OwnFiles,
  {services}: PortEdits,
  {withPorts}: GatherNeeds,
): Promise<string | undefined> => {
  if (Object.keys(services).length === 0) return undefined;
  const {name} = override;
  if (!isOurs(override))
    throw new UserError(
      'PORT_TAKEN',
      `Other ports cannot be written into ${name}, which is not yours alone.`,
      {
        where: name,
        remedy: 'Give the port a variable in the compose file: `"${WEB_PORT:-8080}:80"`. Then run it again.',
      },
    );
  return withPorts({name, text: override.text ?? dev?.text ?? ''}, services);
};

const LETTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789';

/** Letters and digits alone stand for themselves in env files, addresses and shells. */
const draw = (length: number): string =>
  Array.from({length}, () => LETTERS[randomInt(LETTERS.length)]).join('');

/** Other ports for those that are chosen, as changes of files. Throws BAD_ARGUMENT. */
export const editsOf = async (project: Project, choices: Choices, needs: GatherNeeds): Promise<PortEdits> => {
  if (choices.size === 0) return NONE;
  const {model, sources} = await merged(project, await gatherPlacing(project, needs), needs);
  return editsFor(choices, {model, sources});
};

export const gatherUp = async (
  project: Project,
  placing: Placing,
  needs: GatherNeeds,
): Promise<GatheredUp> => {
  const {settings, workspace} = project;
  const [{model, sources, unset, compose}, published, due, exposed, seed, mask] = await Promise.all([
    merged(project, placing, needs),
    needs.docker.publishedPorts(),
    dueIn(project, needs),
    exposedOf(placing, needs),
    needs.files.kind(path.join(workspace, SEED_SQL)),
    needs.files.kind(path.join(workspace, MASK_SQL)),
  ]);
  const [{containers, volumes}, heldBefore, taken] = await Promise.all([
    standingHere(compose, needs),
    heldIn(model, needs),
    findTaken({model, composeProject: compose.name, published}, needs),
  ]);
  await refuseStrange(project, {compose, containers}, needs);
  return {
    compose,
    taken,
    dueFile: due.file,
    facts: {
      composeProject: compose.name,
      model,
      sources,
      ...{override: placing.override, environment: placing.environment},
      unset,
      exposed,
      containers,
      volumes,
      heldBefore,
      data: dataSourceOf(settings.seed, {
        hasFile: seed === 'file',
        model,
        backups: {
          bucket: settings.backup === 'none' ? undefined : settings.backup.bucket?.name,
          isMasked: Object.keys(settings.refresh.columns).length > 0 || mask === 'file',
        },
      }),
      isDue: due.isThere,
      health: settings.health,
    },
  };
};

const dueIn = async (
  {workspace}: Project,
  {checkouts, files}: GatherNeeds,
): Promise<{file: string | undefined; isThere: boolean}> => {
  const file = await checkouts.ownFile(workspace, 'countable/test-data-due');
  return {file, isThere: file !== undefined && (await files.exists(file))};
};

/** What Compose makes of the files as they will be. */
const merged = async (
  project: Project,
  {here: {base, override: there}, own, override, environment}: Placing,
  needs: GatherNeeds,
): Promise<Read> => {
  const {files} = needs;
  const over = override.write?.text ?? (there === undefined ? undefined : own.override.text);
  const texts = [
    {name: base, text: (await files.readInside(project.workspace, base)) ?? ''},
    ...(over === undefined ? [] : [{name: own.override.name, text: over}]),
  ];
  const names = texts.map(({name}) => name);
  if (override.write === undefined && environment.write === undefined)
    return readModel(project, {compose: composeOf(project, names), texts}, needs);
  const temporary = await files.temporaryFolder();
  try {
    const compose = composeOf(project, names);
    const asWritten = async (name: string, text: string): Promise<string> => {
      const file = path.join(temporary, path.basename(name));
      await files.writeText(file, text, 0o600);
      return file;
    };
    const {write} = override;
    const env = environment.write && (await asWritten('.env', environment.write.text));
    const [first = '', ...others] = compose.files;
    const read = await readModel(
      project,
      {
        compose: {
          ...compose,
          files: [first, ...(write === undefined ? others : [await asWritten(write.file, write.text)])],
          ...(env !== undefined && {envFiles: [env]}),
        },
        texts,
      },
      needs,
    );
    return {...read, compose: {...compose, name: read.compose.name}};
  } finally {
    await files.remove(temporary);
  }
};

/** What is one's own and git would commit. */
const exposedOf = async (
  {own, override, environment}: Placing,
  {git}: Pick<GatherNeeds, 'git'>,
): Promise<string[]> => {
  if ((await git.files({untracked: false})) === undefined) return [];
  const there = [
    {file: own.override, settled: override},
    {file: own.environment, settled: environment},
  ].flatMap(({file, settled}) =>
    !file.isTracked && (file.text !== undefined || settled.write !== undefined) ? [file.name] : [],
  );
  const ignored = there.length === 0 ? [] : await git.ignored(there);
  return there.filter(name => !ignored.includes(name));
};
