/** What psql prints once a COPY has ended: https://www.postgresql.org/docs/current/sql-copy.html, Outputs */
const COPIED = /^COPY (\d+)$/;

/** Hears what psql prints of a dump, and keeps how many rows each COPY took, in their order. */
export const hearTaken = (): {hear(piece: Buffer): void; end(): number[]} => {
  const rows: number[] = [];
  let rest = '';
  const line = (text: string): void => {
    const [, count] = COPIED.exec(text) ?? [];
    if (count !== undefined) rows.push(Number(count));
  };
  return {
    hear(piece) {
      const lines = (rest + piece.toString('latin1')).split('\n');
      rest = lines.pop() ?? '';
      for (const one of lines) line(one);
    },
    end() {
      line(rest);
      return rows;
    },
  };
};
