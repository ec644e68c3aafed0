import type {StageResult} from '../result.ts';
import {durationText} from '../time.ts';
import {html, type Markup} from './markup.ts';
import {table} from './table.ts';

const WIDTH = 600;
const ROW = 14;

/** When each stage ran, and when the services of one that failed began; the bars below show what ran at the same time. */
export const timelineMarkup = (stages: readonly StageResult[]): Markup =>
  html` <section aria-labelledby="timeline">
    <h2 id="timeline">Timeline</h2>
    ${table(
      'Stages',
      ['Stage', 'Outcome', 'Began (UTC)', 'Took', 'Tests'],
      stages.flatMap(stage => [row(stage), ...services(stage)]),
    )}
    ${bars(stages)}
  </section>`;

const services = ({error}: StageResult): Markup[] =>
  (error?.evidence.services ?? [])
    .filter(({startedAt}) => startedAt !== undefined)
    .sort((a, b) => (a.startedAt ?? '').localeCompare(b.startedAt ?? ''))
    .map(
      ({service, state, health, startedAt = ''}) =>
        html`<tr>
          <td>↳ ${service}</td>
          <td>${[state, health].filter(Boolean).join(', ')}</td>
          <td>${startedAt.slice(11, 19)}</td>
          <td>–</td>
          <td>–</td>
        </tr>`,
    );

const row = ({stage, outcome, startedAt, durationMs, tests}: StageResult): Markup =>
  html`<tr>
    <th scope="row">${stage}</th>
    <td class="${outcome}">${MARKS[outcome]} ${outcome}</td>
    <td>${startedAt.slice(11, 19)}</td>
    <td>${durationText(durationMs / 1000)}</td>
    <td>${tests ? `${tests.total}, ${tests.failed} failed, ${tests.skipped} skipped` : '–'}</td>
  </tr> `;

const bars = (stages: readonly StageResult[]): Markup => {
  const begun = Math.min(...stages.map(beginOf));
  const ended = Math.max(...stages.map(stage => beginOf(stage) + stage.durationMs));
  const scale = WIDTH / Math.max(ended - begun, 1);
  const height = stages.length * ROW;
  return html`<svg
    viewBox="0 0 ${WIDTH} ${height}"
    width="100%"
    height="${height}"
    preserveAspectRatio="none"
    aria-hidden="true"
  >
    ${stages.map(
      (stage, index) =>
        html`<rect
          x="${((beginOf(stage) - begun) * scale).toFixed(1)}"
          y="${index * ROW + 2}"
          width="${Math.max(stage.durationMs * scale, 2).toFixed(1)}"
          height="${ROW - 4}"
          fill="${FILLS[stage.outcome]}"
        />`,
    )}
  </svg>`;
};

const beginOf = ({startedAt}: StageResult): number => new Date(startedAt).getTime();

const MARKS: Record<StageResult['outcome'], string> = {
  passed: '✓',
  failed: '✗',
  superseded: '↷',
  skipped: '○',
};
/** Seen on light and on dark alike; Jenkins lets a page have no style of its own. */
const FILLS: Record<StageResult['outcome'], string> = {
  passed: '#2e8b57',
  failed: '#d03b3b',
  superseded: '#808080',
  skipped: '#808080',
};
