/** The quote in which a piece of SQL ends: `'`, `"`, `$tag$`, or none. Quotes within them are doubled, never behind a backslash. */
export type Open = string;

const OPENING = /'|"|--|\$(?:[A-Za-z_\x80-\xff][\w\x80-\xff]*)?\$/g;

/** Of a line of SQL, a byte each, that begins within `open`. */
export const openAfter = (line: string, open: Open): Open => {
  let within = open;
  let at = 0;
  for (;;) {
    if (within !== '') {
      const end = line.indexOf(within, at);
      if (end === -1) return within;
      at = end + within.length;
    }
    OPENING.lastIndex = at;
    const [found = '--'] = OPENING.exec(line) ?? [];
    // What follows is a comment, or nothing.
    if (found === '--') return '';
    at = OPENING.lastIndex;
    within = found;
  }
};
