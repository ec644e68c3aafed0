import {inOwnPlace} from '../own.ts';
import {extensionOf, installingExtension} from '../php.ts';
import type {Rule, Seen} from '../rule.ts';

export const phpMissing: Rule = {
  name: 'php-missing',

  patterns: [
    /Uncaught Error: (?<what>Class|Interface|Trait) "(?<name>[^"]+)" not found/,
    /Uncaught Error: Call to undefined (?<what>function) (?<name>[\w\\]+)\(\)/,
    /Failed opening required '(?<name>[^']+)'/,
    /could not find (?<what>driver)/,
  ],
  lacks: ({groups: {what = 'file', name}}) => {
    if (name === undefined || what === 'function') return [];
    return [{kind: what === 'file' ? 'file' : 'php', name}];
  },
  sentence: ({groups: {what = 'file', name = ''}, service}) => {
    if (what === 'driver') return DRIVER;
    const extension = extensionOf(name);
    return extension === undefined
      ? `PHP does not find the ${what.toLowerCase()} ${name}.`
      : `PHP lacks the extension ${extension}, which has ${name}${service === undefined ? '' : `, in ${service}`}.`;
  },
  remedy: seen => {
    const {what = 'file', name = ''} = seen.groups;
    if (what === 'driver')
      return 'Install it in the Dockerfile: RUN docker-php-ext-install pdo_mysql, or pdo_pgsql; of Debian, apt-get install php-mysql, or php-pgsql.';
    if (what === 'file') return fileRemedy(seen);
    const extension = extensionOf(name);
    if (extension !== undefined) return installingExtension(extension);
    return what === 'function'
      ? `Correct the name ${name}${inOwnPlace(seen)}, or require the file that has it; within a namespace it needs \`use function\`.`
      : `Correct the name ${name}${inOwnPlace(seen)}: it counts with its namespace (\`use\`), is spelled like its file, and autoloaded, composer dump-autoload; a class of a package needs composer require.`;
  },
};

const fileRemedy = (seen: Seen): string => {
  const {name = ''} = seen.groups;
  return name.includes('vendor/')
    ? `Install the packages in the Dockerfile, RUN composer install --no-dev, and see that no volume lies over what they make: ${name}`
    : `Correct the name${inOwnPlace(seen)}, or commit ${name}, spelled alike (Linux tells capitals apart) and not left out by .dockerignore.`;
};

const DRIVER = 'PHP has no driver for the database that it is to talk to.';
