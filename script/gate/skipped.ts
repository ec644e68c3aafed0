interface Machine {
  /** Vendors' documents that are not there. */
  missingDocuments: readonly string[];
  isRoot: boolean;
  hasSops: boolean;
  /** A second engine can be brought up. */
  hasSwarm: boolean;
}

/** Why tests are skipped on this machine, and how to have them. */
export const reasonsToSkip = ({missingDocuments, isRoot, hasSops, hasSwarm}: Machine): string[] => [
  ...(missingDocuments.length > 0
    ? [
        `Tests of requests to Slack and Sentry need the vendors' API documents (${missingDocuments.join(', ')}): script/specs fetches them, 9 MB.`,
      ]
    : []),
  ...(hasSops ? [] : ['Tests of encrypted secrets need sops: script/test installs it where pip3 is.']),
  ...(hasSwarm
    ? []
    : [
        'Tests of a swarm, and of an engine that restarts, need root, dockerd, nsenter and ip, for an engine of their own beside the one there is.',
      ]),
  ...(isRoot
    ? []
    : ['Tests that mount, or that give files to other users, need root: run script/test as root for them.']),
];
