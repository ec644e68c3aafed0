import type {Place} from '../finding/places.ts';

/** Finds the pieces of secrets that a terminal's width left at the end of one line and the beginning of the next. */
export interface Wraps {
  /** Texts come in the order in which they are shown. */
  find(text: string): Place[];
}

/** Fewer letters say nothing of what follows them. */
const PIECE = 6;
/** Narrower a terminal hardly is. */
const NARROWEST = 40;
const CUT = /(?:…|\.\.\.)$/;

export const createWraps = (secrets: readonly string[]): Wraps => {
  const pieces = piecesOf(secrets.filter(secret => secret.length > PIECE));
  /** What the last text ended in the middle of, from there on. */
  let rest = '';
  return {
    find(text) {
      const expected = rest;
      rest = '';
      if (pieces.size === 0) return [];
      const found: Place[] = [];
      const begun = expected !== '' && text.startsWith(expected) ? expected.length : lateBegin(text, pieces);
      if (begun > 0) found.push([0, begun]);
      const length = text.replace(CUT, '').length;
      if (length < NARROWEST && length === text.length) return found;
      for (const {secret, offset} of pieces.get(text.substring(length - PIECE, length)) ?? []) {
        const piece = secret.slice(0, offset + PIECE);
        if (piece === secret || !text.startsWith(piece, length - piece.length)) continue;
        found.push([length - piece.length, length]);
        rest = secret.slice(piece.length);
      }
      return found;
    },
  };
};

type Pieces = ReadonlyMap<string, {secret: string; offset: number}[]>;

const piecesOf = (secrets: readonly string[]): Pieces => {
  const pieces = new Map<string, {secret: string; offset: number}[]>();
  for (const secret of secrets)
    for (let offset = 0; offset + PIECE <= secret.length; offset += 1) {
      const piece = secret.substring(offset, offset + PIECE);
      const known = pieces.get(piece);
      if (known === undefined) pieces.set(piece, [{secret, offset}]);
      else known.push({secret, offset});
    }
  return pieces;
};

/** The line before ended with so few letters of a secret that they were not known for it: all the others are here. */
const lateBegin = (text: string, pieces: Pieces): number => {
  const rests = (pieces.get(text.substring(0, PIECE)) ?? [])
    .filter(({secret, offset}) => offset > 0 && offset < PIECE && text.startsWith(secret.slice(offset)))
    .map(({secret, offset}) => secret.length - offset);
  return Math.max(0, ...rests);
};
