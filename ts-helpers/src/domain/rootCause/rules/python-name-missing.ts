import type {Rule} from '../rule.ts';

export const pythonNameMissing: Rule = {
  name: 'python-name-missing',

  patterns: [
    /ImportError: cannot import name '(?<name>[^']+)' from (?:partially initialized module )?'(?<module>[^']+)'/,
  ],
  sentence: ({groups: {name = '', module = ''}}) => `The Python module ${module} has no ${name}.`,
  remedy: ({groups: {name = '', module = ''}, line = ''}) =>
    line.includes('partially initialized')
      ? `${module} and the module that imports ${name} import each other: import one of them within the function that needs it.`
      : `Correct the name, or pin the version of ${module.split('.', 1)[0]} that has ${name} in requirements.txt.`,
};
