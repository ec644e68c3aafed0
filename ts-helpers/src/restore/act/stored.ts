import type {Manifest} from '../../archive/manifest.ts';

/** What was loaded has to be the same as this. */
export type Stored = Pick<Manifest, 'at' | 'files' | 'servers'>;
