import type {ComposeSource} from '../compose/source.ts';
import {CommandFailed, UserError} from '../errors/userError.ts';
import type {ComposeModel, ComposeService} from '../compose/model.ts';
import {type Complaint, complaintIn} from '../compose/complaint.ts';
import {PRODUCTION} from '../settings/production.ts';
import {isDatabase} from '../compose/database.ts';
import {isPublic} from '../compose/hostPorts.ts';
import {lineOf, lineOfPort} from '../compose/sourcePlaces.ts';
import {profiledBy} from './profiles.ts';
import {nameFindings} from './validation/names.ts';
import {anchorMissing, imageMissing} from './validation/refusals.ts';
import {refuseAll, together} from './findings.ts';
import {keyAt, notMapAt, placeOfRefusal} from './validation/places.ts';
import {portFindings, sharedPorts} from './validation/ports.ts';
import {brokenVariables, missingVariables, type ReadFor} from './variables.ts';

export {portFindings, sharedPorts};

/** Traps that show in the files and once Compose has merged them. Throws all that are there. */
export const checkModel = (
  {model, unset}: {model: ComposeModel; unset: readonly string[]},
  sources: readonly ComposeSource[],
  readFor: ReadFor,
): void => {
  const services = Object.entries(model.services);
  refuseAll([
    ...(unset.length > 0 ? [missingVariables(unset, sources, {readFor})] : []),
    ...services.filter(([name]) => name.startsWith('-')).map(([name]) => unsafeName(name, sources)),
    ...nameFindings(model, sources, {isDeploy: readFor.environment !== undefined}),
    // Tests publish nothing.
    ...(readFor.environment === undefined ? [] : portFindings(sources, model)),
    ...(readFor.environment === undefined ? [] : sharedPorts(model, sources, readFor)),
    ...services.flatMap(([name, service]) => openDatabases(name, service, {sources, readFor})),
  ]);
};

const openDatabases = (
  name: string,
  service: ComposeService,
  {sources, readFor}: {sources: readonly ComposeSource[]; readFor: ReadFor},
): UserError[] =>
  (service.ports ?? [])
    .filter(port => readFor.environment === PRODUCTION && isDatabase(service, port) && isPublic(port))
    .map(port => {
      const message = `The service ${name} publishes its database port ${port.target} in production.`;
      return new UserError('DATABASE_PORT_PUBLISHED', message, {where: lineOfPort(name, port, sources)});
    });

/** Compose takes it for a service, but in an argument list for an option. */
const unsafeName = (name: string, sources: readonly ComposeSource[]): UserError =>
  new UserError('UNSAFE_NAME', `A service cannot be called ${name}.`, {
    where: lineOf(sources, ['services', name]),
    remedy: 'Begin its name with a letter or digit.',
  });

/**
 * What Compose itself had against the files, told as the project knows them, with all else that shows in them: Compose read
 * them in `folder`, and stops at the first thing. What it says of a text without its variables is no help.
 */
export const composeRefusal = (
  refusal: UserError,
  folder: string,
  {sources, readFor}: {sources: readonly ComposeSource[]; readFor: ReadFor},
): UserError => {
  const message = refusal.message.replaceAll(`${folder}/`, '');
  const broken = brokenVariables(sources);
  const [, name, demand] = message.match(/required variable (\S+) is missing a value(?:: (.+))?/) ?? [];
  const unset = unsetIn(refusal, sources);
  const ports = readFor.environment === undefined ? [] : portFindings(sources);
  const names = [...new Set([...(name === undefined ? [] : [name]), ...unset])];
  const missing =
    names.length > 0
      ? [missingVariables(names, sources, {readFor, demand: names.length === 1 ? demand : undefined})]
      : [];
  const found = [...missing, ...broken, ...ports];
  const isFound =
    missing.length > 0 ||
    broken.length > 0 ||
    (ports.some(({code}) => code === 'PORT_IMPOSSIBLE') && /invalid hostPort/.test(message));
  return together(isFound ? found : [told(refusal, message, sources), ...found], refusal);
};

const told = (refusal: UserError, message: string, sources: readonly ComposeSource[]): UserError => {
  const complaint = complaintIn(message);
  const {service: name, name: needed} =
    complaint?.missing?.kind === 'service' ? complaint.missing : {service: '', name: ''};
  const profiled = profiledBy(needed, sources);
  if (profiled !== undefined && profiledBy(name, sources) === undefined)
    return new UserError(
      refusal.code,
      `The service ${name} depends on ${needed}, which is left out by ${profiled.words}.`,
      {
        where: profiled.where,
        remedy: `Take \`profiles:\` away from ${needed} in ${profiled.file}, or ${needed} from the \`depends_on:\` of ${name}.`,
        cause: refusal,
      },
    );
  const known = anchorMissing(refusal, message, sources) ?? imageMissing(refusal, message, sources);
  if (known !== undefined) return known;
  const [, file] = message.match(/^validating (.+?): /) ?? [];
  const among = file === undefined ? sources : sources.filter(source => source.file === file);
  const place = complaint === undefined ? placeOfRefusal(message, among) : undefined;
  const at = complaint && lineOfComplaint(complaint, among);
  return new UserError(refusal.code, message, {
    where: at ?? place?.where ?? file ?? sources.map(source => source.file).join(', '),
    ...(place?.remedy !== undefined && {remedy: place.remedy}),
    cause: refusal,
  });
};

const lineOfComplaint = (
  {path, missing, unknown, said}: Complaint,
  sources: readonly ComposeSource[],
): string | undefined => {
  if (said.startsWith('must be a mapping')) return notMapAt(path, sources);
  const found = unknown
    ? unknown.map(name => keyAt([...path, name], sources) ?? lineOf(sources, path))
    : [lineOf(sources, path, missing ? [missing.name] : [])];
  const lines = [...new Set(found.filter(at => at.includes(':')))].sort(byLine);
  return lines.length === 0 ? undefined : lines.join(' and ');
};

const byLine = (one: string, other: string): number => one.localeCompare(other, 'en', {numeric: true});

/** Variables of the files that Compose found without a value before it stopped. */
const unsetIn = ({cause}: UserError, sources: readonly ComposeSource[]): string[] => {
  const used = new Set(sources.flatMap(({variables}) => variables.map(({name}) => name)));
  const said = cause instanceof CommandFailed ? cause.stderr : '';
  const names = [...said.matchAll(/The \\?"([^"\\]+)\\?" variable is not set/g)].map(([, name = '']) => name);
  return [...new Set(names)].filter(name => used.has(name));
};
