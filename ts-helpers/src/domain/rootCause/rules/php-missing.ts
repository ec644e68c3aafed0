import type {Rule} from '../rule.ts';

export const phpMissing: Rule = {
  name: 'php-missing',

  patterns: [
    /Uncaught Error: (?<what>Class|Interface|Trait) "(?<name>[^"]+)" not found/,
    /Uncaught Error: Call to undefined (?<what>function) (?<name>[\w\\]+)\(\)/,
    /Failed opening required '(?<name>[^']+)'/,
    /could not find (?<what>driver)/,
  ],
  sentence: ({groups: {what = 'file', name = ''}}) =>
    what === 'driver' ? DRIVER : `PHP does not find the ${what.toLowerCase()} ${name}.`,
  remedy: ({groups: {what = 'file', name = ''}}) =>
    what === 'driver'
      ? 'Install it in the Dockerfile: RUN docker-php-ext-install pdo_mysql, or pdo_pgsql; of Debian, apt-get install php-mysql, or php-pgsql.'
      : what === 'file'
        ? `Install the packages in the Dockerfile, RUN composer install --no-dev, and see that no volume lies over what they make: ${name}`
        : what === 'function'
          ? `Install the extension that has ${name}: RUN docker-php-ext-install, in the Dockerfile.`
          : `See that ${name} is spelled like its file, and is autoloaded: composer dump-autoload; a class of a package needs composer require.`,
};

const DRIVER = 'PHP has no driver for the database that it is to talk to.';
