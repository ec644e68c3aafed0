/** What a compose file says before Compose merges it: with the lines that the merged model has lost. */
export interface ComposeSource {
  /** As shown in errors. */
  file: string;
  ports: SourcePort[];
  /** Every `${NAME}` and `$NAME`, with or without a default. */
  variables: {name: string; line: number; hasDefault?: true}[];
  /** Variables that do not end, or have no name. */
  broken: {line: number; text: string; name?: string}[];
  places: SourcePlace[];
  /** What all of it is, where that is no map. */
  root?: {kind: 'nothing' | 'a list' | 'a text'; line: number};
  reads: SourceRead[];
  /** Line of something that readers of YAML do not agree about, so that Compose may see more than was seen here. */
  doubtful?: number;
  /** Aliases of what no anchor above them is called. */
  unanchored?: {name: string; line: number}[];
}

/** Where something of the file stands. */
export interface SourcePlace {
  path: readonly string[];
  line: number;
  /** What it says, where it is no map and no list. */
  text?: string;
}

/** Files that Compose reads because of this one, as they were written. */
export interface SourceRead {
  kind: 'env_file' | 'label_file' | 'extends' | 'include';
  line: number;
  files: readonly string[];
  /** Of an `include`: what the paths in it may be relative to, besides its own folder. */
  directories: readonly string[];
}

/** A `ports:` entry as it was written. */
export interface SourcePort {
  service: string;
  line: number;
  /** Host port, range or variable, as it was written. */
  published?: string;
  /** Container port, when it is written out. */
  target?: string;
  protocol: string;
  /** The list is tagged `!override` or `!reset`: it does not add up with the file before. */
  replaces: boolean;
}
