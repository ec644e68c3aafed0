import {type ErrorCode, type ErrorDetails, UserError} from '../errors/userError.ts';
import type {ComposeModel} from './model.ts';
import {refetchingOf, refetchingText} from './refetching.ts';
import type {ComposeSource} from './source.ts';
import {unfetched} from './unfetched.ts';
import {quoted} from '../text/plain.ts';

/** What `docker compose` printed last, and what it was doing, with what. */
export interface Failed {
  doing: 'build' | 'up' | 'up --build';
  tail: readonly string[];
  model?: Pick<ComposeModel, 'services'> | undefined;
  /** The compose files, as they were written. */
  sources?: readonly ComposeSource[] | undefined;
}

type Explained = {code: ErrorCode; message: string} & Pick<ErrorDetails, 'where' | 'remedy'>;

interface Rule {
  pattern: RegExp;
  /** The words at which the pattern begins to look, where looking from every letter would take long. */
  from?: string;
  explain(match: RegExpMatchArray, failed: Failed): Explained;
}

const LOG_LINES = 40;

const portTaken = ([, port]: RegExpMatchArray): Explained => ({
  code: 'PORT_TAKEN',
  message: `The port ${port} is already in use on this host.`,
  where: `port ${port}`,
});

const unpullable = ([, image = 'an image']: RegExpMatchArray, failed: Failed): Explained => ({
  code: 'REGISTRY_UNREACHABLE',
  ...unfetchedWords(`The image ${image} cannot be pulled.`, image, failed),
});

const silentRegistry = ([said]: RegExpMatchArray, failed: Failed): Explained => {
  const image = unfetched(failed.tail, failed.model);
  if (image === undefined)
    return {code: 'REGISTRY_UNREACHABLE', message: `The image registry did not answer: ${said}.`};
  const message = `The image ${image} had to be fetched, and its registry ${howSilent(said)}.`;
  return {code: 'REGISTRY_UNREACHABLE', ...unfetchedWords(message, image, failed)};
};

/** What is here need not be fetched, unless a line of the project asks for that. */
const unfetchedWords = (
  message: string,
  image: string,
  {model, sources = []}: Failed,
): Omit<Explained, 'code'> => {
  const asking = model === undefined ? [] : refetchingOf(image, model, sources);
  if (asking.length === 0) return {message, where: image};
  const lines = asking.map(({where}) => where).join(', ');
  return {
    message: `${message} ${refetchingText(asking)} has it fetched also where it is here.`,
    where: image,
    remedy: `Take \`pull_policy\` out (${lines}) where \`docker image ls ${quoted(image)}\` shows that it is here: that one is used then. Else see that the name is the one that was meant, and that this machine reaches its registry, with \`docker login\` for a private one.`,
  };
};

const howSilent = (said: string): string => {
  const host = /lookup (?<host>[^\s:]+)(?: on \S+)?: no such host/.exec(said)?.groups?.['host'];
  return host === undefined ? `did not answer: ${said}` : `${host} is not known here`;
};

const ended = (subject: string, where: string, exitCode: string): Explained => ({
  code: 'SERVICE_EXITED',
  message: `The ${subject} ${where} ended with exit code ${exitCode}.`,
  where,
});

/** Later lines weigh more: rules are tried in order, each from the last line up. */
const RULES: readonly Rule[] = [
  {
    pattern: /no space left on device/i,
    explain: () => ({code: 'DISK_FULL', message: 'There is no space left on the disk of the Docker host.'}),
  },
  {
    pattern:
      /could not find an available, non-overlapping IPv4 address pool|predefined address pools have been fully subnetted/,
    explain: () => ({
      code: 'NETWORKS_USED_UP',
      message: 'Docker has no addresses left for another network on this machine.',
    }),
  },
  {pattern: /Bind for \S*:(\d+) failed: port is already allocated/, explain: portTaken},
  {pattern: /listen tcp4? \S*:(\d+): bind: address already in use/, explain: portTaken},
  {pattern: /pull access denied for ([^\s,]+),/, explain: unpullable},
  {pattern: /manifest for (\S+) not found/, explain: unpullable},
  {
    pattern: /^dial tcp.*(?:no such host|i\/o timeout|connection refused)/,
    from: 'dial tcp',
    explain: silentRegistry,
  },
  {pattern: /TLS handshake timeout|toomanyrequests/, explain: silentRegistry},
  {
    pattern: /\b(?:No such container: (\S+)|removal of container (\S+) is already in progress)/,
    explain: ([, gone, going]) => ({
      code: 'CONTAINER_GONE',
      message: `The container ${gone ?? going} is not there any more.`,
      where: gone ?? going ?? '',
    }),
  },
  {
    pattern: /^dependency failed to start: container (\S+) is unhealthy/,
    from: 'dependency failed to start',
    explain: ([, container = '']) => ({
      code: 'SERVICE_UNHEALTHY',
      message: `The container ${container} did not become healthy.`,
      where: container,
    }),
  },
  {
    pattern: /^dependency failed to start: container (\S+) exited \((\d+)\)/,
    from: 'dependency failed to start',
    explain: ([, container = '', exitCode = '']) => ended('container', container, exitCode),
  },
  {
    pattern: /service "([^"]+)" didn't complete successfully: exit (\d+)/,
    explain: ([, service = '', exitCode = '']) => ended('service', service, exitCode),
  },
];

/** The error behind a failed build or start, with the lines that show it. */
export const composeFailure = (failed: Failed, cause?: unknown): UserError => {
  const {doing, tail} = failed;
  const lines = tail.filter(line => line.trim() !== '');
  const evidence = {log: {source: `docker compose ${doing}`, lines: lines.slice(-LOG_LINES)}};
  for (const {explain, ...words} of RULES) {
    const match = lastMatch(lines, words);
    if (!match) continue;
    const {code, message, ...details} = explain(match, failed);
    return new UserError(code, message, {...details, evidence, cause});
  }
  const isOfBuild = doing === 'build' || (doing === 'up --build' && lastMatch(lines, BUILDING) !== undefined);
  return isOfBuild ? buildFailure(lines, {evidence, cause}) : startFailure(lines, {evidence, cause});
};

/** What Compose says of nothing that it starts. */
const BUILDING = {pattern: /^(?:target \S+: )?failed to solve: |^unable to prepare context: /};

const REASON = {
  pattern: /^failed to solve: (?:rpc error: .*LLB definition: )?(.*)/,
  from: 'failed to solve: ',
};

/** BuildKit repeats the step that failed, with its service, before its last line. */
const buildFailure = (lines: readonly string[], details: ErrorDetails): UserError => {
  const reason = lastMatch(lines, REASON)?.[1];
  const [, service, step] = lastMatch(lines, {pattern: /^ > \[([^\s\]]+)(?: [^\]]*)?\] ?(.*)/}) ?? [];
  const subject = service ? `The image of ${service}` : 'An image';
  return new UserError(
    'BUILD_FAILED',
    `${subject} could not be built: ${reason ?? lines.at(-1) ?? 'it said nothing'}.`,
    {
      ...details,
      ...(step && {where: `Dockerfile of ${service}: ${step.replace(/:$/, '')}`}),
    },
  );
};

const startFailure = (lines: readonly string[], details: ErrorDetails): UserError =>
  new UserError(
    'START_FAILED',
    `Compose could not start the services: ${lines.at(-1)?.trim() ?? 'it said nothing'}`,
    details,
  );

const lastMatch = (
  lines: readonly string[],
  {pattern, from = ''}: Pick<Rule, 'pattern' | 'from'>,
): RegExpExecArray | undefined => {
  for (const line of [...lines].reverse()) {
    const start = line.indexOf(from);
    const match = start === -1 ? null : pattern.exec(line.slice(start));
    if (match) return match;
  }
  return undefined;
};
