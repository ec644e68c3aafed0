import type {Rule} from '../rule.ts';

export const nodeModuleMissing: Rule = {
  name: 'node-module-missing',

  patterns: [/Cannot find module '(?<module>[^']+)'/, /Cannot find package '(?<module>[^']+)' imported from/],
  sentence: ({groups: {module = ''}, service}) =>
    `${isPath(module) ? 'The file' : 'The npm package'} ${module} is not ${isPath(module) ? '' : 'installed '}in ${service ?? 'the container'}.`,
  remedy: ({groups: {module = ''}}) =>
    isPath(module)
      ? `See that it is committed, spelled alike (Linux tells capitals apart), copied into the image, and not left out by .dockerignore: ${module}`
      : `npm install ${packageName(module)}, commit package.json and package-lock.json; where it is in devDependencies, the image is built without those. A volume over node_modules hides what the image has.`,
};

const isPath = (module: string): boolean => /^[./]/.test(module);

/** `@scope/name` of what is imported from within it. */
const packageName = (module: string): string =>
  module
    .split('/')
    .slice(0, module.startsWith('@') ? 2 : 1)
    .join('/');
