/** A network of this compose project, as it is there. */
export interface OwnNetwork {
  id: string;
  name: string;
  /** As the compose files call it; of one that they do not name, absent. */
  key?: string;
  /** It is to be another than it is: the engine changes none, so it is removed and made anew. */
  isAnother: boolean;
  /** What of it, as far as that shows: `internal`. */
  changes: readonly string[];
  /** Containers in it that are of no service of this project. */
  others: readonly string[];
}

/** A volume of this compose project, as it is there. */
export interface OwnVolume {
  name: string;
  /** As the compose files call it; of one that they do not name, absent. */
  key?: string;
  /** ISO 8601. */
  createdAt?: string;
  /** The compose files say something else of it than it was made with. */
  isOtherwise: boolean;
}
