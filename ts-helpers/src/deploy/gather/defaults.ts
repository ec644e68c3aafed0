import type {ComposeProject} from '../../compose/model.ts';
import {PRODUCTION} from '../../settings/production.ts';
import {secretFileWords} from '../../project/secretFiles.ts';
import type {ReadFor} from '../../project/variables.ts';
import {isSecretName} from '../../secrets/names.ts';
import type {ComposeSource} from '../../compose/source.ts';
import {UserError, warningOf} from '../../errors/userError.ts';
import type {Compose} from '../../outside/compose.ts';
import type {Voice} from '../../run/voice.ts';
import {warn} from '../../run/warn.ts';

/** Secrets of production that nobody gave, so that it uses what everybody reads who has the repository. */
export const tellOfDefaults = async (
  {
    project,
    sources,
    whose,
  }: {
    project: ComposeProject;
    sources: readonly ComposeSource[];
    whose: Required<Pick<ReadFor, 'environment'>> & ReadFor;
  },
  {compose, voice}: {compose: Pick<Compose, 'interpolate'>; voice: Pick<Voice, 'warn'>},
): Promise<void> => {
  if (whose.environment !== PRODUCTION) return;
  const used = sources.flatMap(({file, variables}) =>
    variables
      .filter(({name, hasDefault}) => hasDefault && isSecretName(name))
      .map(({name, line}) => ({name, where: `${file}:${line}`})),
  );
  if (used.length === 0) return;
  const values = await compose.interpolate(
    project,
    used.map(({name}) => `\${${name}-}`),
  );
  const open = used.filter((_, index) => values[index] === '');
  if (open.length === 0) return;
  const names = [...new Set(open.map(({name}) => name))].join(', ');
  const message = `Production uses for ${names} what stands in the compose file, where everybody can read it.`;
  const details = {
    where: open.map(({where}) => where).join(', '),
    remedy: `Add ${names} to ${secretFileWords(whose)}; in a database that has its password already, change it there as well.`,
  };
  warn(voice, warningOf(new UserError('DEFAULT_SECRET', message, details)));
};
