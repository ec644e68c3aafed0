import {CommandFailed, UserError} from '../errors/userError.ts';
import type {Shell} from '../outside/shell.ts';

/** Sentry's own command line (https://docs.sentry.io/cli/), which alone knows how source maps are uploaded. */
export interface SentryCli {
  /** Throws SOURCE_MAPS_FAILED. */
  uploadSourceMaps(upload: {
    folder: string;
    release: string;
    /** Address of the files in the folder, without its host: `~/js`. */
    urlPrefix: string;
    organization: string;
    project: string;
    /** Of the server. */
    url: string;
  }): Promise<void>;
}

/** Fetched through npm where the agent has none; the version is pinned, for it is given the token. */
const PACKAGE = '@sentry/cli@3.8.0';
const TAIL = 20;

export const createSentryCli = (shell: Shell, token: string): SentryCli => {
  const run = async (words: readonly string[], env: Record<string, string>): Promise<void> => {
    try {
      await shell.run('sentry-cli', words, {env});
    } catch (error) {
      if (!(error instanceof UserError) || error.code !== 'TOOL_MISSING') throw error;
      await shell.run('npx', ['--yes', '--package', PACKAGE, '--', 'sentry-cli', ...words], {env});
    }
  };
  return {
    async uploadSourceMaps({folder, release, urlPrefix, organization, project, url}) {
      const words = ['sourcemaps', 'upload', '--release', release, '--url-prefix', urlPrefix, folder];
      const env = {
        SENTRY_AUTH_TOKEN: token,
        SENTRY_ORG: organization,
        SENTRY_PROJECT: project,
        SENTRY_URL: url,
      };
      try {
        await run(words, env);
      } catch (error) {
        if (error instanceof UserError && error.code !== 'TOOL_MISSING') throw error;
        throw failed(error);
      }
    },
  };
};

const failed = (cause: unknown): UserError => {
  const printed = cause instanceof CommandFailed ? cause.tail : [];
  const lines = printed.map(line => line.trim()).filter(line => line !== '');
  const first = lines.findIndex(line => /^error/i.test(line));
  const said = first === -1 ? [(cause as Error).message] : lines.slice(first, first + 3);
  return new UserError(
    'SOURCE_MAPS_FAILED',
    `sentry-cli could not upload the source maps: ${said.join(' ')}.`,
    {
      cause,
      evidence: {log: {source: 'sentry-cli', lines: lines.slice(-TAIL)}},
    },
  );
};
