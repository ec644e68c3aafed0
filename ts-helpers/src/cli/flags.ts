/** Flags as data. */
export interface Flag {
  name: string;
  short?: string;
  /** What its value is, in the help; a flag without one is on or off. */
  value?: string;
  does: string;
  choices?: readonly string[];
}

export const flags = {
  help: {name: 'help', short: 'h', does: 'show help'},
  version: {name: 'version', does: 'show the version'},
  json: {name: 'json', does: 'print the result as JSON on stdout'},
  verbose: {name: 'verbose', short: 'v', does: 'say more while working'},
  quiet: {name: 'quiet', short: 'q', does: 'say only warnings and errors'},
  plan: {name: 'plan', does: 'show what would be done, and do nothing'},
  repair: {name: 'repair', does: 'bring back what was changed by hand'},
  'take-over': {
    name: 'take-over',
    does: 'take over what a project of the same name has on this host',
  },
  kind: {
    name: 'kind',
    value: 'KIND',
    does: 'multibranch, classic or organization; default: the setting',
    choices: ['multibranch', 'classic', 'organization'],
  },
  files: {
    name: 'files',
    value: 'DIR',
    does: 'write files for Job DSL and Configuration as Code there, and ask no Jenkins',
  },
  set: {name: 'set', value: 'ID', does: 'put this credential into Jenkins'},
  from: {name: 'from', value: 'FILE', does: 'file with the value of the credential'},
  workspace: {name: 'workspace', value: 'DIR', does: 'the checked-out project; default: this folder'},
  branch: {name: 'branch', value: 'NAME', does: 'as if this branch were built; default: the one checked out'},
  facts: {
    name: 'facts',
    value: 'FILE',
    does: 'what Jenkins knows of a build; the library writes it: docs/reference/facts.md',
  },
  result: {name: 'result', value: 'FILE', does: 'also write the result there, as JSON'},
  output: {
    name: 'output',
    value: 'DIR',
    does: 'where JUnit XML of tests, and the report of a build, goes',
  },
  'time-limit': {
    name: 'time-limit',
    value: 'MINUTES',
    does: 'give a stage up after so long; default: the setting',
  },
} as const satisfies Record<string, Flag>;

export type FlagName = keyof typeof flags;

/** Understood by every verb. */
export const GLOBAL: readonly FlagName[] = [
  'help',
  'version',
  'json',
  'verbose',
  'quiet',
  'workspace',
  'facts',
  'result',
  'output',
];
