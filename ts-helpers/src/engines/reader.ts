/** What of a table can be compared. */
export interface TableRead {
  rows: number;
  bytes: number;
  /** SHA-256 of its rows as they stand in the dump. */
  digest: string;
}

export interface DumpRead {
  /** Whether the dump tool came to its end and says so. */
  isComplete: boolean;
  bytes: number;
  /** SHA-256 of all that is no row. */
  schema: string;
  tables: Record<string, TableRead>;
}

/** Hears a dump in pieces as they come. */
export interface DumpReader {
  hear(chunk: Buffer): void;
  end(): DumpRead;
}
