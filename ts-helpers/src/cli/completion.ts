import {type Argument, type Described, type Part, partOf, type SHELLS, type Verb, verbs} from '../cli.ts';
import {type Flag, flags, GLOBAL} from './flags.ts';

/** The completion script of a shell: verbs first, then the flags of the verb and what its arguments can be. */
export const completion = (shell: (typeof SHELLS)[number]): string => ({bash, zsh, fish})[shell]();

const names = verbs.map(({name}) => name);

const flagsOf = (verb: Pick<Verb, 'flags'>): Flag[] => [...verb.flags, ...GLOBAL].map(name => flags[name]);

const choicesOf = (verb: Verb, {name, choices = []}: Argument): readonly string[] =>
  verb.name === 'help' && name === 'verb' ? names : choices;

const allChoicesOf = (verb: Verb): readonly string[] =>
  verb.arguments.flatMap(argument => choicesOf(verb, argument));

const longFlags = (verb: Pick<Verb, 'flags'>): string =>
  flagsOf(verb)
    .map(({name}) => `--${name}`)
    .join(' ');

/** Those that a word behind the verb chooses. */
const partsOf = (verb: Verb): Described[] => (verb.parts ?? []).map(part => partOf(verb, part));

const parts = verbs.flatMap(partsOf);

/** The environments of a project are what the folder has a `dc.<environment>.yml` for, and what its settings name. */
const takesEnvironment = ({name}: Argument): boolean => name === 'environment';

const hasEnvironment = (verb: Verb): boolean => verb.arguments.some(takesEnvironment);

const flagsWith = (value: string): string[] =>
  Object.values<Flag>(flags)
    .filter(flag => flag.value === value)
    .map(({name}) => `--${name}`);

const bash = (): string => {
  const wordsAfter = (verb: Verb) => [
    ...allChoicesOf(verb),
    ...(hasEnvironment(verb) ? ['$(_countable_environments)'] : []),
    longFlags(verb),
  ];
  const valued = Object.values<Flag>(flags).filter(({value}) => value && value !== 'DIR' && value !== 'FILE');
  const chosen = valued.filter(({choices}) => choices);
  const others = valued.filter(({choices}) => !choices);
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
  local current=\${COMP_WORDS[COMP_CWORD]} words='${names.join(' ')}'
  case \${COMP_WORDS[COMP_CWORD-1]} in
    ${flagsWith('DIR').join('|')}) compopt -o filenames 2>/dev/null; COMPREPLY=($(compgen -d -- "$current")); return ;;
    ${flagsWith('FILE').join('|')}) compopt -o filenames 2>/dev/null; COMPREPLY=($(compgen -f -- "$current")); return ;;
${chosen.map(({name, choices = []}) => `    --${name}) COMPREPLY=($(compgen -W '${choices.join(' ')}' -- "$current")); return ;;`).join('\n')}
    ${others.map(({name}) => `--${name}`).join('|')}) COMPREPLY=(); return ;;
  esac
  if [ "$COMP_CWORD" -gt 1 ]; then
    case \${COMP_WORDS[1]} in
${verbs.map(verb => `      ${verb.name}) words="${wordsAfter(verb).join(' ')}" ;;`).join('\n')}
    esac
  fi
  if [ "$COMP_CWORD" -gt 2 ]; then
    case "\${COMP_WORDS[1]} \${COMP_WORDS[2]}" in
${parts.map(part => `      '${part.name}') words="${longFlags(part)}" ;;`).join('\n')}
    esac
  fi
  COMPREPLY=($(compgen -W "$words" -- "$current"))
}
complete -F _countable countable
`;
};

const zsh = (): string => {
  const oneOf = (choices: readonly string[]) => (choices.length > 0 ? `(${choices.join(' ')})` : undefined);
  const flagOf = ({name, does, value, choices = []}: Flag) =>
    `'--${name}[${quoted(does)}]${value ? `:${value}:${oneOf(choices) ?? ZSH_FILES[value] ?? ' '}` : ''}'`;
  const argumentsOf = (verb: Verb) =>
    verb.arguments.map(
      (argument, index) =>
        `'${index + 1}${argument.optional ? '::' : ':'}${argument.name}:${takesEnvironment(argument) ? '_countable_environments' : (oneOf(choicesOf(verb, argument)) ?? ' ')}'`,
    );
  const argumentsIn = (verb: Verb, flagged: Pick<Verb, 'flags'> = verb) =>
    `_arguments ${[...argumentsOf(verb), ...flagsOf(flagged).map(flagOf)].join(' ')}`;
  const zshOf = (verb: Verb) =>
    verb.parts === undefined
      ? argumentsIn(verb)
      : `case $words[2] in ${verb.parts.map(part => `${part.name}) ${argumentsIn(verb, part)} ;;`).join(' ')} *) ${argumentsIn(verb)} ;; esac`;
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
    local -a verbs=(${verbs.map(({name, does}) => `'${name}:${quoted(does)}'`).join(' ')})
    _describe verb verbs
    return
  fi
  local verb=$words[2]
  shift words
  (( CURRENT-- ))
  case $verb in
${verbs.map(verb => `    ${verb.name}) ${zshOf(verb)} ;;`).join('\n')}
  esac
}
if [ "$funcstack[1]" = _countable ]; then _countable "$@"; else compdef _countable countable; fi
`;
};

const ZSH_FILES: Record<string, string> = {DIR: '_directories', FILE: '_files'};

const fish = (): string => {
  const only = (verb: Verb) => `complete -c countable -n '__fish_seen_subcommand_from ${verb.name}'`;
  const onlyPart = (verb: Verb, part: Part) =>
    `complete -c countable -n '__fish_seen_subcommand_from ${verb.name}; and __fish_seen_subcommand_from ${part.name}'`;
  return [
    '# countable completion fish | source',
    FISH_ENVIRONMENTS,
    'complete -c countable -f',
    ...verbs.map(
      ({name, does}) => `complete -c countable -n __fish_use_subcommand -a ${name} -d '${quoted(does)}'`,
    ),
    ...verbs.flatMap(verb => [
      ...allChoicesOf(verb).map(choice => `${only(verb)} -a ${choice}`),
      ...(hasEnvironment(verb) ? [`${only(verb)} -a '(__countable_environments)'`] : []),
      ...(verb.parts === undefined
        ? flagsOf(verb).map(flag => fishFlag(only(verb), flag))
        : verb.parts.flatMap(part => flagsOf(part).map(flag => fishFlag(onlyPart(verb, part), flag)))),
    ]),
    '',
  ].join('\n');
};

const fishFlag = (complete: string, {name, does, value, choices}: Flag): string => {
  const files = value === 'DIR' || value === 'FILE' ? ' -F' : choices ? ` -a '${choices.join(' ')}'` : '';
  return `${complete} -l ${name}${value ? ` -r${files}` : ''} -d '${quoted(does)}'`;
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
