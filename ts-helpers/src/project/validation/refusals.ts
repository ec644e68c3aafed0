import {UserError} from '../../errors/userError.ts';
import {nameOf} from '../../history/sourceFiles.ts';
import {lineOf} from '../../compose/sourcePlaces.ts';
import {quoted} from '../../text/plain.ts';
import type {ComposeSource} from '../../compose/source.ts';

/** What Compose says without a place, that the files themselves have. */

/** `yaml: unknown anchor 'app' referenced` */
export const anchorMissing = (
  refusal: UserError,
  message: string,
  sources: readonly ComposeSource[],
): UserError | undefined => {
  const [, name] = /yaml: unknown anchor '([^']+)' referenced/.exec(message) ?? [];
  if (name === undefined) return undefined;
  const places = sources.flatMap(({file, unanchored = []}) =>
    unanchored.filter(alias => alias.name === name).map(({line}) => `${file}:${line}`),
  );
  const [where] = places;
  if (where === undefined) return undefined;
  const [file] = where.split(':');
  return new UserError(refusal.code, `${file} names the anchor *${name}, which nothing above it defines.`, {
    where,
    remedy: `Call it in ${places.join(', ')} as what it means is called now, or begin that with &${name}; an anchor counts in its own file only, from there on.`,
    cause: refusal,
  });
};

/** `service "db" has neither an image nor a build context specified`: of an override whose service the other file lost. */
export const imageMissing = (
  refusal: UserError,
  message: string,
  all: readonly ComposeSource[],
): UserError | undefined => {
  const [, service] = /^service "([^"]+)" has neither an image nor a build context/.exec(message) ?? [];
  if (service === undefined) return undefined;
  const sources = mergedOf(all);
  const having = sources.filter(({places}) =>
    places.some(({path: [section, name]}) => section === 'services' && name === service),
  );
  const lacking = sources.filter(source => !having.includes(source));
  const [first] = having;
  if (first === undefined) return undefined;
  const bare = lacking.length > 0 && servicesOf(lacking).length === 0 ? lacking[0] : undefined;
  if (bare !== undefined && bare === sources[0]) return servicesGone(refusal, bare, {service, having: first});
  const where = lineOf([first], ['services', service]);
  const others = lacking.map(({file}) => file).join(', ');
  const alone = lacking.length === 0 || first === sources[0];
  const files = sources.map(({file}) => `-f ${quoted(file)}`).join(' ');
  return new UserError(
    refusal.code,
    alone
      ? `${first.file} has the service ${service} with neither \`image:\` nor \`build:\`.`
      : `${first.file} has the service ${service}, which ${others} does not have, and neither \`image:\` nor \`build:\` for it.`,
    {
      where,
      remedy: alone
        ? `Give ${service} an \`image:\` or a \`build:\`, or take it out; docker compose ${files} config says the same.`
        : `Call it there as ${others} does (${servicesOf(lacking).join(', ')}), or take it out; docker compose ${files} config says the same.`,
      cause: refusal,
    },
  );
};

/** The file that is to have the service has none at all. */
const servicesGone = (
  refusal: UserError,
  {file, root}: ComposeSource,
  {service, having}: {service: string; having: ComposeSource},
): UserError => {
  const isEmpty = root?.kind === 'nothing';
  return new UserError(
    refusal.code,
    `${file} ${isEmpty ? 'is empty' : 'has no services'}, and ${having.file} adds to its service ${service}.`,
    {
      where: file,
      remedy: `Write ${service} into it: git log -p -- ${quoted(file)} shows what it had. Or give ${service} in ${lineOf([having], ['services', service])} an \`image:\` or a \`build:\`.`,
      cause: refusal,
    },
  );
};

/** Those that are given to Compose, and not what they include or extend. */
const mergedOf = (sources: readonly ComposeSource[]): ComposeSource[] => {
  const read = sources.flatMap(({reads}) => reads.flatMap(({files}) => files.map(nameOf)));
  return sources.filter(({file}) => !read.includes(nameOf(file)));
};

const servicesOf = (sources: readonly ComposeSource[]): string[] => [
  ...new Set(
    sources.flatMap(({places}) =>
      places.flatMap(({path: [section, name]}) =>
        section === 'services' && name !== undefined ? [name] : [],
      ),
    ),
  ),
];
