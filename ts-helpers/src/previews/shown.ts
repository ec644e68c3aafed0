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

const previewLine = ({composeProject, branch, version, deployedAt}: Preview): string =>
  [
    composeProject,
    branch !== null && `branch ${branch}`,
    version !== null && version !== '' && `version ${version}`,
    deployedAt !== null && `deployed ${deployedAt}`,
  ]
    .filter(Boolean)
    .join(', ');
