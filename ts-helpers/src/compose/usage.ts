/** What the engine says that everything takes, in bytes. */
export interface Usage {
  images: readonly {id: string; isNamed: boolean; size: number; unique: number; containers: number}[];
  containers: readonly {state: string; size: number; labels: readonly string[]}[];
  volumes: readonly {name: string; size: number; isUsed: boolean; labels: readonly string[]}[];
  /** Of builds, whosever they were: what could go. */
  buildCache: number;
}
