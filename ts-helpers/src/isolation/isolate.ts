import {catalogue, type ErrorCode, UserError} from '../errors/userError.ts';
import type {ComposeModel} from '../compose/model.ts';
import {buildPaths} from './build.ts';
import {given, listOf, mapOf, type Note} from './note.ts';
import {isPermitted, type Surroundings} from './places.ts';
import {ownNetworks, ownVolumes, treatFiles} from './resources.ts';
import {treatServices} from './services.ts';
import {lineOf} from '../compose/sourcePlaces.ts';
import type {ComposeSource} from '../compose/source.ts';

/** A project as a test run has it: with part in nothing but itself. */
export interface Isolated {
  model: ComposeModel;
  /** What it would have had part in. */
  notes: Note[];
}

/**
 * Makes what a project shares with the world the run's own. What cannot be is noted, for `refuseSharing`. `once` is the
 * service whose end is awaited.
 */
export const isolate = (model: ComposeModel, around: Surroundings, once: string | undefined): Isolated => {
  const services = treatServices(model, around, once);
  const networks = ownNetworks(model, around);
  const volumes = ownVolumes(model, around);
  const secrets = treatFiles('secrets', model, around);
  const configs = treatFiles('configs', model, around);
  return {
    model: {
      name: around.composeProject,
      services: services.services,
      networks: networks.resources,
      volumes: volumes.resources,
      secrets: secrets.resources,
      configs: configs.resources,
    } as ComposeModel,
    notes: [
      ...[services, networks, volumes, secrets, configs].flatMap(({notes}) => notes),
      ...unknownSections(model),
    ],
  };
};

const SECTIONS = new Set('name version services networks volumes secrets configs models include'.split(' '));

/** They are left out; but a project that relies on what nobody knows here is better told. */
const unknownSections = (model: ComposeModel): Note[] =>
  Object.keys(model)
    .filter(key => !SECTIONS.has(key) && !key.startsWith('x-'))
    .map(key => ({at: [key], ...given(`the project has a section ${key}`, key)}));

/** Every path of this machine that the project names: where they lead to has to be known before it is judged. */
export const pathsIn = (model: ComposeModel): string[] => {
  const paths = Object.values(model.services).flatMap(({volumes = [], build, devices}) => [
    ...volumes.filter(({type}) => type === 'bind').map(({source}) => source),
    ...listOf(devices).map(device => mapOf(device)['source']),
    ...(build ? buildPaths(build) : []),
  ]);
  const files = [model.secrets, model.configs].flatMap(section =>
    Object.values(section ?? {}).map(definition => mapOf(definition)['file']),
  );
  return [...new Set([...paths, ...files])].filter(path => typeof path === 'string');
};

/** What a refusal has to go by. */
export interface Judging {
  permits: readonly string[];
  sources: readonly ComposeSource[];
  /** Compose projects that live on this machine and are no tests; empty where tests may have more of it. */
  neighbours: readonly string[];
}

/** Throws TEST_NOT_ALONE for what nothing can be put in place of, and beside deploys TEST_NOT_ALLOWED. */
export const refuseSharing = (notes: readonly Note[], {permits, sources, neighbours}: Judging): void => {
  const refused = notes.filter(({permit}) => !isPermitted(permit, permits));
  const shared = refused.filter(({kind}) => kind === 'shared');
  if (shared.length > 0) {
    const message = `Tests cannot have this to themselves: ${sentences(shared)}.`;
    throw new UserError('TEST_NOT_ALONE', message, {
      where: placesOf(shared, sources),
      ...remedyBy('TEST_NOT_ALONE', permitsOf(shared)),
    });
  }
  const given = refused.filter(({kind}) => kind === 'given');
  if (given.length > 0 && neighbours.length > 0)
    throw notBeside(neighbours, {
      what: sentences(given),
      where: placesOf(given, sources),
      permits: permitsOf(given),
    });
};

/** `permits` are the names by which the organisation could allow it. */
export const notBeside = (
  neighbours: readonly string[],
  {what, where, permits = []}: {what: string; where: string; permits?: readonly string[]},
): UserError =>
  new UserError(
    'TEST_NOT_ALLOWED',
    `Tests may not have this beside ${shortened(neighbours).join(', ')}: ${what}.`,
    {where, ...remedyBy('TEST_NOT_ALLOWED', permits)},
  );

const remedyBy = (code: ErrorCode, permits: readonly string[]): {remedy?: string} =>
  permits.length === 0
    ? {}
    : {remedy: `${catalogue[code].remedy} The organisation can allow it by name: ${permits.join(', ')}.`};

const MOST = 5;

const sentences = (notes: readonly Note[]): string => shortened(notes.map(({says}) => says)).join('; ');

const permitsOf = (notes: readonly Note[]): string[] =>
  shortened(notes.map(({permit}) => permit).filter(permit => permit !== undefined));

const placesOf = (notes: readonly Note[], sources: readonly ComposeSource[]): string =>
  shortened(notes.map(({at, entries}) => lineOf(sources, at, entries))).join(', ');

const shortened = (list: readonly string[]): string[] => {
  const different = [...new Set(list)];
  const more = different.length - MOST;
  return more > 0 ? [...different.slice(0, MOST), `${more} more`] : different;
};
