/** `prod` is production; any other environment is not. */
export const PRODUCTION = 'prod';

/** Where production is deployed from. */
export const PRODUCTIONS = ['same', 'separate'] as const;

/** Whether a label expression can mean an agent of production: by the convention's labels, and those named. `!prod` asks for any other. */
export const asksForProduction = (expression: string, named: readonly (string | undefined)[]): boolean =>
  expression
    .replaceAll('"', '')
    .split(/[\s&|()]|<?->/)
    .some(label => /^(.*-)?prod(uction)?$/.test(label) || named.includes(label));
