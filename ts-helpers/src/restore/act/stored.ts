import type {Manifest} from '../../archive/manifest.ts';

/** Rows that each table took, by database. */
export type Taken = ReadonlyMap<string, ReadonlyMap<string, number>>;

/** What was loaded has to be the same as this. */
export interface Stored extends Pick<Manifest, 'at' | 'files' | 'servers'> {
  /** What servers took, by service, that would only give back again what a proof has compared: see plan/proven.ts. */
  proven?: ReadonlyMap<string, Taken>;
}
