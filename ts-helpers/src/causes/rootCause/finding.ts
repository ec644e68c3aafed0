import {withoutRemarks} from './remarks.ts';
import type {Place} from './places.ts';
import type {Rule, Seen} from './rule.ts';

/** A line that a rule knows. */
export interface Finding extends Pick<Seen, 'groups'> {
  rule: Rule;
  line: string;
  place: Place;
}

/**
 * The last line that any rule knows, for it is what ended the program; of the lines that this rule knows, the one that
 * names most.
 */
export const findIn = (place: Place, rules: readonly Rule[]): Finding | undefined => {
  const lines = [...withoutRemarks(place.lines)].reverse();
  for (const line of lines) {
    const rule = rules.find(each => matchOf(line, each, lines));
    if (rule === undefined) continue;
    const all = lines.flatMap(other => {
      const groups = matchOf(other, rule, lines);
      return groups === undefined ? [] : {rule, line: other, groups, place};
    });
    const most = Math.max(...all.map(({groups}) => Object.keys(groups).length));
    return all.find(({groups}) => Object.keys(groups).length === most);
  }
  return undefined;
};

/** The named groups that matched; undefined where no pattern does. */
const matchOf = (
  line: string,
  {patterns = [], takes}: Rule,
  lines: readonly string[],
): Record<string, string> | undefined => {
  for (const pattern of patterns) {
    const match = pattern.exec(line);
    if (!match) continue;
    const groups = named(match);
    if (takes?.(groups, line, lines) ?? true) return groups;
  }
  return undefined;
};

const named = ({groups = {}}: RegExpExecArray): Record<string, string> =>
  Object.fromEntries(
    Object.entries(groups as Record<string, string | undefined>).filter(
      (entry): entry is [string, string] => entry[1] !== undefined,
    ),
  );
