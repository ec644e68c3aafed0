import type {Lack} from '../lacks.ts';
import type {OwnFile} from '../../result/result.ts';
import {quoted} from '../../text/plain.ts';
import {sentences} from '../../text/sentences.ts';
import {inOwnPlace, ownIn} from './own.ts';
import type {Rule, Seen} from './rule.ts';
import {scriptWords} from './scripts.ts';

interface Words {
  sentence?: string;
  remedy?: string;
}

/** What the repository tells of a file that is missed, before what the line alone does. */
export const ownFileWords = ({lacks}: Rule, seen: Seen): Words => {
  const {own = []} = seen.error.evidence;
  if (lacks === undefined || own.length === 0) return {};
  const missed = lacks(seen);
  const known = missed.flatMap(lack => {
    const file = own.find(({name}) => name === lack.name);
    return file === undefined ? [] : [{lack, file}];
  });
  const [first] = known;
  if (first === undefined) return {};
  if (first.file.ignoredAt !== undefined) return ignoredWords(first, seen);
  if (first.file.isPackage) return packageWords(first, seen);
  if (first.file.near !== undefined) return nearWords(first, first.file.near, seen);
  if (first.file.commit === undefined) return presentWords(first, seen);
  const gone = known.filter(isGone);
  const rest = gone.length < missed.length ? [seen.error.remedy] : [];
  return {
    sentence: `${needing(seen)} ${gone.map(({file}) => goneText(file)).join('; and ')}.`,
    remedy: sentences([...gone.map(({lack, file}) => backRemedy(file, lack, seen)), ...rest]),
  };
};

interface Known {
  lack: Lack;
  file: OwnFile;
}

type Gone = Known & {file: OwnFile & {commit: string}};

const isGone = (known: Known): known is Gone => known.file.commit !== undefined;

const needing = ({error: {code, where}, service, isHealthCheck}: Seen): string => {
  if (code === 'FILE_MISSING') return `${where ?? 'A compose file'} names`;
  if (code === 'BUILD_FAILED') return 'The build needs';
  return isHealthCheck ? `The health check of ${service} needs` : `${service ?? 'The stage'} needs`;
};

const goneText = ({path, commit, now}: Gone['file']): string =>
  now === undefined
    ? `${path}, which the commit ${short(commit)} removed`
    : `${path}, which the commit ${short(commit)} renamed to ${now}`;

const backRemedy = (file: Gone['file'], lack: Lack, seen: Seen): string => {
  const {path, commit, now} = file;
  const at = placeOf(seen);
  if (now !== undefined)
    return `Name ${nameNow(now, file, lack)} instead of ${lack.name}${at === undefined ? ' where it is used' : ` in ${at}`}, or call it ${path} again: git mv ${quoted(now)} ${quoted(path)}`;
  return `Bring it back: git checkout ${short(commit)}^ -- ${quoted(path)} (and commit it); if it was to go, take ${lack.name} out of ${at ?? 'what uses it'} as well.`;
};

const placeOf = (seen: Seen): string | undefined => {
  const own = ownIn(seen);
  if (own !== undefined) return `${own.path}:${own.line}`;
  return seen.error.code === 'FILE_MISSING' ? seen.error.where : undefined;
};

/** As the language calls it. */
const nameNow = (now: string, {path}: OwnFile, {kind, name}: Lack): string => {
  if (kind !== 'python' || !now.endsWith('.py')) return now;
  const folder = path.slice(0, Math.max(path.indexOf(name.replaceAll('.', '/')), 0));
  return (now.startsWith(folder) ? now.slice(folder.length) : now)
    .replace(/(?:\/__init__)?\.py$/, '')
    .replaceAll('/', '.');
};

const short = (commit: string): string => commit.slice(0, 7);

const LANGUAGES: Readonly<Record<string, string>> = {
  python: 'is found: WORKDIR or PYTHONPATH is its folder.',
  ruby: 'is named by require_relative, or by its path.',
};

/** It may be on the laptop of who uses it. */
const ignoredWords = ({lack: {name}, file: {ignoredAt = ''}}: Known, seen: Seen): Words => ({
  sentence: `${name} is not in ${seen.service ?? 'what runs'}: ${ignoredAt} leaves such a file out of git.`,
  remedy: `${holdsSecrets(name) ? 'Secrets are rightly not in git: let Compose give it (`env_file:`, `secrets:`), or mount it' : `Take it out of ${ignoredAt} and commit the file; where it is not for git, let the build make it, or mount it`}${inOwnPlace(seen) === '' ? '' : `. It is asked for${inOwnPlace(seen)}`}.`,
});

/** Files of variables, keys and certificates. */
const holdsSecrets = (name: string): boolean => {
  const [first = '', ...ends] = (name.split('/').at(-1) ?? '').split('.');
  return ends.includes('env') || (first === 'env' && ends.length === 0) || KEYS.has(ends.at(-1) ?? '');
};

const KEYS: ReadonlySet<string> = new Set(['pem', 'key', 'p12', 'pfx', 'jks']);

const packageWords = ({lack: {name}, file: {path, namedIn = []}}: Known, seen: Seen): Words => {
  const module = name.split('.').at(-1) ?? name;
  return {
    sentence: `The package ${path} of the repository has no module ${module}.`,
    remedy: `Correct ${name}${askedIn(namedIn, seen)}, or commit ${path}/${module}.py.`,
  };
};

const askedIn = (namedIn: readonly string[], seen: Seen): string =>
  inOwnPlace(seen) || (namedIn.length === 0 ? '' : ` in ${namedIn.join(' and ')}`);

/** What is of a name alone may be a package of others as well: then the rule's own words go on. */
const nearWords = (
  {lack: {kind, name}, file: {path, namedIn = []}}: Known,
  near: string,
  seen: Seen,
): Words => {
  const asked = askedIn(namedIn, seen);
  const correct = `Correct ${name}${asked} to ${near}`;
  if (kind === 'python' && !name.includes('.'))
    return {
      sentence: `The Python module ${name} is not installed${seen.service === undefined ? '' : ` in ${seen.service}`}; the project has ${near} (${path}).`,
      remedy: `${correct}, where that is meant; where it is a package of others, add it to requirements.txt or pyproject.toml, and commit that.`,
    };
  const dot = name.lastIndexOf('.');
  return kind === 'python'
    ? {
        sentence: `${name.slice(0, dot)} has no module ${name.slice(dot + 1)}; there is ${near.slice(dot + 1)} (${path}).`,
        remedy: `${correct}; or commit the module, where there is to be one of that name.`,
      }
    : {
        sentence: `${needing(seen)} ${bare(name)}, which is not in the repository; there is ${path}.`,
        remedy: `Correct ${bare(name)}${asked} to ${bare(near)}; or commit it, where there is to be one of that name.`,
      };
};

/** Of a build a path begins with a slash that nobody wrote. */
const bare = (name: string): string => (name.lastIndexOf('/') === 0 ? name.slice(1) : name);

/** It is in the repository, and not where it is looked for. */
const presentWords = ({lack: {kind, name}, file}: Known, seen: Seen): Words => {
  const {service = 'what runs', groups} = seen;
  if (kind === 'script') {
    const {begins, isWindows = false, windowsBy} = file;
    return (
      scriptWords({
        name,
        path: file.path,
        begins,
        isWindows,
        windowsBy,
        service,
        isProgram: isProgram(seen),
      }) ?? {}
    );
  }
  const language = LANGUAGES[kind];
  if (language === undefined || Object.keys(groups).length === 0) return {};
  return {
    sentence: `${service} does not find ${name}, which is ${file.path} of the repository.`,
    remedy: `See that ${file.path} is copied or mounted into ${service}, that .dockerignore does not leave it out, and that it ${language}${inOwnPlace(seen) === '' ? '' : ` It is asked for${inOwnPlace(seen)}.`}`,
  };
};

const isProgram = ({line = ''}: Seen): boolean => /required file not found|bad interpreter/.test(line);
