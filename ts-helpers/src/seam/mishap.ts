import {type ErrorCode, UserError} from '../errors/userError.ts';

/** A stage that could not speak for itself, or not to its end: Jenkins' exception, as text. */
export interface Mishap {
  stage: string;
  /** Where it happened: reading the arguments of the Jenkinsfile, allocating an agent, checking out, or running the CLI. */
  during: 'options' | 'node' | 'checkout' | 'step';
  /** `toString()` of the exception, and of its causes when it was an interruption. */
  exception: string;
  causes?: readonly string[];
}

/** What became of a stage that left no result, from what Jenkins threw. */
export const explainMishap = ({stage, during, exception, causes = []}: Mishap): UserError => {
  const said = [...causes, exception].join('; ');
  const [code, message] = explanation(during, said);
  const shown = withoutPackage(causes[0] ?? exception);
  return new UserError(code, message === undefined ? shown : `${message}: ${shown}`, {
    where: `stage ${stage}`,
    evidence: {log: {source: 'Jenkins', lines: [exception, ...causes]}},
  });
};

const TIMEOUT = /ExceededTimeout|Timeout has been exceeded/;
const LOST =
  /RemovedNode|RemovedComputer|AgentOffline|ChannelClosed|Unable to create live FilePath|went offline/;

const REFUSED = /RejectedAccessException|UnapprovedUsageException|Scripts not permitted to use/;
/** In the words of `Agents.groovy`. */
const NOBODY = /No agent fits /;

const explanation = (during: Mishap['during'], said: string): [ErrorCode, string?] => {
  if (during === 'options') return ['BAD_ARGUMENT'];
  if (REFUSED.test(said)) return ['LIBRARY_SANDBOXED', 'Jenkins lets no sandboxed library do this'];
  if (during === 'node' && NOBODY.test(said)) return ['AGENT_MISSING'];
  if (TIMEOUT.test(said)) return ['TIME_LIMIT', 'The stage reached its time limit, and Jenkins ended it'];
  if (LOST.test(said)) return ['AGENT_LOST', 'The agent was lost'];
  if (said.includes('FlowInterruptedException')) return ['INTERRUPTED', 'The build was stopped'];
  if (during === 'checkout') return ['CHECKOUT_FAILED', 'The source could not be checked out'];
  if (during === 'node') return ['AGENT_LOST', 'No agent could be had'];
  return ['NO_RESULT', 'The step ended without a result'];
};

const withoutPackage = (text: string): string =>
  text.replace(/^(?:[a-z]\w*\.)+([A-Z])/, '$1').replace(/^AbortException: /, '');
