/**
 * The version of what crosses between the Jenkins library and the CLI: facts one way, plans and results the other. It goes
 * up with a change that one side cannot read of the other. `Cli.groovy` has the same.
 */
export const SEAM = 1;

/** A result as `--result` leaves it, with the version by which the library knows that it can read it. */
export const sealed = (result: unknown): unknown =>
  typeof result === 'object' && result !== null && !Array.isArray(result) ? {seam: SEAM, ...result} : result;

/** The version that facts are of, where it is not ours. */
export const otherSeam = (facts: unknown): unknown => {
  const {seam} = (facts ?? {}) as {seam?: unknown};
  return seam === undefined || seam === null || seam === SEAM ? undefined : seam;
};
