import type {WritePlan} from './jobs.ts';
import type {CredentialsResult} from './credentialsWork.ts';
import type {CredentialState} from './plan/credentials.ts';
import type {JobsOutcome, JobsPlan} from './plan.ts';
import {count, left, lines, planned} from '../run/planText.ts';

export const jobsText = (result: JobsPlan | JobsOutcome | WritePlan): string => {
  if ('steps' in result) return lines(...planned(result));
  if (result.files) return lines(writtenText(result.changed, result.files));
  return lines(`Jenkins: ${count(result.changed)}`, ...left(result.drift, 'countable jenkins jobs --repair'));
};

export const credentialsText = (result: CredentialsResult): string => {
  if ('credentials' in result) return lines(...result.credentials.flatMap(credentialLines));
  return 'steps' in result ? lines(...planned(result)) : lines(`Jenkins: ${count(result.changed)}`);
};

const writtenText = (changed: readonly string[], files: readonly string[]): string =>
  `${changed.length === 0 ? 'Nothing had to change' : 'Written'}: ${files.join(', ')}`;

const SIGNS: Record<CredentialState['state'], string> = {
  there: '✓',
  missing: '·',
  exposed: '!',
  unseen: '?',
  unasked: '?',
};

const credentialLines = (credential: CredentialState): string[] => {
  const {id, kind, state, place, scopes} = credential;
  return [
    `${SIGNS[state]} ${id}, ${kind}: ${credential.for}`,
    `    ${STATES[state]} ${place}. Needs: ${scopes}.`,
    ...(state === 'exposed' ? [`    ${EXPOSED}`] : []),
    ...(state === 'unseen' ? [`    ${UNSEEN}`] : []),
  ];
};

const STATES: Record<CredentialState['state'], string> = {
  there: 'In',
  missing: 'Missing; belongs into',
  exposed: 'In',
  unseen: 'Not seen; belongs into',
  unasked: 'Belongs into',
};

const UNSEEN =
  'Whether it is there cannot be told: JENKINS_USER_ID may not look into all the stores that a build can bind from ' +
  '(permission Credentials/View).';

const EXPOSED =
  'Every branch and pull request can bind it there. Set `jenkins: {production: separate}`, run countable jenkins jobs, ' +
  'and move it into the folder production.';
