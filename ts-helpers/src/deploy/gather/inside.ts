import path from 'node:path';
import type {ComposeModel, ComposeService} from '../../compose/model.ts';
import type {Warning} from '../../result/result.ts';
import {couldBeSecret, ENV_FILE, secretFile} from '../../project/secretFiles.ts';
import type {SecretInside} from '../../compose/secretsInside.ts';
import {TEST_ENV_FILE} from '../../project/testVariables.ts';
import type {Files} from '../../outside/files.ts';
import type {Git} from '../../outside/git.ts';
import type {DeployRequest} from './request.ts';
import {findSecretsInside, secretsInsideWarnings} from '../../workspace/secretsInside.ts';
import {inWorkspace} from './builds.ts';
import type {ModelFacts} from './missing.ts';
import type {ReadModel} from './readModel.ts';

export interface InsideNeeds {
  files: Files;
  git: Pick<Git, 'files'>;
}

/** The secret files of this deploy, and of tests, that lie in the project: no release has them. */
export const insideOf = (
  {project, secretFile, secretFiles, testSecretFile}: DeployRequest,
  needs: InsideNeeds,
): Promise<SecretInside[]> =>
  findSecretsInside(
    {[ENV_FILE]: secretFile, [TEST_ENV_FILE]: testSecretFile, ...secretFiles},
    project.workspace,
    needs,
  );

/** Those that the compose files name where they lie are given as the secret files that they are. */
export const namedInside = (
  request: DeployRequest,
  inside: readonly SecretInside[],
  {references, whose}: Pick<ModelFacts, 'references' | 'whose'>,
): DeployRequest => {
  const named = new Set(references.filter(couldBeSecret).map(({at}) => at));
  const places = inside.flatMap(({paths}) => paths).filter(place => named.has(place));
  const own = places.map(place => [
    secretFile(place, whose).variable,
    path.join(request.project.workspace, place),
  ]);
  return {
    ...request,
    secretFiles: {...(Object.fromEntries(own) as Record<string, string>), ...request.secretFiles},
  };
};

/** Images are built from the workspace, where they lie. */
export const warnOfInside = (
  {inside, request: {project}}: Pick<ModelFacts, 'request'> & {inside: readonly SecretInside[]},
  {preview}: Pick<ReadModel, 'preview'>,
  needs: InsideNeeds,
): Promise<Warning[]> => {
  const {workspace} = project;
  const here = inWorkspace(preview, workspace);
  const services = Object.entries(preview.shown.services).map(([name, {build}]) => [
    name,
    build === undefined ? {} : {build: placed(build, here)},
  ]);
  const model = {services: Object.fromEntries(services) as ComposeModel['services']};
  return secretsInsideWarnings(inside, {workspace, model}, needs);
};

const placed = (
  {additional_contexts: others = {}, ...build}: NonNullable<ComposeService['build']>,
  here: (context: string) => string,
): ComposeService['build'] => ({
  ...build,
  context: here(build.context),
  ...(build.dockerfile !== undefined && {dockerfile: here(build.dockerfile)}),
  additional_contexts: Object.fromEntries(Object.entries(others).map(([name, place]) => [name, here(place)])),
});
