/** `prod` is production; any other environment is not. */
export const PRODUCTION = 'prod';

/** Where production is deployed from. */
export const PRODUCTIONS = ['same', 'separate'] as const;
