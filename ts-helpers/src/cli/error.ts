import {styleText} from 'node:util';
import type {ErrorReport, FailedTest, ServiceState} from '../result/result.ts';
import type {About} from '../result/result.ts';
import {rootCause} from '../causes/rootCause.ts';
import {oneLine} from '../text/plain.ts';

/** Each of them; a tag stands before each line of what is one of several. */
export const renderErrors = (
  errors: readonly {error: ErrorReport; tag?: string | undefined; about?: About}[],
  colours: boolean,
): string =>
  errors
    .map(({error, tag, about}) => {
      const shown = renderError(error, colours, about);
      return tag === undefined ? shown : shown.replaceAll(/^(?=.)/gm, `[${tag}] `);
    })
    .join('');

/** An error as people read it: what, where, what to do, then what shows it. */
export const renderError = (error: ErrorReport, colours: boolean, about: About = {}): string => {
  const {code, message, where, evidence} = error;
  const cause = rootCause(error, about);
  const paint = (style: Parameters<typeof styleText>[0], text: string) =>
    colours ? styleText(style, text, {validateStream: false}) : text;
  const {services = [], failedTests = [], log} = evidence;
  return [
    `${paint('red', '✗')} ${paint('bold', code)}: ${oneLine(message)}`,
    ...(where === undefined ? [] : [`  where   ${oneLine(where)}`]),
    ...(cause === undefined || cause.sentence.includes(message) || message.includes(cause.sentence)
      ? []
      : [`  why     ${oneLine(cause.sentence)}`]),
    `  remedy  ${oneLine(cause?.remedy ?? error.remedy)}`,
    ...failedTests.slice(0, MOST_TESTS).map(test => `  failed  ${oneLine(testLine(test))}`),
    ...(failedTests.length > MOST_TESTS ? [`  failed  … and ${failedTests.length - MOST_TESTS} more`] : []),
    ...services.map(service => `  service ${oneLine(serviceLine(service))}`),
    ...(log
      ? [
          `  log of ${oneLine(log.source)}:`,
          ...log.lines.map(line => `  ${paint('dim', '│')} ${oneLine(line)}`),
        ]
      : []),
    '',
  ].join('\n');
};

const MOST_TESTS = 20;

const testLine = ({name, message}: FailedTest): string => `${name}: ${message.split('\n', 1)[0] ?? ''}`;

const serviceLine = ({service, state, health, exitCode, outOfMemory, restarts}: ServiceState): string =>
  [
    `${service}: ${state}${health === undefined ? '' : ` (${health})`}`,
    exitCode !== undefined && `exit code ${exitCode}`,
    outOfMemory && 'out of memory',
    restarts !== undefined && `restarted ${restarts === 1 ? 'once' : `${restarts} times`}`,
  ]
    .filter(Boolean)
    .join(', ');
