import path from 'node:path';
import type {VariableName} from '../run/variables.ts';
import {SECRET_FILE} from '../project/secretFiles.ts';
import type {World} from '../run/world.ts';

/** The secret file that a variable names. */
export const fileIn = (variable: VariableName, {variables, folder}: World): string | undefined => {
  const file = variables[variable];
  return file ? path.resolve(folder, file) : undefined;
};

/** Those of the paths of a deploy, by the variables that name them. */
export const secretFilesIn = ({variables, folder}: World): Record<string, string> =>
  Object.fromEntries(
    Object.entries(variables).flatMap(([name, file]) =>
      name.startsWith(SECRET_FILE) && file ? [[name, path.resolve(folder, file)]] : [],
    ),
  );
