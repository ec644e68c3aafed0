import {lines, numbered} from '../run/planText.ts';
import type {Preview, PreviewsPlan} from './plan.ts';
import type {PreviewsOutcome} from './previews.ts';

export const listText = ({previews}: {previews: readonly Preview[]}): string =>
  previews.length === 0
    ? lines('There is no preview of this project on this host.')
    : lines(...previews.map(previewLine));

export const previewsText = (result: PreviewsPlan | PreviewsOutcome): string => {
  const staying = result.staying.map(
    ({preview, note}) => `Stays: ${previewLine(preview)}${note === undefined ? '' : ` (${note})`}`,
  );
  if ('steps' in result)
    return lines(...(result.steps.length === 0 ? ['Nothing to do.'] : numbered(result.steps)), ...staying);
  const {done, warnings} = result;
  return lines(
    ...(done.length + warnings.length === 0 ? ['Nothing had to be done.'] : done.map(does => `✓ ${does}`)),
    ...warnings.map(({message, remedy}) => `! ${message} ${remedy}`),
    ...staying,
  );
};

const previewLine = (preview: Preview): string =>
  [
    preview.composeProject,
    preview.branch !== null && `branch ${preview.branch}`,
    preview.version !== null && preview.version !== '' && `version ${preview.version}`,
    ...stateTexts(preview),
  ]
    .filter(Boolean)
    .join(', ');

const stateTexts = ({state, deployedAt, isRunning}: Preview): string[] => {
  if (state === 'deploying') return ['being deployed'];
  const became = state === 'failed' ? 'failed' : 'deployed';
  return [
    ...(deployedAt === null ? [] : [`${became} ${deployedAt}`]),
    ...(isRunning ? (state === 'failed' ? ['some of it runs'] : []) : ['nothing of it runs']),
  ];
};
