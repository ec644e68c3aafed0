import {EXIT_CODES} from '../src/cli/help.ts';
import {catalogue} from '../src/errors/userError.ts';
import {plain, table} from './markdown.ts';

export const errorsPage = (): string => `# Errors

Every error has a code, says what is wrong and where, and what to do. The exit code of \`countable\` tells a script
whose turn it is.

${table(['exit code', 'means'], EXIT_CODES)}

${EXIT_CODES.flatMap(([exit, means]) => section(Number(exit), means)).join('\n\n')}
`;

const section = (exit: number, means: string): string[] => {
  const entries = Object.entries(catalogue).filter(([, entry]) => entry.exit === exit);
  if (entries.length === 0) return [];
  const rows = entries.map(([code, entry]) => [`\`${code}\``, plain(entry.means), plain(entry.remedy)]);
  return [`## Exit code ${exit}: ${means}`, table(['code', 'means', 'remedy'], rows)];
};
