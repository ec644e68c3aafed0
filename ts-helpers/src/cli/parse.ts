import {GLOBAL} from '../run/commonFlags.ts';
import {givenBy, type GivenWords, tokensOf} from '../run/given.ts';
import {groupNamed, verbNamed} from './names.ts';
import {loadVerb, loadVerbs, type VerbName, verbNames} from './registry.ts';
import type {Flags, Verb} from '../run/verb.ts';

/** What somebody wants done. */
export interface Invocation {
  verb: Verb;
  given: GivenWords;
}

/** Throws UNKNOWN_VERB, UNKNOWN_FLAG or BAD_ARGUMENT. */
export const parse = async (words: readonly string[]): Promise<Invocation> => {
  const name = await nameIn(words);
  if (Array.isArray(name)) return parse(['help', ...name]);
  const verb = await loadVerb(name);
  return {verb, given: givenBy(verb, words)};
};

/** The verb's name, or the words of a group that help is asked for. */
const nameIn = async (words: readonly string[]): Promise<VerbName | string[]> => {
  const first = verbNames.find(name => name === words[0]);
  if (first !== undefined && !beginsLonger(first, words)) return first;
  // Which words are values of flags, and not of the verb's name, is known once all flags are.
  const flags = (await loadVerbs()).map(verb => verb.flags);
  const {positionals, options} = tokensOf(words, Object.assign({}, ...flags, GLOBAL) as Flags);
  const [group = ''] = positionals;
  const isGroup = !verbNames.some(name => name === group) && groupNamed(group, verbNames).length > 0;
  const isForHelp = isGroup && options.some(({name}) => name === 'help');
  if (isForHelp && positionals.length === 1) return positionals;
  return positionals.length === 0 ? 'help' : verbNamed(positionals, verbNames);
};

/** Whether a verb whose name begins with this one's may be meant: `backup policy`. */
const beginsLonger = (name: VerbName, words: readonly string[]): boolean =>
  groupNamed(name, verbNames).some(longer => words.includes(longer.slice(name.length + 1)));
