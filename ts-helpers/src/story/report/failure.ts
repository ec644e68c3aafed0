import type {FailedTest, HostState, ServiceState, StageResult} from '../../result/result.ts';
import type {ExplainedFailure} from '../story.ts';
import {diffLines} from './diff.ts';
import {html, lineByLine, Markup, type Part, withCode} from './markup.ts';
import {table} from './table.ts';

interface Page {
  isOneOfMany: boolean;
  /** Stages whose log is on the page as well. */
  logs: readonly StageResult[];
  /** No failure above shows its machine. */
  isHostNew: boolean;
}

/**
 * Why a stage failed, and all that shows it, each once. The heading of the page has said it where there is no other one.
 */
export const failureMarkup = (
  {stage, error, cause}: ExplainedFailure,
  {isOneOfMany, logs, isHostNew}: Page,
): Markup => {
  const {failedTests = [], services = [], log, host} = error.evidence;
  const isBelow =
    log !== undefined && logs.some(result => result.stage === stage && holds(result, log.lines));
  return html`<section>
    <h2>${stage}: <code>${error.code}</code></h2>
    ${isOneOfMany && html`<p class="cause">${cause?.sentence ?? error.message}</p>`}
    <dl>
      ${
        cause !== undefined &&
        cause.sentence !== error.message &&
        html`<dt>Said</dt>
          <dd>${error.message}</dd>`
      }
      ${
        cause?.line !== undefined &&
        html`<dt>Shown by</dt>
          <dd><code>${cause.line}</code>, in ${cause.source}</dd>`
      }
      ${
        error.where !== undefined &&
        html`<dt>Where</dt>
          <dd><code>${error.where}</code></dd>`
      }
      <dt>Remedy</dt>
      <dd>${withCode(cause?.remedy ?? error.remedy)}</dd>
    </dl>
    ${
      failedTests.length > 0 &&
      html`<h3>Failed tests</h3>
        ${failedTests.map(testMarkup)}`
    }
    ${
      log !== undefined &&
      log.lines.length > 0 &&
      !isBelow &&
      html`<details${failedTests.length === 0 && new Markup(' open')}>
        <summary>Last lines of ${log.source}</summary>
        <pre class="log">${logLines(log.lines)}</pre>
      </details>`
    }
    ${services.length > 0 && servicesMarkup(stage, services, log?.source)}
    ${host !== undefined && isHostNew && hostMarkup(host)}
  </section>`;
};

/** Whether all of these lines are in the stage's own log, where they stand among the others. */
const holds = ({log}: StageResult, lines: readonly string[]): boolean => {
  const texts = log?.lines.map(({text}) => text) ?? [];
  return lines.every(line => texts.some(text => text.includes(line.trim())));
};

const testMarkup = ({name, message, file, details}: FailedTest): Markup =>
  html` <article class="test">
    <h4><bdi>${name}</bdi></h4>
    ${file !== undefined && html`<p><code>${file}</code></p>`}
    <pre class="log">${diffLines((details ?? message).split('\n'))}</pre>
  </article>`;

const logLines = (lines: readonly string[]): Part[] =>
  lineByLine(lines.map(line => html`<bdi>${line}</bdi>`));

/** `shown`: the service whose log stands above. */
const servicesMarkup = (
  stage: string,
  services: readonly ServiceState[],
  shown: string | undefined,
): Markup =>
  html` <h3>Services</h3>
    ${table(`Services of ${stage}`, ['Service', 'State', 'Health', 'Exit code', 'Restarts', 'Started (UTC)', 'Image'], services.map(serviceRow))}
    ${services.map(service => serviceLog(service.service === shown ? {...service, log: []} : service))}`;

const serviceRow = (service: ServiceState): Markup => {
  const {state, health, exitCode, outOfMemory, restarts, startedAt, image} = service;
  return html`<tr>
    <th scope="row">${service.service}</th>
    <td>${state}${outOfMemory && html`, <strong>out of memory</strong>`}</td>
    <td>${health ?? '–'}</td>
    <td>${exitCode ?? '–'}</td>
    <td>${restarts ?? 0}</td>
    <td>${startedAt?.slice(11, 19) ?? '–'}</td>
    <td>${image ?? '–'}</td>
  </tr> `;
};

const serviceLog = ({service, healthOutput, log = []}: ServiceState): Markup =>
  html` ${
    healthOutput !== undefined &&
    healthOutput !== '' &&
    html`<details>
      <summary>Health check of ${service}</summary>
      <pre class="log">${healthOutput}</pre>
    </details>`
  }
  ${
    log.length > 0 &&
    html`<details>
      <summary>Last ${log.length === 1 ? 'line' : `${log.length} lines`} of ${service}</summary>
      <pre class="log">${logLines(log)}</pre>
    </details>`
  }`;

const hostMarkup = ({name, disk, memory, load, processors}: HostState): Markup =>
  html` <h3>Host ${name}</h3>
    <dl>
      <dt>Disk</dt>
      <dd>${gigabytes(disk.free)} free of ${gigabytes(disk.total)}, ${disk.path}</dd>
      <dt>Memory</dt>
      <dd>${gigabytes(memory.free)} free of ${gigabytes(memory.total)}</dd>
      <dt>Load</dt>
      <dd>
        ${load.map(value => value.toFixed(2)).join(', ')} on ${processors} processors (1, 5 and 15 minutes)
      </dd>
    </dl>`;

const gigabytes = (bytes: number): string => `${(bytes / 1e9).toFixed(1)} GB`;
