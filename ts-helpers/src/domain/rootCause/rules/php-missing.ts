import type {Rule} from '../rule.ts';

export const phpMissing: Rule = {
  name: 'php-missing',

  patterns: [
    /Uncaught Error: (?<what>Class|Interface|Trait) "(?<name>[^"]+)" not found/,
    /Uncaught Error: Call to undefined (?<what>function) (?<name>[\w\\]+)\(\)/,
    /Failed opening required '(?<name>[^']+)'/,
    /could not find (?<name>driver)/,
  ],
  sentence: ({groups: {what = 'file', name = ''}}) => `PHP does not find the ${what.toLowerCase()} ${name}.`,
  remedy: ({groups: {what = 'file', name = ''}}) =>
    what === 'file'
      ? `Install the packages in the Dockerfile, RUN composer install --no-dev, and see that no volume lies over what they make: ${name}`
      : what === 'function'
        ? `Install the extension that has ${name}: RUN docker-php-ext-install, in the Dockerfile.`
        : `See that ${name} is spelled like its file, and is autoloaded: composer dump-autoload; a class of a package needs composer require.`,
};
