import {undrawnInDeploy, undrawnInTest} from '../domain/drawn.ts';
import type {ProjectEnvFile} from '../domain/envFiles.ts';
import {refuseAll} from '../domain/validation/findings.ts';
import {distance} from '../suggestion.ts';

/** Refuses values that were to be drawn, where nothing draws them. `files` of tests: weakest first. Throws NOT_DRAWN. */
export const refuseUndrawn = (files: readonly ProjectEnvFile[], {isDeploy}: {isDeploy: boolean}): void => {
  refuseAll((isDeploy ? undrawnInDeploy : undrawnInTest)(files, distance));
};
