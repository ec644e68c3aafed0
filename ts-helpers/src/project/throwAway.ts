/** Marks all that a throw-away project of tests makes, so that what a killed run left behind is found. */
export const RUN = 'ca.countable.run';
/** Who made it: see outside/holders.ts. */
export const HOLDER = 'ca.countable.holder';
export const COMPOSE_PROJECT = 'com.docker.compose.project';
