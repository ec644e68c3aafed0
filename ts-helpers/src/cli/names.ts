import {UserError} from '../errors/userError.ts';
import {suggestion} from '../text/suggestion.ts';

/** The verb that the words begin with; of two the longer one. Throws UNKNOWN_VERB or, of a group, BAD_ARGUMENT. */
export const verbNamed = <Name extends string>(words: readonly string[], names: readonly Name[]): Name => {
  const found = names.filter(name => name.split(' ').every((part, index) => part === words[index]));
  const verb = longestFirst(found)[0];
  if (verb !== undefined) return verb;
  const [first = '', second] = words;
  const group = groupNamed(first, names);
  if (group.length > 0) throw noneOfGroup(first, second, group);
  // Of a group its verbs are asked for by their own word as well: `countable jobs`.
  const known = names.flatMap(name => name.split(' '));
  const near = suggestion(first, known);
  throw new UserError('UNKNOWN_VERB', `There is no verb ${first}.`, {
    remedy: near === undefined ? listing(names) : `Did you mean: ${meantBy(near, names).join(', or ')}`,
  });
};

/** `backup policy` before `backup`. */
export const longestFirst = <Name extends string>(names: readonly Name[]): Name[] =>
  [...names].sort((one, other) => other.split(' ').length - one.split(' ').length);

const meantBy = (near: string, names: readonly string[]): string[] => {
  const verbs = names.filter(name => name === near || name.endsWith(` ${near}`));
  return (verbs.length === 0 ? [near] : verbs).map(verb => `countable ${verb}`);
};

/** Each group once: `jenkins jobs|credentials`; one that is a verb itself before it. */
const listing = (names: readonly string[]): string => {
  const firsts = [...new Set(names.map(name => name.split(' ')[0] ?? name))];
  const verbs = firsts.flatMap(first => {
    const words = groupNamed(first, names).map(name => name.slice(first.length + 1));
    const group = words.length === 0 ? [] : [`${first} ${words.join('|')}`];
    return names.includes(first) ? [first, ...group] : group;
  });
  return `There are: ${verbs.join(', ')}. See \`countable --help\`.`;
};

/** Verbs that begin with this word. */
export const groupNamed = <Name extends string>(word: string, names: readonly Name[]): Name[] =>
  names.filter(name => name.startsWith(`${word} `));

const noneOfGroup = (group: string, word: string | undefined, names: readonly string[]): UserError => {
  const choices = names.map(name => name.slice(group.length + 1));
  const near = word === undefined ? choices[0] : suggestion(word, choices);
  const has = `countable ${group} ${word === undefined ? 'needs' : 'must be followed by'} ${choices.join(' or ')}`;
  return new UserError('BAD_ARGUMENT', `${has}${word === undefined ? '' : `, not by ${word}`}.`, {
    where: word ?? group,
    remedy:
      near === undefined ? `See \`countable ${group} --help\`.` : `For example: countable ${group} ${near}`,
  });
};
