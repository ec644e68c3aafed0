import {randomBytes} from 'node:crypto';
import path from 'node:path';
import type {ComposeProject} from '../../compose/model.ts';
import {besideOf, environmentCredential, SECRETS} from '../../project/conventions.ts';
import {toBeDrawn} from '../../project/drawn.ts';
import {readEnvFile} from '../../compose/envFile.ts';
import {EXAMPLE_VARIABLES, TEST_VARIABLES} from '../../project/testVariables.ts';
import type {Project} from '../../workspace/project.ts';
import {nameOfGiven} from '../../workspace/secretFiles.ts';
import type {GivenFiles} from '../../workspace/mergedModel.ts';
import type {Files} from '../../outside/files.ts';
import type {Voice} from '../../run/voice.ts';
import {refuseUndrawn} from '../../workspace/undrawn.ts';

export interface VariableNeeds {
  files: Pick<Files, 'readInside' | 'readText' | 'readSmall' | 'kind'>;
  voice: Pick<Voice, 'hide'>;
}

/** Where the variables of a test run come from. */
export interface TestVariables extends Required<Pick<ComposeProject, 'variables'>> {
  /** Files of the project, relative to it, weakest first. */
  own: string[];
  /** Those, and the secret file: as Compose is given them. Undefined where there is nothing but what it reads by itself. */
  envFiles: string[] | undefined;
  /** What the secret file is called. */
  given: GivenFiles;
}

/**
 * `.env`, and over it `.env.test`; where that is missing, `.env.example` below it. The secret file, a path, counts most.
 * They lie beside the compose file, or at the top. Throws OUTSIDE_PROJECT, NOT_DRAWN.
 */
export const gatherVariables = async (
  project: Project,
  {base, secretFile}: {base: string; secretFile: string | undefined},
  {files, voice}: VariableNeeds,
): Promise<TestVariables> => {
  const {workspace} = project;
  const given = givenIn(project, secretFile);
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
  const beside = besideOf(base, SECRETS);
  const isThere = (await files.kind(path.join(workspace, beside))) === 'file';
  const own = [example?.file, isThere ? beside : undefined, test?.file].filter(file => file !== undefined);
  const ordinary = isThere ? await files.readSmall(path.join(workspace, beside), MOST_BYTES) : undefined;
  const texts = [
    example,
    ordinary === undefined ? undefined : {file: beside, text: ordinary},
    test,
    secret === undefined ? undefined : {file: SECRETS, text: secret, given: given.get(secretFile ?? '')},
  ].filter(one => one !== undefined);
  const known = texts.map(({text, ...file}) => ({...file, ...readEnvFile(text)}));
  refuseUndrawn(known, {isDeploy: false});
  const drawn = toBeDrawn(known);
  if (test === undefined && example === undefined && secret === undefined && drawn.length === 0)
    return {own: [], envFiles: undefined, variables: {}, given};
  const variables = Object.fromEntries(
    drawn.map(({name, length}) => [name, byChance(length ?? USUAL_LENGTH)]),
  );
  for (const [name, value] of Object.entries(variables)) voice.hide(value, name);
  return {
    own,
    envFiles: [
      ...own.map(file => path.join(workspace, file)),
      ...(secretFile !== undefined && secret !== undefined ? [secretFile] : []),
    ],
    variables,
    given,
  };
};

const givenIn = (project: Project, secretFile: string | undefined): GivenFiles => {
  const credential = environmentCredential(project.build.project, 'test');
  return new Map(
    secretFile === undefined
      ? []
      : [[secretFile, {name: nameOfGiven(secretFile, credential, project), linesBefore: 0}]],
  );
};

const MOST_BYTES = 1_000_000;
const USUAL_LENGTH = 32;

const byChance = (length: number): string => randomBytes(length).toString('hex').slice(0, length);
