import type {Rule} from '../rule.ts';

export const programFileMissing: Rule = {
  name: 'program-file-missing',

  patterns: [
    /python[\d.]*: can't open file '(?<path>[^']+)'/,
    /Could not open input file: (?<path>\S+)/,
    /^ruby: No such file or directory -- (?<path>\S+) \(LoadError\)/,
    /^\S*sh: (?:\d+: )?(?:[Cc]an't|cannot) open '?(?<path>[^\s':]+)/,
    /^\S*bash: (?<path>[^\s:]+): No such file or directory$/,
  ],
  lacks: ({groups: {path}}) => (path === undefined ? [] : [{kind: 'file', name: path}]),
  sentence: ({groups: {path}, service = 'the service'}) =>
    `${service} is started with the file ${path}, which is not there.`,
  remedy: ({groups: {path}, service = 'the service'}) => startedWithout(path ?? 'it', service),
};

export const startedWithout = (path: string, service: string): string =>
  `Correct the name ${path} in \`command:\` of ${service} in the compose files, or in CMD of its Dockerfile; or commit the file, not left out by .dockerignore, and copied or mounted to there.`;
