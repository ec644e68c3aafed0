/** A directive of nginx' configuration: its name, its words, and what is in its block. */
export interface Directive {
  name: string;
  words: readonly string[];
  block: readonly Directive[];
}

/** What `nginx -T` prints, read as nginx reads it: https://nginx.org/en/docs/beginners_guide.html#conf_structure. */
export const directivesIn = (text: string): Directive[] => {
  const tokens = tokensIn(text);
  const read = (): Directive[] => {
    const found: Directive[] = [];
    let words: string[] = [];
    const end = (block: Directive[]) => {
      const [name, ...rest] = words;
      if (name !== undefined) found.push({name, words: rest, block});
      words = [];
    };
    for (let token = tokens.shift(); token !== undefined && token !== '}'; token = tokens.shift()) {
      if (token === '{') end(read());
      else if (token === ';') end([]);
      else words.push(token.startsWith(QUOTED) ? token.slice(1) : token);
    }
    return found;
  };
  return read();
};

/** All of a name, however deep. */
export const named = (all: readonly Directive[], name: string): Directive[] =>
  all.flatMap(one => [...(one.name === name ? [one] : []), ...named(one.block, name)]);

/** Before a word that was quoted: it ends no block. */
const QUOTED = '\0';

const tokensIn = (text: string): string[] => {
  const tokens: string[] = [];
  let at = 0;
  while (at < text.length) {
    const letter = text.charAt(at);
    if (letter === '#') {
      const end = text.indexOf('\n', at);
      at = end === -1 ? text.length : end;
    } else if (/\s/.test(letter)) at += 1;
    else if ('{};'.includes(letter)) {
      tokens.push(letter);
      at += 1;
    } else {
      const end = letter === '"' || letter === "'" ? closing(text, at) : wordEnd(text, at);
      const isQuoted = letter === '"' || letter === "'";
      tokens.push(isQuoted ? `${QUOTED}${text.slice(at + 1, end - 1)}` : text.slice(at, end));
      at = end;
    }
  }
  return tokens;
};

/** Where what begins with a quote ends. */
const closing = (text: string, from: number): number => {
  const quote = text.charAt(from);
  for (let at = from + 1; at < text.length; at += 1) {
    if (text[at] === '\\') at += 1;
    else if (text[at] === quote) return at + 1;
  }
  return text.length;
};

/** `${name}` is part of a word. */
const wordEnd = (text: string, from: number): number => {
  for (let at = from; at < text.length; at += 1) {
    if (text[at] === '\\') at += 1;
    else if (text[at] === '{' && text[at - 1] === '$') at = Math.max(at, text.indexOf('}', at));
    else if (/[\s;{]/.test(text.charAt(at))) return at;
  }
  return text.length;
};
