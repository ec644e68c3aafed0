import {undrawnInDeploy, undrawnInTest} from '../project/drawn.ts';
import type {ProjectEnvFile} from '../compose/envFiles.ts';
import {refuseAll} from '../project/findings.ts';
import {distance} from '../text/suggestion.ts';

/** Refuses values that were to be drawn, where nothing draws them. `files` of tests: weakest first. Throws NOT_DRAWN. */
export const refuseUndrawn = (files: readonly ProjectEnvFile[], {isDeploy}: {isDeploy: boolean}): void => {
  refuseAll((isDeploy ? undrawnInDeploy : undrawnInTest)(files, distance));
};
