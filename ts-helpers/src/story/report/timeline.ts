import type {StageResult} from '../../result/result.ts';
import {durationText} from '../../text/time.ts';
import {html, type Markup} from './markup.ts';
import {table} from './table.ts';

const ROW = 34;

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
  const percent = (milliseconds: number): string =>
    `${((milliseconds / Math.max(ended - begun, 1)) * 100).toFixed(1)}%`;
  return html`<svg width="100%" height="${stages.length * ROW}" aria-hidden="true">
    ${stages.map(
      (stage, index) =>
        html`<text x="0" y="${index * ROW + 14}" font-size="13" fill="currentColor">
            ${stage.stage}, ${durationText(stage.durationMs / 1000)}
          </text>
          <rect
            x="${percent(beginOf(stage) - begun)}"
            y="${index * ROW + 19}"
            width="${percent(Math.max(stage.durationMs, (ended - begun) / 300))}"
            height="10"
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
