/** What previews of pull requests are wherever something goes by environment: `dc.preview.yml`, `<name>-preview-env`. */
export const PREVIEW = 'preview';

/** The environment of one of them. */
export const previewOf = (number: string): string => `pr-${number}`;

/** The number of the pull request that an environment is the preview of. */
export const previewNumber = (environment: string): string | undefined =>
  /^pr-(?<number>[1-9][0-9]{0,8})$/.exec(environment)?.groups?.['number'];

/** What settings, files and credentials are named after: previews have theirs together. */
export const kindOf = (environment: string): string =>
  previewNumber(environment) === undefined ? environment : PREVIEW;

/** What people type to deploy what is checked out. Flags that `preview` has not are those of `deploy pr-7`. */
export const deployCommand = (environment: string): string => {
  const number = previewNumber(environment);
  return number === undefined ? `countable deploy ${environment}` : `countable preview ${number}`;
};
