/** The file that Compose could not read, in its own words; absolute. Undefined where it says something else. */
export const fileComposeMisses = (complaint: string): string | undefined =>
  /(?:open|stat|lstat|read) (\/[^\n:]+): (?:no such file or directory|is a directory|not a directory)/.exec(
    complaint,
  )?.[1];
