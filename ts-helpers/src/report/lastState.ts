/** Programs draw progress for terminals of their own: of a line that is drawn over and over its last state counts. */
export const lastState = (line: string): string => line.trimEnd().split('\r').at(-1) ?? '';
