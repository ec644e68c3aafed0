import {UserError} from '../errors/userError.ts';
import {readComposeSource} from '../outside/composeSource.ts';
import {createFiles} from '../outside/files.ts';
import {createGit} from '../outside/git.ts';
import {createProposals} from '../outside/proposals.ts';
import {createRepositories} from '../outside/repositories.ts';
import {createShell} from '../outside/shell.ts';
import {dataOf, parseYaml} from '../outside/yaml.ts';
import type {World} from '../run/world.ts';
import type {ExistingNeeds} from './existing.ts';
import {dockerfileOf} from './files.ts';

export const existingNeeds = (folder: string, {signal, voice}: World): ExistingNeeds => {
  const shell = createShell(signal);
  const files = createFiles();
  return {
    files,
    git: createGit(shell, folder),
    proposals: createProposals(shell),
    repositories: createRepositories(shell, files),
    readComposeSource,
    readYaml,
    dockerfileOf,
    voice,
  };
};

const readYaml = (file: string, text: string): unknown => {
  try {
    return dataOf(parseYaml(text, {merge: true})[0]);
  } catch (error) {
    throw new UserError('COMPOSE_INVALID', `${file} cannot be read: ${(error as Error).message}`, {
      where: file,
      cause: error,
    });
  }
};
