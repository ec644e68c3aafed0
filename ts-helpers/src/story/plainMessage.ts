import type {Telling} from './telling.ts';
import {oneLine} from '../text/plain.ts';
import {headlineOf} from './headline.ts';
import {aboutOf, failureLines, logLines, type Medium} from './messageWords.ts';

const TEXT: Medium = {safe: text => text, name: ({name, email}) => `@${name} <${email}>`};

/** A message as Slack would show it, for the build log and for mail. */
export const plainMessage = (telling: Telling): string => {
  const {failures, links} = telling.story;
  return [
    headlineOf(telling),
    ...aboutOf(telling, TEXT),
    ...failures.flatMap(failure => [
      '',
      `${failure.stage}: ${failure.error.code}: ${failure.error.message}`,
      ...failureLines(failure),
      ...logLines(failure.error).map(line => `    ${line}`),
    ]),
    ...(links.length > 0 ? ['', ...links.map(({title, url}) => `${title}: ${url}`)] : []),
  ]
    .map(oneLine)
    .join('\n');
};
