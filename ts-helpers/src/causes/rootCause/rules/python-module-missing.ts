import type {Rule} from '../rule.ts';

export const pythonModuleMissing: Rule = {
  name: 'python-module-missing',

  patterns: [
    /ModuleNotFoundError: No module named '(?<module>[^']+)'/,
    /: No module named (?<module>[\w.]+)$/,
  ],
  lacks: ({groups: {module}}) => (module === undefined ? [] : [{kind: 'python', name: module}]),
  sentence: ({groups: {module = ''}, service}) =>
    `The Python module ${module} is not installed${service === undefined ? '' : ` in ${service}`}.`,
  remedy: ({groups: {module = ''}}) =>
    `Add its package to requirements.txt or pyproject.toml (${module.split('.', 1)[0]} is often its name), and commit that; a module of the project itself has to be copied into the image, and found: PYTHONPATH.`,
};
