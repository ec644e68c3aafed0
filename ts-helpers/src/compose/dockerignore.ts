/** Whether a `.dockerignore` leaves a file out of a build. `path` is relative to the context; the last line that fits counts. */
export const leavesOut = (text: string, path: string): boolean => {
  const parts = path.split('/');
  const above = parts.map((_, index) => parts.slice(0, index + 1).join('/'));
  let isOut = false;
  for (const {pattern, isException} of linesOf(text)) {
    // A folder that fits counts for all that is in it.
    if (isOut === isException && above.some(place => fits(pattern, place))) isOut = !isException;
  }
  return isOut;
};

const linesOf = (text: string): {pattern: string; isException: boolean}[] =>
  text
    .replace(/^\uFEFF/, '')
    .split('\n')
    .flatMap(line => {
      if (line.startsWith('#')) return [];
      const trimmed = line.trim();
      const isException = trimmed.startsWith('!');
      const pattern = cleaned(trimmed.slice(isException ? 1 : 0).trim());
      return pattern === '' ? [] : [{pattern, isException}];
    });

/** Without what says nothing: `../domain/`, `//`, a slash at either end. */
const cleaned = (pattern: string): string => {
  const parts: string[] = [];
  for (const part of pattern.split('/')) {
    if (part === '' || part === '.') continue;
    if (part === '..') parts.pop();
    else parts.push(part);
  }
  return parts.join('/');
};

/** One step of a pattern: characters that it takes, once or as often as there are some. */
interface Step {
  takes(character: string): boolean;
  repeats: boolean;
  /** Both slash and what is before it may be missing: the end of `**` and its slash. */
  isOptional: boolean;
}

/** As Go's filepath.Match does it, and `**` for any number of folders. In time of pattern times path. */
const fits = (pattern: string, path: string): boolean => {
  const steps = stepsOf(pattern);
  let places = reached([0], steps);
  for (const character of path) {
    const next: number[] = [];
    for (const place of places) {
      const step = steps[place];
      if (step?.takes(character)) next.push(step.repeats ? place : place + 1);
    }
    places = reached(next, steps);
  }
  return places.has(steps.length);
};

/** With what comes behind steps that may take nothing. */
const reached = (places: readonly number[], steps: readonly Step[]): Set<number> => {
  const all = new Set(places);
  for (const place of all) {
    const step = steps[place];
    if (step?.repeats) all.add(place + 1);
    // Behind `**` its slash, or right what follows that.
    if (step?.isOptional) all.add(place + 2);
  }
  return all;
};

const stepsOf = (pattern: string): Step[] => {
  const steps: Step[] = [];
  for (let rest = pattern; rest !== '';) {
    const text = /^(?:\*\*|\[[^\]]+\]|\\.|[^])/u.exec(rest)?.[0] ?? rest;
    rest = rest.slice(text.length);
    const repeats = text === '*' || text === '**';
    steps.push({takes: taking(text), repeats, isOptional: text === '**' && rest.startsWith('/')});
  }
  return steps;
};

const taking = (text: string): Step['takes'] => {
  if (text === '**') return () => true;
  if (text === '*' || text === '?') return character => character !== '/';
  if (text.length > 2 && text.startsWith('['))
    return character => character !== '/' && isOfClass(text, character);
  const literal = text.length > 1 && text.startsWith('\\') ? text.slice(1) : text;
  return character => character === literal;
};

/** `[a-z_]`, `[^a-z]`. */
const isOfClass = (text: string, character: string): boolean => {
  const isOther = text.startsWith('[^');
  const listed = [...text.slice(isOther ? 2 : 1, -1)];
  let isListed = false;
  for (let index = 0; index < listed.length; index += 1) {
    const from = listed[index] ?? '';
    const to = listed[index + 1] === '-' ? listed[index + 2] : undefined;
    if (to !== undefined) index += 2;
    if (character >= from && character <= (to ?? from)) isListed = true;
  }
  return isListed !== isOther;
};
