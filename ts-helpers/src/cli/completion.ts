import {GLOBAL} from '../run/commonFlags.ts';
import {FILE, type Flag, FOLDER, written} from '../run/flag.ts';
import {longestFirst} from './names.ts';
import type {Shell} from './shells.ts';
import type {Argument, Verb} from '../run/verb.ts';

/** The completion scripts of shells: verbs first, then the flags of the verb and what its arguments can be. */
export const completion = (verbs: readonly Verb[]): Record<Shell, () => string> => ({
  bash: () => bash(verbs),
  zsh: () => zsh(verbs),
  fish: () => fish(verbs),
});

const flagsOf = (verb: Verb): [string, Flag][] =>
  Object.entries({...verb.flags, ...GLOBAL}).map(([key, flag]) => [written(key), flag]);

const argumentsOf = (verb: Verb): [string, Argument][] => Object.entries(verb.arguments);

/** First words of the verbs, each once. */
const firsts = (verbs: readonly Verb[]): string[] => [
  ...new Set(verbs.map(({name}) => name.split(' ')[0] ?? '')),
];

/** Of verbs of two words the second ones, by the first. */
const groups = (verbs: readonly Verb[]): [string, {word: string; does: string}[]][] =>
  firsts(verbs).flatMap(first => {
    const inside = verbs.filter(({name}) => name.startsWith(`${first} `));
    const words = inside.map(({name, does}) => ({word: name.slice(first.length + 1), does}));
    return words.length > 0 ? [[first, words]] : [];
  });

const wordsOf = (some: readonly {word: string}[]): string => some.map(({word}) => word).join(' ');

const choicesOf = ({choices = [], completes}: Argument, verbs: readonly Verb[]): readonly string[] =>
  completes === 'verbs' ? firsts(verbs) : choices;

const allChoicesOf = (verb: Verb, verbs: readonly Verb[]): readonly string[] =>
  argumentsOf(verb).flatMap(([, argument]) => choicesOf(argument, verbs));

/** The environments of a project are what the folder has a `dc.<environment>.yml` for, and what its settings name. */
const takesEnvironment = ({completes}: Argument): boolean => completes === 'environments';

const hasEnvironment = (verb: Verb): boolean =>
  argumentsOf(verb).some(([, argument]) => takesEnvironment(argument));

/** Those of all verbs that take a value, by their names. */
const valued = (verbs: readonly Verb[]): [string, Flag][] =>
  [...new Map(verbs.flatMap(flagsOf))].filter(([, {value}]) => value !== undefined);

const bash = (verbs: readonly Verb[]): string => {
  const flags = valued(verbs);
  const named = (kind: (flag: Flag) => boolean) =>
    flags.filter(([, flag]) => kind(flag)).map(([name]) => name);
  const chosen = flags.filter(([, {choices}]) => choices);
  return `# source <(countable completion bash)
_countable_environments() {
  local file
  for file in dc.*.yml; do
    file=\${file#dc.} file=\${file%.yml}
    case $file in test|*[!a-z0-9]*) ;; *) printf '%s ' "$file" ;; esac
  done
  [ ! -f countable.yml ] || ${SETTINGS_ENVIRONMENTS}
}
_countable() {
  local current=\${COMP_WORDS[COMP_CWORD]} words=
  case \${COMP_WORDS[COMP_CWORD-1]} in
    ${named(({value}) => value === FOLDER).join('|')}) compopt -o filenames 2>/dev/null; COMPREPLY=($(compgen -d -- "$current")); return ;;
    ${named(({value}) => value === FILE).join('|')}) compopt -o filenames 2>/dev/null; COMPREPLY=($(compgen -f -- "$current")); return ;;
${chosen.map(([name, {choices = []}]) => `    ${name}) COMPREPLY=($(compgen -W '${choices.join(' ')}' -- "$current")); return ;;`).join('\n')}
    ${named(({value, choices}) => value !== FILE && value !== FOLDER && !choices).join('|')}) COMPREPLY=(); return ;;
  esac
  case "\${COMP_WORDS[*]:1:COMP_CWORD-1} " in
    ' ') words='${firsts(verbs).join(' ')}' ;;
${groups(verbs)
  .map(
    ([first, words]) =>
      `    '${first} ') words="${[wordsOf(words), ...ownWords(first, verbs)].join(' ')}" ;;`,
  )
  .join('\n')}
${byLength(verbs)
  .map(verb => `    '${verb.name} '*) words="${wordsAfter(verb, verbs).join(' ')}" ;;`)
  .join('\n')}
  esac
  COMPREPLY=($(compgen -W "$words" -- "$current"))
}
complete -F _countable countable
`;
};

/** `backup policy` before `backup`, whose words begin its own. */
const byLength = (verbs: readonly Verb[]): Verb[] => {
  const names = longestFirst(verbs.map(({name}) => name));
  return names.flatMap(name => verbs.filter(verb => verb.name === name));
};

/** What a group takes that is a verb itself. */
const ownWords = (first: string, verbs: readonly Verb[]): string[] =>
  verbs.filter(({name}) => name === first).flatMap(verb => wordsAfter(verb, verbs));

const wordsAfter = (verb: Verb, verbs: readonly Verb[]): string[] => [
  ...allChoicesOf(verb, verbs),
  ...(hasEnvironment(verb) ? ['$(_countable_environments)'] : []),
  ...flagsOf(verb).map(([name]) => name),
];

const parenthesised = (choices: readonly string[]): string | undefined =>
  choices.length > 0 ? `(${choices.join(' ')})` : undefined;

/** The words of a group, each with what it does. */
const zshGroup = (verbs: readonly Verb[], [first, words]: ReturnType<typeof groups>[number]): string => {
  const isVerb = verbs.some(({name}) => name === first);
  const isWord = ` && $words[2] == (${words.map(({word}) => word).join('|')})`;
  return `  if [[ $verb == ${first} && $CURRENT == 2${isVerb ? ' && $words[2] != -*' : ''} ]]; then
    ${zshDescribed(words)}
  fi
  if [[ $verb == ${first}${isVerb ? isWord : ''} ]]; then
    verb="$verb $words[2]"
    shift words
    (( CURRENT-- ))
  fi`;
};

const zshDescribed = (some: readonly {word: string; does: string}[]): string =>
  `local -a verbs=(${some.map(({word, does}) => `'${word}:${quoted(does)}'`).join(' ')})
    _describe verb verbs
    return`;

const zsh = (verbs: readonly Verb[]): string => {
  const flagOf = ([name, {does, value, choices = []}]: [string, Flag]) =>
    `'${name}[${quoted(does)}]${value ? `:${value}:${parenthesised(choices) ?? ZSH_FILES[value] ?? ' '}` : ''}'`;
  const positions = (verb: Verb) =>
    argumentsOf(verb).map(
      ([name, argument], index) =>
        `'${index + 1}${argument.takes === 'one' ? ':' : '::'}${name}:${takesEnvironment(argument) ? '_countable_environments' : (parenthesised(choicesOf(argument, verbs)) ?? ' ')}'`,
    );
  return `#compdef countable
# source <(countable completion zsh), or put it into a folder of $fpath as _countable
_countable_environments() {
  local file
  local -a environments
  for file in dc.*.yml(N); do
    file=\${\${file#dc.}%.yml}
    if [[ $file =~ '^[a-z0-9]+$' && $file != test ]]; then environments+=($file); fi
  done
  if [[ -f countable.yml ]]; then environments+=($(${SETTINGS_ENVIRONMENTS})); fi
  compadd -a environments
}
_countable() {
  if (( CURRENT == 2 )); then
    ${zshDescribed(firstWords(verbs))}
  fi
  local verb=$words[2]
  shift words
  (( CURRENT-- ))
${groups(verbs)
  .map(group => zshGroup(verbs, group))
  .join('\n')}
  case $verb in
${verbs.map(verb => `    '${verb.name}') _arguments ${[...positions(verb), ...flagsOf(verb).map(flagOf)].join(' ')} ;;`).join('\n')}
  esac
}
if [ "$funcstack[1]" = _countable ]; then _countable "$@"; else compdef _countable countable; fi
`;
};

/** With what they do; of a group, what its verbs do. */
const firstWords = (verbs: readonly Verb[]): {word: string; does: string}[] =>
  firsts(verbs).map(word => {
    const own = verbs.filter(({name}) => name.split(' ')[0] === word);
    return {word, does: own.map(({does}) => does).join('; ')};
  });

const ZSH_FILES: Record<string, string> = {[FOLDER]: '_directories', [FILE]: '_files'};

const fish = (verbs: readonly Verb[]): string => {
  const seen = (words: string) => `__fish_seen_subcommand_from ${words}`;
  const only = ({name}: Verb) => {
    const below = groups(verbs).flatMap(([first, words]) => (first === name ? [wordsOf(words)] : []));
    const conditions = [...name.split(' ').map(seen), ...below.map(words => `not ${seen(words)}`)];
    return `complete -c countable -n '${conditions.join('; and ')}'`;
  };
  return [
    '# countable completion fish | source',
    FISH_ENVIRONMENTS,
    'complete -c countable -f',
    ...firstWords(verbs).map(
      ({word, does}) => `complete -c countable -n __fish_use_subcommand -a ${word} -d '${quoted(does)}'`,
    ),
    ...groups(verbs).flatMap(([first, words]) =>
      words.map(
        ({word, does}) =>
          `complete -c countable -n '${seen(first)}; and not ${seen(wordsOf(words))}' -a ${word} -d '${quoted(does)}'`,
      ),
    ),
    ...verbs.flatMap(verb => [
      ...allChoicesOf(verb, verbs).map(choice => `${only(verb)} -a ${choice}`),
      ...(hasEnvironment(verb) ? [`${only(verb)} -a '(__countable_environments)'`] : []),
      ...flagsOf(verb).map(([name, {does, value, choices}]) => {
        const taken = value === FOLDER || value === FILE ? ' -r -F' : value ? ' -x' : '';
        const chosen = choices ? ` -a '${choices.join(' ')}'` : '';
        return `${only(verb)} -l ${name.slice('--'.length)}${taken}${chosen} -d '${quoted(does)}'`;
      }),
    ]),
    '',
  ].join('\n');
};

/** What stands under `environments:`, in lines of its own or in braces. */
const SETTINGS_ENVIRONMENTS = String.raw`awk '
    function name(word) { gsub(/[ "]/, "", word); if (word ~ /^[a-z][a-z0-9]*$/ && word != "test") print word }
    /^ *#/ { next }
    /environments: *\{/ { sub(/.*environments: *\{/, ""); sub(/\}.*/, ""); count = split($0, pairs, ",")
      for (i = 1; i <= count; i++) { sub(/:.*/, "", pairs[i]); name(pairs[i]) }; next }
    /^ *environments: *$/ { depth = index($0, "e"); inside = 1; next }
    inside && match($0, /[^ ]/) { if (RSTART <= depth) inside = 0; else { sub(/:.*/, ""); name($0) } }
  ' countable.yml`;

const FISH_ENVIRONMENTS = String.raw`function __countable_environments
  if test -f countable.yml
    ${SETTINGS_ENVIRONMENTS}
  end
  for file in dc.*.yml
    string replace -r '^dc\.([a-z0-9]+)\.yml$' '$1' $file
  end | string match -rv '^test$|\.yml$'
end`;

const quoted = (text: string): string => text.replaceAll("'", String.raw`'\''`);
