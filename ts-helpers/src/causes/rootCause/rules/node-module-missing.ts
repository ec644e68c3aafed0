import type {Rule, Seen} from '../rule.ts';
import {startedWithout} from './program-file-missing.ts';
import {quoted} from '../../words.ts';

export const nodeModuleMissing: Rule = {
  name: 'node-module-missing',

  patterns: [/Cannot find module '(?<module>[^']+)'/, /Cannot find package '(?<module>[^']+)' imported from/],
  lacks: ({groups: {module}}) => (module === undefined ? [] : [{kind: 'node', name: module}]),
  sentence: seen => {
    const {module = ''} = seen.groups;
    const {service} = seen;
    if (isStartedWith(seen))
      return `${service ?? 'The service'} is started with the file ${module}, which is not there.`;
    return `${isPath(module) ? 'The file' : 'The npm package'} ${module} is not ${isPath(module) ? '' : 'installed '}in ${service ?? 'the container'}.`;
  },
  remedy: seen => {
    const {module = ''} = seen.groups;
    if (isStartedWith(seen)) return startedWithout(module, seen.service ?? 'the service');
    return isPath(module)
      ? `See that it is committed, spelled alike (Linux tells capitals apart), copied into the image, and not left out by .dockerignore: ${module}`
      : `npm install ${quoted(packageName(module))}, commit package.json and package-lock.json; where it is in devDependencies, the image is built without those. A volume over node_modules hides what the image has.`;
  },
};

/** Nothing requires it: it is what Node was told to run. */
const isStartedWith = ({lines, groups: {module = ''}}: Seen): boolean =>
  module.startsWith('/') && lines.some(line => line.includes('requireStack: []'));

const isPath = (module: string): boolean => /^[./]/.test(module);

/** `@scope/name` of what is imported from within it. */
const packageName = (module: string): string =>
  module
    .split('/')
    .slice(0, module.startsWith('@') ? 2 : 1)
    .join('/');
