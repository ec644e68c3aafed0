import {counted} from '../../text/plain.ts';
import type {Diagnosis, Told} from './diagnose.ts';

type Shown = Diagnosis & {project: string; baseline?: string; written?: number};

const SIGNS = {error: '✗', warning: '!', note: '·'} as const;

/** Grouped by rule, the worst first, and a line in the end that counts. */
export const diagnosed = (result: Shown): string => {
  const groups = [...Map.groupBy(result.findings, ({code, severity}) => `${severity} ${code}`).values()];
  return [...groups.map(group), `${endOf(result)}\n`].join('\n');
};

/** Why is said once, and so is the remedy that is the same for all. */
const group = (findings: readonly Told[]): string => {
  const [{code, severity, title, why, remedy} = {} as Told] = findings;
  const isOne = findings.every(one => one.remedy === remedy);
  return [
    `${SIGNS[severity]} ${title} (${code}, ${severity})`,
    ...findings.flatMap(one => [
      `  ${one.line === undefined ? one.file : `${one.file}:${one.line}`}: ${one.message}`,
      ...(isOne ? [] : [`    → ${one.remedy}`]),
    ]),
    `  Why: ${why}`,
    ...(isOne ? [`  → ${remedy}`] : []),
    '',
  ].join('\n');
};

const endOf = (shown: Shown): string => {
  const {project, findings, known, baseline, written} = shown;
  const {error, warning, note} = shown.counts;
  if (written !== undefined)
    return `${counted(written, 'finding')} written to ${baseline}: commit it, and it is counted from now on and not told.`;
  const fresh = error + warning + note;
  const counts = [counted(error, 'error'), counted(warning, 'warning'), counted(note, 'note')].join(', ');
  const told = fresh === 0 ? `✓ ${project} breaks no convention that is known` : `${project}: ${counts}`;
  const mended = findings.filter(({isMechanical}) => isMechanical).length;
  return [
    known === 0 ? `${told}.` : `${told}; ${known} more in ${baseline}.`,
    ...(mended === 0 ? [] : [`countable doctor --fix mends ${mended} of them; it shows how first.`]),
  ].join('\n');
};
