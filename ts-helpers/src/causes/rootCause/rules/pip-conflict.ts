import type {Rule} from '../rule.ts';

export const pipConflict: Rule = {
  name: 'pip-conflict',

  patterns: [/ResolutionImpossible/, /because these package versions have conflicting dependencies/],
  sentence: 'Python packages exclude each other.',
  remedy: seen => `Loosen or raise one of them in the requirements: ${conflictsIn(seen.lines)}.`,
};

/** `django 5.2.4 depends on asgiref>=3.8.1` */
const conflictsIn = (lines: readonly string[]): string => {
  const found = lines.flatMap(line => / (?<said>\S+ \S+ depends on \S+)$/.exec(line)?.groups?.['said'] ?? []);
  return found.length === 0 ? 'pip names them above' : [...new Set(found)].join(', ');
};
