/** What of a backup lies where: files and folders below `folder`. */
export interface Got {
  folder: string;
  key: string;
  /** ISO 8601, UTC: the moment that it is of. */
  at: string;
  databases: {service: string; name: string; file: string; rows: number}[];
  roles: {service: string; file: string}[];
  files: {source: string; folder: string; entries: number; bytes: number}[];
  /** Of an archive that an older script left: nothing says of which service they are, nor what was stored. */
  dumps?: {file: string; what: string; bytes: number}[];
}
