import type {Rule} from '../rule.ts';
import {buildPackage} from '../../words.ts';

export const compilerMissing: Rule = {
  name: 'compiler-missing',

  patterns: [
    /(?<command>pg_config) is required to build psycopg2/,
    /error: command '(?<command>(?:[\w/-]*-)?(?:gcc|cc|g\+\+|cargo|make))' failed: No such file or directory/,
    /error: \[Errno 2\] No such file or directory: '(?<command>gcc|cc|g\+\+|cargo|make)'/,
    /Error: (?<command>pg_config) executable not found/,
    /(?<command>mysql_config|mariadb_config|pkg-config): (?:command )?not found/,
    /gyp ERR! (?:stack )?(?:Error: )?not found: (?<command>make|g\+\+|gcc)/,
    /gyp ERR! find (?<command>Python) /,
    /error: linker `(?<command>cc)` not found/,
  ],
  sentence: ({groups: {command = 'a compiler'}}) =>
    `A package is compiled while the image is built, and the image has no ${command}.`,
  remedy: ({groups: {command = ''}}) =>
    `Install it before, in the Dockerfile: RUN apt-get update && apt-get install -y ${buildPackage(command)}; or take a package that comes compiled (psycopg2-binary, wheels).`,
};
