import type {Story} from '../story.ts';
import {timeText} from '../time.ts';
import {changesMarkup} from './changes.ts';
import {failureMarkup} from './failure.ts';
import {logMarkup} from './log.ts';
import {html, Markup} from './markup.ts';
import {reproduction} from './reproduction.ts';
import {STYLE} from './style.ts';
import {timelineMarkup} from './timeline.ts';
import {verdictSentence} from './verdict.ts';

/**
 * The page of a build, in one file. Nothing in it needs a script. Jenkins' policy for archived pages also takes its
 * style away: there, where scripts are off, it takes the same style from report.css beside it.
 */
export const reportPage = (story: Story, at: string): string => {
  const {verdict, project, branch, failures, stages, changes, blame, course} = story;
  const logs = stages.filter(({log}) => log !== undefined && log.lines.length > 0);
  return html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <title>
          ${MARKS[verdict]} ${project}, branch
          ${branch}${story.buildNumber !== undefined && `, build #${story.buildNumber}`}
        </title>
        <style>
          ${new Markup(STYLE)}
        </style>
        <noscript><link rel="stylesheet" href="report.css" /></noscript>
      </head>
      <body>
        <header>
          <h1 class="${verdict}">${MARKS[verdict]} ${verdictSentence(story)}</h1>
          ${aboutMarkup(story)}
        </header>
        <main>
          ${whoMarkup(story)} ${failures.map(failure => failureMarkup(failure, failures.length > 1))}
          ${story.warnings.length > 0 && warningsMarkup(story.warnings)}
          ${stages.length > 0 && timelineMarkup(stages)}
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

const aboutMarkup = ({project, branch, commit, subject, triggers, links}: Story): Markup =>
  html` <p class="about">
      <bdi>${project}</bdi>, branch
      <bdi>${branch}</bdi
      >${commit !== null && html`, commit <code>${commit.slice(0, 12)}</code>`}${subject !== undefined && html`: <bdi>${subject}</bdi>`}
    </p>
    ${triggers.length > 0 && html`<p class="about">${triggers.join('; ')}</p>`}
    ${links.length > 0 && html`<p>${links.filter(({title}) => title !== 'Report').map(({title, url}, index) => html`${index > 0 && ' · '}<a href="${safeUrl(url)}">${title}</a>`)}</p>`}`;

/** Addresses come from outside as well. */
const safeUrl = (url: string): string => (/^https?:\/\//i.test(url) ? url : '#');

const whoMarkup = ({blame: {people, nobody}, verdict, fixedBy}: Story): Markup | false => {
  if (fixedBy.length > 0) {
    return html`<section>
      <h2>Fixed by</h2>
      <ul>
        ${fixedBy
          .slice(0, 20)
          .map(
            ({id, author, subject}) =>
              html`<li><code>${id.slice(0, 7)}</code> <bdi>${subject}</bdi> (<bdi>${author.name}</bdi>)</li>`,
          )}
      </ul>
    </section>`;
  }
  if (verdict !== 'red' && verdict !== 'unstable') return false;
  if (nobody !== undefined)
    return html`<section>
      <h2>Who</h2>
      <p>No new commit was built, so nobody is blamed: ${nobody}.</p>
    </section>`;
  return (
    people.length > 0 &&
    html`<section>
      <h2>Who</h2>
      <ul>
        ${people.map(
          ({name, email, commits, touched}) =>
            html`<li>
              <bdi>${name}</bdi> &lt;${email}&gt;,
              ${commits === 1 ? '1 commit' : `${commits} commits`}${touched && html`; <strong>likely:</strong> touched <code>${touched.file}</code> in <code>${touched.commit.slice(0, 7)}</code>`}
            </li>`,
        )}
      </ul>
    </section>`
  );
};

const warningsMarkup = (warnings: Story['warnings']): Markup =>
  html` <section>
    <h2>Besides</h2>
    <ul>
      ${warnings.map(({code, message, remedy}) => html`<li><code>${code}</code> ${message} ${remedy}</li>`)}
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
