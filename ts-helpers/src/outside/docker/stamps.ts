/** As `docker logs --timestamps` begins each line. */
const STAMP = /^(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?(?:Z|[+-]\d\d:\d\d)) ?/;

/** Lines of two streams, each in its own order, in the order of their time stamps, and without them. */
export const inOrder = (lines: readonly string[]): string[] => {
  let last = '';
  return (
    lines
      .map(line => {
        const [begin = '', stamp] = STAMP.exec(line) ?? [];
        // What has none belongs to the line before it.
        last = stamp ?? last;
        return {stamp: last, text: line.slice(begin.length)};
      })
      // All are of the engine's one zone, with nine digits of a second: as text they are in order of time.
      .sort((a, b) => (a.stamp < b.stamp ? -1 : a.stamp > b.stamp ? 1 : 0))
      .map(({text}) => text)
  );
};
