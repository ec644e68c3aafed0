import type {Rule} from '../rule.ts';

export const copyMissing: Rule = {
  name: 'copy-missing',

  patterns: [/"(?<path>\/[^"\s]+)":? not found/, /excluded by \.dockerignore: stat (?<path>[^:\s]+):/],
  takes: (_, line) => !line.includes('unable to prepare context'),
  lacks: ({groups: {path}}) => (path === undefined ? [] : [{kind: 'file', name: path, isInContext: true}]),
  sentence: ({groups: {path = 'A file'}}) =>
    `The Dockerfile copies ${relative(path)}, which the build does not have.`,
  remedy: ({groups: {path = 'it'}}) =>
    `See that ${relative(path)} is committed, that no line of .dockerignore leaves it out (!${relative(path)} at its end lets it in), and that its path is relative to the \`context:\` of the build.`,
};

const relative = (path: string): string => path.replace(/^\//, '');
