import path from 'node:path';
import {SOURCE_MAP_LIMITS} from '../../outside/copying.ts';
import type {DeployFacts} from '../plan.ts';
import {projectLabel} from '../../project/conventions.ts';
import {trackedServices} from '../plan/errorTracking.ts';
import {mapFolders} from '../plan/sourceMaps.ts';
import type {Docker} from '../../outside/docker.ts';
import type {Files} from '../../outside/files.ts';
import type {SentryCli} from '../../sentry/sentryCli.ts';
import type {Voice} from '../../run/voice.ts';

export interface SourceMapNeeds {
  docker: Docker;
  files: Files;
  voice: Voice;
  /** Loaded only where there is something to upload. */
  loadSentryCli(): Promise<SentryCli>;
}

export interface UploadPlace {
  release: string;
  organization: string;
  /** Slug. */
  project: string;
  /** Of the server. */
  url: string;
}

/** Uploads the source maps that lie in containers built from a package.json. Throws SOURCE_MAPS_FAILED. */
export const uploadSourceMaps = async (
  {composeProject, model}: DeployFacts,
  place: UploadPlace,
  needs: SourceMapNeeds,
): Promise<void> => {
  const {docker, files, voice} = needs;
  const candidates = await servicesOfJavaScript(model, files);
  if (candidates.length === 0) return;
  const containers = await docker.containers([
    projectLabel(composeProject),
    'com.docker.compose.oneoff=False',
  ]);
  for (const {id, service} of containers.filter(container => candidates.includes(container.service))) {
    for (const {folder, urlPrefix} of mapFolders(await docker.find(id, '*.js.map'))) {
      const temporary = await files.temporaryFolder();
      try {
        const copied = await docker.copyFiles(id, folder, {
          to: temporary,
          limits: SOURCE_MAP_LIMITS,
          isWanted: () => true,
        });
        for (const {name, why} of copied?.leftOut ?? [])
          voice.detail(`Left out of the source maps: ${name} ${why}.`);
        const cli = await needs.loadSentryCli();
        await voice.step(`Upload the source maps of ${service}, ${folder}`, () =>
          cli.uploadSourceMaps({
            ...place,
            folder: path.posix.join(temporary, path.posix.basename(folder)),
            urlPrefix,
          }),
        );
      } finally {
        await files.remove(temporary);
      }
    }
  }
};

const servicesOfJavaScript = async (
  model: DeployFacts['model'],
  files: Pick<Files, 'exists'>,
): Promise<string[]> => {
  const services = trackedServices(model);
  const found = await Promise.all(
    services.map(name => {
      const context = model.services[name]?.build?.context;
      return context === undefined ? false : files.exists(path.join(context, 'package.json'));
    }),
  );
  return services.filter((_, index) => found[index]);
};
