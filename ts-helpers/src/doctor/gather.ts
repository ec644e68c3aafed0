import path from 'node:path';
import type {Files} from '../outside/files.ts';
import type {Git} from '../outside/git.ts';
import {
  besideOf,
  DEFAULT_OVERRIDES,
  environmentFiles,
  OVERRIDE,
  SECRETS,
  TEST,
} from '../project/conventions.ts';
import {PREVIEW} from '../project/preview.ts';
import {PRODUCTION} from '../settings/production.ts';
import {targetOf} from '../settings/target.ts';
import {findBase} from '../workspace/composeFiles.ts';
import {environmentsThere} from '../workspace/environments.ts';
import {present} from '../workspace/present.ts';
import type {Project} from '../workspace/project.ts';
import {askHadolint, type ContentNeeds, readContents} from './gather/contents.ts';
import {findDockerfiles} from './gather/dockerfiles.ts';
import {type EnvironmentNeeds, readEnvironment} from './gather/environments.ts';
import type {MissingFile, ProjectFacts} from './plan/facts.ts';

export interface GatherNeeds extends EnvironmentNeeds {
  files: Pick<Files, 'exists' | 'readInside' | 'below' | 'above' | 'danglingLink'>;
  git: Pick<Git, 'files' | 'ignored'>;
  /** Those to look at; default: all that there are, and the tests. */
  environments?: readonly string[];
  /** Absent where only compose files and Dockerfiles are to be looked at, which takes less time. */
  contents?: ContentNeeds;
}

/** What the rules look at. Changes nothing, and needs no engine and no secret. Throws NOT_A_PROJECT. */
export const gather = async (project: Project, needs: GatherNeeds): Promise<ProjectFacts> => {
  const {settings} = project;
  const base = await findBase(project, needs.files);
  const [git, names, missing] = await Promise.all([
    gitFacts(base, needs.git),
    environmentsThere(project, needs.files),
    missingFiles(project, base, needs.files),
  ]);
  const known = {base, tracked: git?.tracked ?? []};
  const wanted = needs.environments ?? [...names.filter(name => name !== PREVIEW), TEST];
  const {contents: within} = needs;
  // Files are looked through while Compose is at work.
  const [environments, contents] = await Promise.all([
    Promise.all(wanted.map(name => readEnvironment(project, {name, ...known}, needs))),
    git && within && readContents(project, git.tracked, {...within, files: needs.files}),
  ]);
  const inside = environments.map(environment => withPathsInside(environment, project.workspace));
  const dockerfiles = await findDockerfiles(project, inside, needs.files);
  return {
    base,
    environments: inside,
    ...(git !== undefined && {git}),
    dockerfiles,
    missing,
    isSwarm: targetOf(settings, PRODUCTION) === 'swarm',
    ...ofSettings(settings),
    ...(contents !== undefined && {contents}),
    ...(within && (await askHadolint(dockerfiles, within))),
  };
};

const ofSettings = ({
  health,
  sentry,
  backup,
}: Project['settings']): Pick<ProjectFacts, 'hosts' | 'backup'> => {
  const uptime = sentry === 'none' ? undefined : sentry.uptime;
  const addresses = [health.url, uptime].flatMap(one => (one === undefined || one === 'none' ? [] : [one]));
  return {
    hosts: [...new Set(addresses.flatMap(address => URL.parse(address)?.hostname ?? []))],
    backup: backup === 'none' ? {isNone: true, leave: []} : {isNone: false, leave: backup.leave},
  };
};

const gitFacts = async (base: string, git: GatherNeeds['git']): Promise<ProjectFacts['git']> => {
  const names = [SECRETS, OVERRIDE].map(name => besideOf(base, name));
  const [listing, ignored] = await Promise.all([git.files({untracked: false}), git.ignored(names)]);
  if (listing === undefined) return undefined;
  const others = DEFAULT_OVERRIDES.map(name => besideOf(base, name)).filter(
    name => !names.includes(name) && listing.files.includes(name),
  );
  return {
    tracked: listing.files,
    ofMachine: [...names, ...others].map(file => ({file, isIgnored: ignored.includes(file)})),
  };
};

/** Of branches that the project names itself, and of the one that is checked out: who knows what branches there will be. */
const missingFiles = async (
  project: Project,
  base: string,
  files: GatherNeeds['files'],
): Promise<MissingFile[]> => {
  const {settings, settingAt, build} = project;
  const wanted = Object.entries(settings.branches).flatMap(([branch, environment]) => {
    const where = settingAt?.(['branches', branch], environment);
    if (where === undefined && branch !== build.branch) return [];
    const names = environmentFiles(settings, environment, base);
    return [{branch, environment, names, ...(where !== undefined && {where})}];
  });
  const there = await Promise.all(wanted.map(({names}) => present(names, project, files)));
  return wanted.filter((_, index) => there[index]?.length === 0);
};

/** Compose tells where things are on this machine; findings are of the project. */
const withPathsInside = (
  environment: ProjectFacts['environments'][number],
  workspace: string,
): ProjectFacts['environments'][number] => {
  const inside = (place: string): string =>
    place === workspace || place.startsWith(`${workspace}/`) ? path.relative(workspace, place) || '.' : place;
  const services = Object.entries(environment.model.services).map(([name, service]) => [
    name,
    {
      ...service,
      ...(service.build && {build: {...service.build, context: inside(service.build.context)}}),
      ...(service.volumes && {
        volumes: service.volumes.map(mount =>
          mount.type === 'bind' && mount.source !== undefined
            ? {...mount, source: inside(mount.source)}
            : mount,
        ),
      }),
    },
  ]);
  return {
    ...environment,
    model: {
      ...environment.model,
      services: Object.fromEntries(services) as typeof environment.model.services,
    },
  };
};
