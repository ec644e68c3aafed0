import type {Stored} from '../../archive/stored.ts';

/** A piece of WAL that is kept. */
export interface Segment {
  timeline: number;
  /** Which of its timeline: 16 digits, in their order. */
  place: string;
  /** When it was stored: all that is in it was done by then. */
  storedAt: Date;
}

const NAME = /^([0-9A-F]{8})([0-9A-F]{16})$/;
const KEY = /^([0-9A-F]{24})-[0-9a-f]+(?:\.[a-z0-9]+)?$/;

/** `000000010000000000000005`, as PostgreSQL calls it. */
export const segmentIn = (name: string): Pick<Segment, 'place' | 'timeline'> | undefined => {
  const [, timeline, place] = NAME.exec(name) ?? [];
  return place === undefined ? undefined : {timeline: Number.parseInt(timeline ?? '', 16), place};
};

export const nameOf = ({timeline, place}: Pick<Segment, 'place' | 'timeline'>): string =>
  timeline.toString(16).toUpperCase().padStart(8, '0') + place;

/** Of the objects of an archive, in the order of time. */
export const segmentsOf = (objects: readonly Stored[]): Segment[] =>
  objects
    .flatMap(({key, modifiedAt: storedAt}) => {
      const [, name = ''] = KEY.exec(key.split('/').at(-1) ?? '') ?? [];
      const found = segmentIn(name);
      return found === undefined ? [] : [{...found, storedAt}];
    })
    .toSorted(
      (one, other) =>
        one.storedAt.getTime() - other.storedAt.getTime() || (nameOf(one) < nameOf(other) ? -1 : 1),
    );

/** What leads to the end of a timeline: of those before it, what lies before the next one begins. By place. */
export const pathTo = (timeline: number, segments: readonly Segment[]): Segment[] => {
  const known = segments.filter(one => one.timeline <= timeline);
  const isLeft = ({timeline: own, place}: Segment): boolean =>
    known.some(other => other.timeline > own && other.place <= place);
  return known.filter(one => !isLeft(one)).toSorted((one, other) => (one.place < other.place ? -1 : 1));
};

/** Segments of a log, by what a segment has: 1 MB to 1 GB. */
const ENDS_OF_LOG: readonly number[] = [4, 8, 16, 32, 64, 128, 256, 512, 1024, 2048, 4096];

/** Whether nothing is between them. */
export const follows = (place: string, before: string): boolean => {
  const [log, number] = numbersOf(place);
  const [logBefore, numberBefore] = numbersOf(before);
  if (log === logBefore) return number === numberBefore + 1;
  return log === logBefore + 1 && number === 0 && ENDS_OF_LOG.includes(numberBefore + 1);
};

const numbersOf = (place: string): [number, number] => [
  Number.parseInt(place.slice(0, 8), 16),
  Number.parseInt(place.slice(8), 16),
];
