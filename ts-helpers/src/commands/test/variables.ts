import {randomBytes} from 'node:crypto';
import path from 'node:path';
import type {ComposeProject} from '../../domain/compose.ts';
import {besideOf, SECRETS} from '../../domain/conventions.ts';
import {EXAMPLE_VARIABLES, TEST_VARIABLES, toBeDrawn} from '../../domain/testVariables.ts';
import type {Files} from '../../adapters/files.ts';
import type {Report} from '../../report.ts';

export interface VariableNeeds {
  files: Pick<Files, 'readInside' | 'readText' | 'readSmall' | 'kind'>;
  report: Pick<Report, 'hide'>;
}

/** Where the variables of a test run come from. */
export interface TestVariables extends Required<Pick<ComposeProject, 'variables'>> {
  /** Files of the project, relative to it, weakest first. */
  own: string[];
  /** Those, and the secret file: as Compose is given them. Undefined where there is nothing but what it reads by itself. */
  envFiles: string[] | undefined;
}

/**
 * `.env`, and over it `.env.test`; where that is missing, `.env.example` below it. The secret file, a path, counts most.
 * They lie beside the compose file, or at the top. Throws OUTSIDE_PROJECT.
 */
export const gatherVariables = async (
  {workspace, base, secretFile}: {workspace: string; base: string; secretFile: string | undefined},
  {files, report}: VariableNeeds,
): Promise<TestVariables> => {
  const read = async (name: string) => {
    for (const file of new Set([besideOf(base, name), name])) {
      const text = await files.readInside(workspace, file);
      if (text !== undefined) return {file, text};
    }
    return undefined;
  };
  const test = await read(TEST_VARIABLES);
  const example = test === undefined ? await read(EXAMPLE_VARIABLES) : undefined;
  const secret = secretFile === undefined ? undefined : await files.readText(secretFile);
  if (test === undefined && example === undefined && secret === undefined)
    return {own: [], envFiles: undefined, variables: {}};
  const beside = besideOf(base, SECRETS);
  const isThere = (await files.kind(path.join(workspace, beside))) === 'file';
  const own = [example?.file, isThere ? beside : undefined, test?.file].filter(file => file !== undefined);
  const ordinary = isThere ? await files.readSmall(path.join(workspace, beside), MOST_BYTES) : undefined;
  const texts = [example?.text, ordinary, test?.text, secret].filter(text => text !== undefined);
  const variables = Object.fromEntries(
    toBeDrawn(texts).map(name => [name, randomBytes(DRAWN_BYTES).toString('hex')]),
  );
  for (const [name, value] of Object.entries(variables)) report.hide(value, name);
  return {
    own,
    envFiles: [
      ...own.map(file => path.join(workspace, file)),
      ...(secretFile !== undefined && secret !== undefined ? [secretFile] : []),
    ],
    variables,
  };
};

const MOST_BYTES = 1_000_000;
const DRAWN_BYTES = 16;
