/** What became of a text with variables in it. */
export interface Substituted {
  text: string;
  /** Variables that have no value, so that nothing stands in their place. */
  unset: string[];
  /** It begins a variable, and does not end it as one: Compose refuses the file. */
  isBroken: boolean;
}

type Lookup = (name: string) => string | undefined;

/** Puts values in the place of `$NAME` and `${NAME}`, as Compose does (compose-go's `template`). */
export const substituted = (template: string, lookup: Lookup, depth = 0): Substituted => {
  const result: Substituted = {text: '', unset: [], isBroken: false};
  let from = 0;
  for (const [at, found] of places(template)) {
    if (at < from) continue;
    const {
      text,
      length,
      unset = [],
      isBroken = false,
    } = replacement(template.slice(at), found, {lookup, depth});
    result.text += template.slice(from, at) + text;
    result.unset.push(...unset);
    result.isBroken ||= isBroken;
    from = at + length;
    // What follows is not read: looking for every end again would take its time.
    if (isBroken) break;
  }
  result.text += template.slice(from);
  return result;
};

const places = (template: string): [number, string][] =>
  [...template.matchAll(/\$(?:\$|\{|[A-Za-z_]\w*)/g)].map(match => [match.index, match[0]]);

const DEEPEST = 20;

type Replacement = {text: string; length: number} & Partial<Pick<Substituted, 'unset' | 'isBroken'>>;

const replacement = (
  rest: string,
  found: string,
  {lookup, depth}: {lookup: Lookup; depth: number},
): Replacement => {
  if (found === '$$') return {text: '$', length: 2};
  if (found !== '${') return valueOf(found.slice(1), {length: found.length, lookup});
  const length = closing(rest) + 1;
  const {name, operator, other = ''} = BRACED.exec(rest.slice(2, length - 1))?.groups ?? {};
  if (length === 0 || name === undefined || depth === DEEPEST)
    return {text: found, length: 2, isBroken: true};
  if (operator === undefined) return valueOf(name, {length, lookup});
  const value = lookup(name);
  const isThere = operator.startsWith(':') ? value !== undefined && value !== '' : value !== undefined;
  if (operator.endsWith('?'))
    return isThere ? {text: value ?? '', length} : {text: '', length, unset: [name]};
  const usesOther = operator.endsWith('+') ? isThere : !isThere;
  return usesOther ? {length, ...substituted(other, lookup, depth + 1)} : {text: value ?? '', length};
};

const BRACED = /^(?<name>[A-Za-z_]\w*)(?:(?<operator>:?[-+?])(?<other>.*))?$/s;

const valueOf = (name: string, {length, lookup}: {length: number; lookup: Lookup}): Replacement => {
  const value = lookup(name);
  return value === undefined ? {text: '', length, unset: [name]} : {text: value, length};
};

/** Where the braces that it begins with end; -1 where they do not. */
const closing = (text: string): number => {
  let open = 0;
  for (let index = 1; index < text.length; index += 1) {
    if (text[index] === '{') open += 1;
    if (text[index] !== '}') continue;
    open -= 1;
    if (open === 0) return index;
  }
  return -1;
};
