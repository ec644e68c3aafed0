/** As the value of a variable: each run, or each machine, is to have one of its own. */
export const TO_BE_DRAWN = '<generate>';

const GENERATED = /^<generate(?::(?<length>\d{1,3}))?>$/;

/** How many letters and digits it is to have: null where that is left open, `<generate>`; undefined for any other value. */
export const lengthToDraw = (value: string): number | null | undefined => {
  const found = GENERATED.exec(value);
  if (found === null) return undefined;
  const {length} = found.groups ?? {};
  return length === undefined ? null : Number(length);
};
