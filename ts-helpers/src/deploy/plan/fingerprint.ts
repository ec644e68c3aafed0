/** What of a service is known only once it was built or pulled, or Sentry has answered. */
export type Open = 'image' | 'DSN';

/** All that the containers of a service are made of, in one word; with what they have now of that which is open. */
export interface Fingerprint {
  is: string;
  open: readonly Open[];
  /** Id of its image, where that is not open. */
  imageId?: string | undefined;
  /** The same without the files that they read from the deploy folder. */
  made?: string;
}
