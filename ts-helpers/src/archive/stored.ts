/** An object of a bucket, as a listing tells of it. */
export interface Stored {
  key: string;
  /** Bytes. */
  size: number;
  modifiedAt: Date;
}

/** An upload in parts that has not come to its end: it costs money, and nobody sees it. */
export interface Unfinished {
  key: string;
  id: string;
  begunAt: Date;
}

export const HOUR_MS = 60 * 60 * 1000;
export const DAY_MS = 24 * HOUR_MS;
