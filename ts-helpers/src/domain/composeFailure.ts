import {type ErrorCode, type ErrorDetails, UserError} from '../errors.ts';

/** What `docker compose build` or `up` printed last, and what it was doing. */
export interface Failed {
  doing: 'build' | 'up';
  tail: readonly string[];
}

interface Rule {
  pattern: RegExp;
  explain(
    match: RegExpMatchArray,
  ): {code: ErrorCode; message: string} & Pick<ErrorDetails, 'where' | 'remedy'>;
}

const LOG_LINES = 40;

/** Later lines weigh more: rules are tried in order, each from the last line up. */
const RULES: readonly Rule[] = [
  {
    pattern: /no space left on device/i,
    explain: () => ({code: 'DISK_FULL', message: 'There is no space left on the disk of the Docker host.'}),
  },
  {
    pattern:
      /Bind for \S*:(\d+) failed: port is already allocated|listen tcp4? \S*:(\d+): bind: address already in use/,
    explain: ([, one, other]) => ({
      code: 'PORT_TAKEN',
      message: `The port ${one ?? other} is already in use on this host.`,
      where: `port ${one ?? other}`,
    }),
  },
  {
    pattern:
      /pull access denied for (\S+?),|manifest for (\S+) not found|(\S+): not found$.*manifest unknown/,
    explain: ([, denied, unknown, absent]) => unpullable(denied ?? unknown ?? absent),
  },
  {
    pattern:
      /dial tcp.*(?:no such host|i\/o timeout|connection refused)|TLS handshake timeout|toomanyrequests/,
    explain: ([said]) => ({
      code: 'REGISTRY_UNREACHABLE',
      message: `The image registry did not answer: ${said}.`,
    }),
  },
  {
    pattern: /dependency failed to start: container (\S+) is unhealthy/,
    explain: ([, container]) => ({
      code: 'SERVICE_UNHEALTHY',
      message: `The container ${container} did not become healthy.`,
      where: container ?? '',
    }),
  },
  {
    pattern:
      /dependency failed to start: container (\S+) exited \((\d+)\)|service "([^"]+)" didn't complete successfully: exit (\d+)/,
    explain: ([, container, code, service, exit]) => ({
      code: 'SERVICE_EXITED',
      message: `${container ? `The container ${container}` : `The service ${service}`} ended with exit code ${code ?? exit}.`,
      where: container ?? service ?? '',
    }),
  },
];

const unpullable = (image = 'an image') => ({
  code: 'REGISTRY_UNREACHABLE' as const,
  message: `The image ${image} cannot be pulled.`,
  where: image,
});

/** The error behind a failed build or start, with the lines that show it. */
export const composeFailure = ({doing, tail}: Failed, cause?: unknown): UserError => {
  const lines = tail.filter(line => line.trim() !== '');
  const evidence = {log: {source: `docker compose ${doing}`, lines: lines.slice(-LOG_LINES)}};
  for (const {pattern, explain} of RULES) {
    const match = lastMatch(lines, pattern);
    if (!match) continue;
    const {code, message, ...details} = explain(match);
    return new UserError(code, message, {...details, evidence, cause});
  }
  return doing === 'build' ? buildFailure(lines, {evidence, cause}) : startFailure(lines, {evidence, cause});
};

/** BuildKit repeats the step that failed, with its service, before its last line. */
const buildFailure = (lines: readonly string[], details: ErrorDetails): UserError => {
  const reason = lastMatch(lines, /failed to solve: (?:rpc error: .*LLB definition: )?(.*)/)?.[1];
  const [, service, step] = lastMatch(lines, /^ > \[(\S+)(?: [^\]]*)?\] ?(.*?):?$/) ?? [];
  const subject = service ? `The image of ${service}` : 'An image';
  return new UserError(
    'BUILD_FAILED',
    `${subject} could not be built: ${reason ?? lines.at(-1) ?? 'it said nothing'}.`,
    {
      ...details,
      ...(step && {where: `Dockerfile of ${service}: ${step}`}),
    },
  );
};

const startFailure = (lines: readonly string[], details: ErrorDetails): UserError =>
  new UserError(
    'START_FAILED',
    `Compose could not start the services: ${lines.at(-1)?.trim() ?? 'it said nothing'}`,
    details,
  );

const lastMatch = (lines: readonly string[], pattern: RegExp): RegExpMatchArray | undefined =>
  lines.map(line => line.match(pattern)).findLast(match => match !== null) ?? undefined;
