import {entry, EXIT} from './entry.ts';

/** How a build of Jenkins ended, and what is ours. */
export const build = {
  TIME_LIMIT: entry(
    EXIT.timeLimit,
    'A stage took longer than its limit.',
    'Look for what hangs in its log, or raise `timeouts:` in countable.yml.',
  ),
  INTERRUPTED: entry(EXIT.interrupted, 'The run was stopped from outside.', 'Run it again.'),
  CHECKOUT_FAILED: entry(
    EXIT.service,
    'The source could not be checked out.',
    "Check the repository's address, the job's credentials, and that the git server answers.",
  ),
  CHECKOUT_STALE: entry(
    EXIT.conflict,
    'The workspace no longer holds what this build checked out: another build had it in between.',
    'Nothing to do: the library checks it out anew.',
  ),
  AGENT_MISSING: entry(
    EXIT.usage,
    'No agent of this Jenkins has the label that a stage asks for.',
    'Give an agent that label (Manage Jenkins, Nodes, the agent, Configure, Labels), or correct the setting `agents`.',
  ),
  LIBRARY_MISMATCH: entry(
    EXIT.usage,
    'The Jenkins library and the CLI are not of one version: what one writes the other cannot read.',
    'Load the library by one tag or commit, whose resources/ hold its CLI; in a copy of your own run `npm run build` and commit what it makes.',
  ),
  LIBRARY_SANDBOXED: entry(
    EXIT.usage,
    'Jenkins lets the library not do what it has to: it is loaded sandboxed, by a folder for one.',
    'Load it as a trusted global library: Manage Jenkins, System, Global Trusted Pipeline Libraries (of older versions: Global Pipeline Libraries).',
  ),
  AGENT_LOST: entry(
    EXIT.service,
    'The agent was lost, or none could be had.',
    "Look at the agent's log in Jenkins, bring it back online, and rebuild.",
  ),
  NO_RESULT: entry(
    EXIT.service,
    'A step ended on an agent before `countable` could say how it went.',
    "The end of that stage's log says why: Node is missing or too old, the disk is full, the process was killed.",
  ),
  BUNDLE_DAMAGED: entry(
    EXIT.internal,
    'The packed CLI is not as it was built.',
    'Remove the file and build again; in a checkout: npm run build',
  ),
  INTERNAL: entry(
    EXIT.internal,
    'Countable Pipeline itself failed.',
    'Run again with --verbose and report what it prints.',
  ),
} as const;
