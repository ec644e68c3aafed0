import path from 'node:path';
import {SECRET_FILE} from '../domain/secretFiles.ts';
import type {World} from '../run/world.ts';

/** The secret file that a variable names. */
export const fileIn = (variable: string, {environment, folder}: World): string | undefined => {
  const file = environment[variable];
  return file ? path.resolve(folder, file) : undefined;
};

/** Those of the paths of a deploy, by the variables that name them. */
export const secretFilesIn = ({environment, folder}: World): Record<string, string> =>
  Object.fromEntries(
    Object.entries(environment).flatMap(([name, file]) =>
      name.startsWith(SECRET_FILE) && file ? [[name, path.resolve(folder, file)]] : [],
    ),
  );
