import path from 'node:path';
import {readEnvFile} from '../../compose/envFile.ts';
import {EXIT, UserError} from '../../errors/userError.ts';
import type {ComposeSource} from '../../compose/source.ts';
import type {Compose} from '../../outside/compose.ts';
import type {Files} from '../../outside/files.ts';
import {besideOf, composeProjectName, environmentFiles, SECRETS, TEST} from '../../project/conventions.ts';
import {composeRefusal} from '../../project/validation.ts';
import {readSources, type SourceNeeds} from '../../workspace/composeSources.ts';
import {present} from '../../workspace/present.ts';
import type {Project} from '../../workspace/project.ts';
import type {EnvironmentFacts} from '../plan/facts.ts';
import {furtherSources} from './further.ts';
import {standIns} from '../plan/standIns.ts';

export interface EnvironmentNeeds extends Omit<SourceNeeds, 'files' | 'compose'> {
  files: Pick<Files, 'exists' | 'readInside'>;
  compose: Pick<Compose, 'interpolate' | 'defined'>;
}

interface Asked {
  name: string;
  base: string;
  /** Files that git has. */
  tracked: readonly string[];
}

/** What one of its environments is, or why nobody can tell. */
export const readEnvironment = async (
  project: Project,
  {name, base, tracked}: Asked,
  needs: EnvironmentNeeds,
): Promise<EnvironmentFacts> => {
  const {workspace, settings, build} = project;
  const overrides = await present(environmentFiles(settings, name, base), project, needs.files);
  const files = [base, ...overrides.slice(0, 1)];
  const secrets = besideOf(base, SECRETS);
  const isCommitted = tracked.includes(secrets);
  const compose = {
    name: composeProjectName(build.project, name),
    directory: path.posix.join(workspace, path.posix.dirname(base)),
    files: files.map(file => path.posix.join(workspace, file)),
    // One that only this machine has would make other findings here than elsewhere.
    envFiles: [isCommitted ? path.posix.join(workspace, secrets) : NOTHING],
  };
  const nothing = {name, files, sources: [], model: {name: compose.name, services: {}}};
  let variables: Record<string, string> = {};
  try {
    const given = await readSources({workspace, names: files, compose, permits: [], neighbours: []}, needs);
    const {included, extended} = await furtherSources(given, {workspace, base}, needs);
    const sources = [...included, ...given];
    const text = isCommitted ? await needs.files.readInside(workspace, secrets) : undefined;
    const known = readEnvFile(text ?? '').entries.map(entry => entry.name);
    variables = standIns([...extended, ...sources], known);
    const model = await needs.compose
      .defined({...compose, variables}, servicesIn(sources))
      .catch((error: unknown) => {
        if (!(error instanceof UserError) || error.code !== 'COMPOSE_INVALID') throw error;
        const environment = name === TEST ? {} : {environment: name};
        const readFor = {project: build.project, isLaptop: true, ...environment};
        throw composeRefusal(error, workspace, {sources, readFor});
      });
    return {name, files, sources, model};
  } catch (error) {
    // What this machine lacks is no finding.
    if (!(error instanceof UserError) || error.exitCode !== EXIT.project) throw error;
    const {code, message, where, remedy} = error;
    return {...nothing, refusal: {code, message, where, remedy, standIns: Object.keys(variables)}};
  }
};

const NOTHING = '/dev/null';

const servicesIn = (sources: readonly ComposeSource[]): string[] => {
  const paths = sources.flatMap(({places}) => places.map(({path: keys}) => keys));
  return [
    ...new Set(
      paths.flatMap(([section, service]) =>
        section === 'services' && service !== undefined ? [service] : [],
      ),
    ),
  ];
};
