import {createHash} from 'node:crypto';
import path from 'node:path';
import type {ComposeProject} from '../../domain/compose.ts';
import {
  builtServices,
  buildOverride,
  fingerprintText,
  imageOf,
  mountsFromFolder,
  releaseOverride,
} from '../../domain/deploy.ts';
import type {Compose} from '../../adapters/compose.ts';
import type {Docker} from '../../adapters/docker.ts';
import type {Files} from '../../adapters/files.ts';
import type {Report} from '../../report.ts';
import {DSN_VARIABLE, trackedServices} from '../../domain/errorTracking.ts';
import type {Deeds, DeployRequest} from '../deploy.ts';
import {explaining} from '../evidence.ts';
import {type Gathered, SECRETS} from './gather.ts';
import type {Tracking} from './tracking.ts';
import {watch, type WatchNeeds} from './watch.ts';

export interface ActNeeds extends WatchNeeds {
  files: Files;
  docker: Docker;
  compose: Compose;
  report: Report;
}

/** The deeds behind the steps of a deploy plan. */
export const carryOut = (
  request: DeployRequest,
  gathered: Gathered,
  needs: ActNeeds & {tracking: Tracking | undefined},
): Deeds => {
  const {facts, folder, source} = gathered;
  const {files, docker, compose, report, tracking} = needs;
  const onLine = (line: string) => {
    report.output(line);
  };
  const placed = placedProject(gathered);
  let dsn: string | undefined;
  const variables = () => (dsn === undefined ? {} : {[DSN_VARIABLE]: dsn});
  return {
    build: () => build(gathered, needs, onLine),

    async fill() {
      const {written, removed} = await folder.fill(source, {
        release: facts.release,
        files: [...source.files],
      });
      await provideOwnFiles(gathered, files);
      report.info(`${written} files written, ${removed} removed`);
    },

    async start() {
      dsn = await tracking?.dsn();
      const prints = await fingerprints(gathered, needs, dsn);
      const override = releaseOverride(facts, prints, dsn !== undefined);
      await files.writeText(releaseFile(gathered), JSON.stringify(override, null, 2));
      await explaining({doing: 'up', composeProject: facts.composeProject}, docker, () =>
        compose.up(placed, {onLine, variables: variables()}),
      );
    },

    watch: () => watch(request, facts, needs),

    async tidy() {
      await compose.up(placed, {onLine, removeOrphans: true, variables: variables()});
    },

    async track() {
      await tracking?.record();
    },
  };
};

const build = async (
  {facts, source, preview, temporary}: Gathered,
  {files, compose, docker}: ActNeeds,
  onLine: (line: string) => void,
): Promise<void> => {
  const override = `${temporary}.build.yml`;
  await files.writeText(override, JSON.stringify(buildOverride(facts, source.workspace)));
  try {
    await explaining({doing: 'build', composeProject: facts.composeProject}, docker, () =>
      compose.build({...preview, files: [...preview.files, override]}, {onLine}),
    );
  } finally {
    await files.remove(override);
  }
};

const OVERRIDE = 'docker-compose.override.yml';

const releaseFile = ({folder}: Gathered): string => path.join(folder.state, 'release.yml');

/** The project as it stands in the deploy folder: plain `docker compose` there means the same one. */
const placedProject = (gathered: Gathered): ComposeProject => {
  const {facts, folder, composeFiles} = gathered;
  const directory = path.join(folder.path, path.dirname(composeFiles.base));
  return {
    name: facts.composeProject,
    directory,
    files: [path.join(folder.path, composeFiles.base), path.join(directory, OVERRIDE), releaseFile(gathered)],
  };
};

const provideOwnFiles = async (
  {folder, source, composeFiles, secrets}: Gathered,
  files: Files,
): Promise<void> => {
  const override = await files.readInside(source.workspace, composeFiles.environment);
  const directory = path.join(folder.path, path.dirname(composeFiles.base));
  await files.writeText(path.join(directory, OVERRIDE), override ?? '');
  if (secrets !== undefined) await files.writeText(path.join(folder.path, SECRETS), secrets, 0o600);
};

const fingerprints = async (
  {facts, folder, source}: Gathered,
  {docker}: ActNeeds,
  dsn: string | undefined,
): Promise<Record<string, string>> => {
  const {model, composeProject} = facts;
  const built = new Set(builtServices(model));
  const tracked = new Set(dsn === undefined ? [] : trackedServices(model));
  const entries = Object.entries(model.services).map(async ([name, service]) => {
    const imageId = built.has(name)
      ? await docker.imageId(imageOf(composeProject, name, service))
      : undefined;
    const places = mountsFromFolder(service, folder.path);
    const digests = await Promise.all(places.map(place => folder.digest(source, place)));
    const others = [...digests.map(String), ...(tracked.has(name) ? [String(dsn)] : [])];
    const text = fingerprintText(service, imageId, others);
    return [name, createHash('sha256').update(text).digest('hex').slice(0, 16)] as const;
  });
  return Object.fromEntries(await Promise.all(entries));
};
