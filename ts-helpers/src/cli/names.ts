import {UserError} from '../errors/userError.ts';
import {suggestion} from '../text/suggestion.ts';

/** The verb that the words begin with. Throws UNKNOWN_VERB or, of a group, BAD_ARGUMENT. */
export const verbNamed = <Name extends string>(words: readonly string[], names: readonly Name[]): Name => {
  const verb = names.find(name => name.split(' ').every((part, index) => part === words[index]));
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

const meantBy = (near: string, names: readonly string[]): string[] => {
  const verbs = names.filter(name => name === near || name.endsWith(` ${near}`));
  return (verbs.length === 0 ? [near] : verbs).map(verb => `countable ${verb}`);
};

/** Each group once: `jenkins jobs|credentials`. */
const listing = (names: readonly string[]): string => {
  const firsts = [...new Set(names.map(name => name.split(' ')[0] ?? name))];
  const verbs = firsts.map(first => {
    const words = groupNamed(first, names).map(name => name.slice(first.length + 1));
    return words.length === 0 ? first : `${first} ${words.join('|')}`;
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
