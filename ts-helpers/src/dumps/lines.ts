const LINE_END = 10;
const RETURN = 13;

/** What is longer is no statement of interest. */
const LONGEST = 16 * 1024;

/** Hears text that is cut anywhere, and gives its lines to `judge`, without their ends; of a very long one only the beginning. */
export const createLineReader = (judge: (line: Buffer) => void): ((chunk: Buffer) => void) => {
  let held: Buffer = Buffer.alloc(0);
  return chunk => {
    for (let at = 0; at < chunk.length;) {
      const end = chunk.indexOf(LINE_END, at);
      const piece = chunk.subarray(at, end === -1 ? undefined : end);
      const line =
        held.length === 0 ? piece : Buffer.concat([held, piece.subarray(0, LONGEST - held.length)]);
      if (end === -1) {
        held = Buffer.from(line.subarray(0, LONGEST));
        return;
      }
      held = Buffer.alloc(0);
      judge(line.at(-1) === RETURN ? line.subarray(0, -1) : line);
      at = end + 1;
    }
  };
};
