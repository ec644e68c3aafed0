import type {ExplainedFailure, Story} from './story.ts';
import {durationText, secondsBetween, timeText} from '../text/time.ts';
import {backupsMarkup} from './report/backups.ts';
import {changesMarkup} from './report/changes.ts';
import {failureMarkup} from './report/failure.ts';
import {logMarkup} from './report/log.ts';
import {html, Markup, withCode} from './report/markup.ts';
import {reproduction} from './report/reproduction.ts';
import {STYLE} from './reportStyle.ts';
import {timelineMarkup} from './report/timeline.ts';
import {verdictSentence} from './report/verdict.ts';
import {whoMarkup} from './report/who.ts';

/**
 * The page of a build, in one file. Nothing in it needs a script. Jenkins' policy for archived pages also takes its
 * style away: there, where scripts are off, it takes the same style from report.css beside it.
 */
export const reportPage = (story: Story, at: string): string => {
  const {verdict, failures, stages, changes, blame, course} = story;
  const logs = stages.filter(({log}) => log !== undefined && log.lines.length > 0);
  return html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <title>${titleOf(story)}</title>
        <style>
          ${new Markup(STYLE)}
        </style>
        <noscript><link rel="stylesheet" href="report.css" /></noscript>
      </head>
      <body>
        <header>
          <h1 class="${verdict}">${MARKS[verdict]} ${verdictSentence(story)}</h1>
          ${aboutMarkup(story, at)}
        </header>
        <main>
          ${whoMarkup(story)} ${failuresMarkup(failures, logs)}
          ${story.undone.length > 0 && undoneMarkup(story.undone)}
          ${story.left.length > 0 && leftMarkup(story.left)}
          ${story.warnings.length > 0 && warningsMarkup(story.warnings)} ${servicesMarkup(story)}
          ${backupsMarkup(stages)} ${stages.length > 0 && timelineMarkup(stages)}
          ${logs.map(
            ({stage, log}, index) =>
              log &&
              html`<section>
                <h2>Log of ${stage}</h2>
                ${logMarkup(log, `first-error-${index + 1}`)}
              </section>`,
          )}
          ${changes !== undefined && changesMarkup(changes, blame)}
          ${course.similar.length > 0 && similarMarkup(course.similar)}
          ${
            failures.length > 0 &&
            html`<section>
              <h2>On a laptop</h2>
              <p>The same, without Jenkins:</p>
              <pre>${reproduction(story)}</pre>
            </section>`
          }
        </main>
        <footer>Written by Countable Pipeline, ${timeText(at)}. The same as data: report.json</footer>
      </body>
    </html> `.text;
};

const MARKS: Record<Story['verdict'], string> = {
  green: '✓',
  unstable: '⚠',
  red: '✗',
  aborted: '■',
  overtaken: '↷',
};

const titleOf = ({verdict, project, branch, buildNumber}: Story): string =>
  `${MARKS[verdict]} ${project}, branch ${branch}${buildNumber === undefined ? '' : `, build #${buildNumber}`}`;

const aboutMarkup = (story: Story, at: string): Markup => {
  const {project, branch, commit, subject, triggers, links} = story;
  return html` <p class="about">
      <bdi>${project}</bdi>, branch
      <bdi>${branch}</bdi
      >${commit !== null && html`, commit <code>${commit.slice(0, 12)}</code>`}${subject !== undefined && html`: <bdi>${subject}</bdi>`}
    </p>
    ${whenMarkup(story, at)} ${triggers.length > 0 && html`<p class="about">${triggers.join('; ')}</p>`}
    ${links.length > 0 && html`<p>${links.filter(({title}) => title !== 'Report').map(({title, url}, index) => html`${index > 0 && ' · '}<a href="${safeUrl(url)}">${title}</a>`)}</p>`}`;
};

const whenMarkup = ({buildNumber, startedAt}: Story, at: string): Markup | false => {
  const parts = [
    buildNumber !== undefined && `Build #${buildNumber}`,
    startedAt !== undefined && `begun ${timeText(startedAt)}`,
    startedAt !== undefined && `took ${durationText(Math.max(0, secondsBetween(startedAt, at)))}`,
  ].filter(part => part !== false);
  return parts.length > 0 && html`<p class="about">${parts.join(', ')}</p>`;
};

/** Addresses come from outside as well. */
const safeUrl = (url: string): string => (/^https?:\/\//i.test(url) ? url : '#');

const leftMarkup = (left: Story['left']): Markup =>
  html` <section>
    <h2>What it left running</h2>
    <ul>
      ${left.map(({stage, says}) => html`<li><strong>${stage}</strong> was stopped. ${says}</li>`)}
    </ul>
  </section>`;

const servicesMarkup = ({planned, changed}: Story): Markup =>
  html`${planned.length > 0 && linesMarkup('What was to become of the services', planned)}
  ${changed.length > 0 && linesMarkup('What became of the services', changed)}`;

const linesMarkup = (title: string, said: Story['changed']): Markup =>
  html` <section>
    <h2>${title}</h2>
    ${said.map(
      ({stage, lines}) =>
        html`<p>${stage}:</p>
          <ul>
            ${lines.map(line => html`<li>${line}</li>`)}
          </ul>`,
    )}
  </section>`;

const undoneMarkup = (undone: Story['undone']): Markup =>
  html` <section>
    <h2>What runs now</h2>
    <ul>
      ${undone.map(({stage, says}) => html`<li><strong>${stage}</strong> was undone. ${says}</li>`)}
    </ul>
  </section>`;

const warningsMarkup = (warnings: Story['warnings']): Markup =>
  html` <section>
    <h2>Besides</h2>
    <ul>
      ${warnings.map(({code, message, remedy}) => html`<li><code>${code}</code> ${message} ${withCode(remedy)}</li>`)}
    </ul>
  </section>`;

const similarMarkup = (similar: Story['course']['similar']): Markup =>
  html` <section>
    <h2>It failed like this before</h2>
    <ul>
      ${similar.map(
        ({build, url, at, message}) =>
          html`<li>
            ${url !== undefined ? html`<a href="${safeUrl(url)}">build #${build}</a>` : build !== undefined && `build #${build}`}
            ${timeText(at)}: ${message}
          </li>`,
      )}
    </ul>
  </section>`;

const failuresMarkup = (
  failures: readonly ExplainedFailure[],
  logs: readonly Story['stages'][number][],
): Markup[] =>
  failures.map(failure =>
    failureMarkup(failure, {
      isOneOfMany: failures.length > 1,
      logs,
      isHostNew: isFirstOfHost(failure, failures),
    }),
  );

/** The same machine is the same for every stage. */
const isFirstOfHost = (failure: ExplainedFailure, failures: readonly ExplainedFailure[]): boolean => {
  const name = ({error}: ExplainedFailure) => error.evidence.host?.name;
  return failures.find(other => name(other) === name(failure)) === failure;
};
