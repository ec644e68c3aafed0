import {changedLines, type PatchedFile} from '../../history/patches.ts';
import {takenPort} from '../../causes/chosenPort.ts';
import {isPackageHost} from '../../causes/hosts.ts';
import {isEnvFile, isInert, isVendored, nameOf} from '../../history/sourceFiles.ts';
import type {Questions, Testimony} from '../questions.ts';
import {asWritten} from '../../compose/unfetched.ts';
import {servicesGone} from './goneServices.ts';
import {namesWord} from './parts.ts';
import type {Suspect} from '../../result/suspect.ts';
import {WEIGHTS} from './weights.ts';

/** What is the machine's, or the net's, is yet of a commit that chose the very port, or the very host, that it is about. */
export const byOutside = (questions: Questions, testimony: Testimony): Suspect[] => [
  ...byPorts(questions, testimony),
  ...byLeftServices(questions, testimony),
  ...byHosts(questions, testimony),
  ...byImages(questions, testimony),
];

const byPorts = ({error}: Questions, {patches}: Testimony): Suspect[] => {
  const port = takenPort(error);
  if (port === undefined) return [];
  return patches.flatMap(({commit, files}) =>
    files.flatMap(file => {
      const line = lineBringing(file, text => isPortOf(file.file, text, port));
      if (line !== undefined)
        return [{commit, file: file.file, line, weight: WEIGHTS.settingNamed, why: `chose port ${port}`}];
      // What was deployed under another name still runs, and holds it.
      return isRenamed(file, error.message)
        ? [{commit, file: file.file, weight: WEIGHTS.settingNamed, why: 'changed the name of the project'}]
        : [];
    }),
  );
};

/** Who took away, or renamed, the service whose container still has the port: it runs beside, or is named. */
const byLeftServices = ({error: {code, message, evidence}}: Questions, {settings}: Testimony): Suspect[] => {
  if (code !== 'PORT_TAKEN') return [];
  const running = (evidence.services ?? []).filter(({state}) => state === 'running');
  const isLeft = (name: string) =>
    message.includes(`-${name}-`) || running.some(({service}) => service === name);
  return servicesGone(settings)
    .filter(({service}) => isLeft(service))
    .map(({service, commit, file}) => ({
      commit,
      file,
      weight: WEIGHTS.settingNamed,
      why: `took away the service ${service}, whose container still has the port`,
    }));
};

/** `- "127.0.0.1:8734:80"`, `published: 8734`, `- "${PORT:-8734}:80"`, and `WEB_PORT=8734`. */
const isPortOf = (file: string, text: string, port: string): boolean => {
  const [line = ''] = text.split(' #');
  if (!namesWord(line, port)) return false;
  if (isEnvFile(file)) {
    const value = line.split('=')[1]?.replaceAll(/["'\s]/g, '') ?? '';
    return value === port || value.endsWith(`:${port}`);
  }
  const isPublished = [`${port}:`, `${port}}:`, 'published:', 'ports:'].some(part => line.includes(part));
  return /\.ya?ml$/.test(file) && isPublished;
};

const isRenamed = (file: PatchedFile, message: string): boolean =>
  /^(?:countable|docker-compose|compose)\.ya?ml$/.test(file.file) &&
  changedLines(file).some(line => {
    const name = /^-name:\s*["']?([\w.-]+)/.exec(line)?.[1];
    return name !== undefined && message.includes(`container ${name}-`);
  });

/** How it is said that a host was not reached, and which: in a line that says so. */
const UNREACHED =
  /no such host|dial tcp|i\/o timeout|TLS handshake|EAI_AGAIN|ENOTFOUND|ETIMEDOUT|ECONNREFUSED|ECONNRESET|timed? ?out|resolv|not known|refused|unreachable|50[0234]|toomanyrequests|certificate/i;
const HOSTS =
  /(?:https?:\/\/|lookup |resolving '|host(?:name)?:? '?|host='|ENOTFOUND |EAI_AGAIN |connect to |metadata for |to )(?<host>[a-z\d-]+(?:\.[a-z\d-]+)+)/gi;

const byHosts = ({text}: Questions, {patches}: Testimony): Suspect[] => {
  const lines = text.split('\n').filter(line => UNREACHED.test(line));
  const found = lines.flatMap(line => [...line.matchAll(HOSTS)].map(({groups}) => groups?.['host'] ?? ''));
  const hosts = [...new Set(found)].filter(host => !isPackageHost(host));
  return patches.flatMap(({commit, files}) =>
    files
      .filter(({file}) => !isVendored(file) && !isInert(file))
      .flatMap(file =>
        hosts.flatMap(host => {
          const line = lineBringing(file, one => namesWord(one, host));
          return line === undefined
            ? []
            : [{commit, file: file.file, line, weight: WEIGHTS.settingNamed, why: `chose the host ${host}`}];
        }),
      ),
  );
};

/** Who was the first to ask for the image that had to be fetched: those that were asked for before may be on the machine. */
const byImages = ({error: {code, where}}: Questions, {patches}: Testimony): Suspect[] => {
  if (code !== 'REGISTRY_UNREACHABLE' || where === undefined) return [];
  const image = tagged(where);
  return patches.flatMap(({commit, files}) =>
    files.flatMap(file => {
      if (!mayNameImages(file.file)) return [];
      const line = lineBringing(file, text => text.split(BESIDE_IMAGES).some(word => tagged(word) === image));
      return line === undefined
        ? []
        : [
            {
              commit,
              file: file.file,
              line,
              weight: WEIGHTS.settingNamed,
              why: `asked for the image ${where}`,
            },
          ];
    }),
  );
};

const mayNameImages = (file: string): boolean =>
  /\.ya?ml$/.test(file) || isEnvFile(file) || /dockerfile/i.test(nameOf(file));

const BESIDE_IMAGES = /[\s"'=,{}]+/;

const tagged = (image: string): string =>
  /[:@]/.test(nameOf(image)) ? asWritten(image) : `${asWritten(image)}:latest`;

/** The number of the line that a change brought and did not have before. */
const lineBringing = (file: PatchedFile, is: (text: string) => boolean): number | undefined => {
  if (changedLines(file).some(line => line.startsWith('-') && is(line.slice(1)))) return undefined;
  for (const {start, lines} of file.hunks) {
    let number = start;
    for (const line of lines) {
      if (line.startsWith('+') && is(line.slice(1))) return number;
      if (!line.startsWith('-')) number += 1;
    }
  }
  return undefined;
};
