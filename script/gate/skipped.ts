interface Machine {
  /** Vendors' documents that are not there. */
  missingDocuments: readonly string[];
  isRoot: boolean;
  hasSops: boolean;
}

/** Why tests are skipped on this machine, and how to have them. */
export const reasonsToSkip = ({missingDocuments, isRoot, hasSops}: Machine): string[] => [
  ...(missingDocuments.length > 0
    ? [
        `Tests of requests to Slack and Sentry need the vendors' API documents (${missingDocuments.join(', ')}): script/specs fetches them, 9 MB.`,
      ]
    : []),
  ...(hasSops ? [] : ['Tests of encrypted secrets need sops: script/test installs it where pip3 is.']),
  ...(isRoot
    ? []
    : ['Tests that mount, or that give files to other users, need root: run script/test as root for them.']),
];
