import type {Rule, Seen} from '../rule.ts';

export const sqliteClosed: Rule = {
  name: 'sqlite-closed',

  patterns: [/\bunable to open database file\b/, /\battempt to write a readonly database\b/],
  sentence: seen =>
    `SQLite ${seen.line?.includes('unable') ? 'cannot open' : 'may not write'} its file in ${seen.service ?? 'the container'}${isReadOnly(seen) ? ', which is read-only' : ': the folder is not there, or not to be written'}.`,
  remedy: seen =>
    isReadOnly(seen)
      ? `Keep the file in a volume, or give its folder a \`tmpfs:\` where it may be lost, or take \`read_only: true\` from ${seen.service ?? 'the service'}.`
      : `See that the folder of the file is there (git keeps no empty ones), and belongs to the user that ${seen.service ?? 'the service'} runs as.`,
};

const isReadOnly = ({service, error: {evidence}}: Seen): boolean =>
  evidence.services?.some(state => state.service === service && state.isReadOnly) ?? false;
