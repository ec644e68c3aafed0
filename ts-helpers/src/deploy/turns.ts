/** What keeps the turns of deploys, in the state folder of theirs. */
export const lockIn = (stateFolder: string): string => `${stateFolder}/lock`;

/** Those who wait for it. */
export const waitingIn = (stateFolder: string): string => `${stateFolder}/waiting`;
