/** A database gets another name. */
export interface Rename {
  name: string;
  after: string;
  /** Whether it is used under that name; others let nobody in. */
  isUsed: boolean;
}
