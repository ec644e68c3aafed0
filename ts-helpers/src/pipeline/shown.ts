import type {Validated} from './validate.ts';
import type {PipelineOutcome} from './pipeline.ts';
import type {PipelinePlan} from '../seam/pipelinePlan.ts';
import {stageLine} from '../stage/line.ts';

/** How every stage ended, also those that were not reached. */
export const pipelineEnds = ({plan: {groups}, results}: PipelineOutcome): string => {
  const reached = results.map(({stage}) => stage);
  const failed = results.filter(({outcome}) => outcome === 'failed').map(({stage}) => stage);
  const missed = groups
    .flatMap(({stages}) => stages.map(({name}) => name))
    .filter(name => !reached.includes(name))
    .map(name => `${name}: not begun, because ${failed.join(' and ')} failed`);
  return [...results.map(stageLine), ...missed.map(line => `${line}\n`)].join('');
};

export const pipelinePlan = ({build, groups, notes, byTimer, timer}: PipelinePlan): string =>
  [
    `${build.project}, branch ${build.branch ?? 'unknown'}, commit ${build.commit?.slice(0, 12) ?? 'unknown'}${build.dirty ? '-dirty' : ''}`,
    build.because,
    ...notes,
    ...groups.map(({stages}, index) => {
      const together = stages.length > 1 ? ' (at the same time)' : '';
      return `${index + 1}. ${stages.map(({name, timeLimitMinutes}) => `${name}, at most ${timeLimitMinutes} min`).join('; ')}${together}`;
    }),
    ...(groups.length === 0 ? ['Nothing to do.'] : []),
    ...(byTimer || groups.some(({stages}) => stages.some(({verb}) => verb === 'test'))
      ? []
      : ['No tests, as `test: none` says.']),
    ...(timer !== undefined && !byTimer
      ? [`Backed up by a build of its own, each night: cron ${timer}.`]
      : []),
    '',
  ].join('\n');

/** What was found to be right. */
export const validated = ({encrypted}: Validated): string =>
  encrypted.length === 0
    ? 'There are no encrypted secrets: no env.<environment>.sops.env, and no env.<environment>.age.\n'
    : encrypted
        .map(({environment, file, names}) =>
          names === null
            ? `✓ ${environment}: ${file} is encrypted; which names it has, and whether anybody has changed it, it does not tell without its key\n`
            : `✓ ${environment}: ${file} is encrypted, and has what the compose files need: ${names.join(', ')}\n`,
        )
        .join('');
