/** What keeps the turns of deploys, in the state folder of theirs. */
export const lockIn = (stateFolder: string): string => `${stateFolder}/lock`;

/** What the files of those who wait for it begin with. */
export const waitingIn = (stateFolder: string): string => `${stateFolder}/waiting-`;
