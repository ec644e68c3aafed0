import type {DeployFacts} from './facts.ts';

/** What is waited for: `all are healthy and http://127.0.0.1:8080/ answers` */
export const healthyText = (facts: DeployFacts): string =>
  ['all are healthy', ...answering(facts)].join(' and ');

/** For how many minutes at the most. Judging takes its own time, and says more than that it was over: the limit is for what hangs. */
export const waitLimit = ({minutes}: Pick<DeployFacts, 'minutes'>): number => minutes.health + GRACE_MINUTES;

const GRACE_MINUTES = 5;

/** What has to answer, also at ports that are known once it runs. */
const answering = ({probes, asksChosen}: DeployFacts): string[] => [
  ...probes.map(({url}) => `${url} answers`),
  ...(asksChosen ? ['what Docker publishes answers'] : []),
];
