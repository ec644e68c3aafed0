/** An image of this machine, as the engine stores it. */
export interface StoredImage {
  id: string;
  /** All that it is called; none where another has taken its name. */
  names: readonly string[];
  labels: Readonly<Record<string, string>>;
  /** Bytes, with those that it shares with other images. */
  size: number;
}
