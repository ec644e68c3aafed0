import type {WritePlan} from './jobs.ts';
import type {CredentialsResult} from './credentialsWork.ts';
import type {CredentialState} from './plan/credentials.ts';
import type {JobsOutcome, JobsPlan} from './plan.ts';
import type {SentryOutcome, SentryPlan} from '../sentry/plan.ts';

/** What verbs that set something up found or did, for people. */
type SentryResult = SentryPlan | SentryOutcome;
export const sentryText = (result: SentryResult): string =>
  'steps' in result
    ? lines(`${result.project} in ${result.organization}`, ...planned(result), ...impossible(result))
    : lines(
        `${result.project} in ${result.organization}: ${count(result.changed)}`,
        ...left(result.drift, 'countable sentry --repair'),
        result.url,
      );

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

const lines = (...texts: string[]): string => `${texts.join('\n')}\n`;

const count = (changed: readonly string[]): string =>
  changed.length === 0 ? 'nothing had to change' : `${changed.length} changed`;

const planned = ({steps, drift}: {steps: readonly {does: string}[]; drift: readonly string[]}): string[] => [
  ...(steps.length === 0 ? ['Nothing to do.'] : steps.map(({does}, index) => `${index + 1}. ${does}`)),
  ...drift.map(text => `Changed by hand: ${text}`),
];

const impossible = ({problems}: SentryPlan): string[] =>
  problems.map(({message, remedy}) => `Not possible: ${message} ${remedy}`);

const left = (drift: readonly string[], command: string): string[] =>
  drift.length === 0
    ? []
    : [...drift.map(text => `Changed by hand, and left so: ${text}`), `To bring it back: ${command}`];

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
