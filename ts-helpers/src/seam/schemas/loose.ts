import * as z from 'zod/mini';

/**
 * What the CLI writes, to the last field, as it takes it back: a newer one may say more than this one knows, and another
 * word where there is a choice (`enum`). What counts as it is stands there as a literal.
 */
export const loose = (written: z.core.$ZodType): z.ZodMiniType => {
  const {def} = (written as z.core.$ZodTypes)._zod;
  switch (def.type) {
    case 'object':
      return z.looseObject(
        Object.fromEntries(Object.entries(def.shape).map(([name, field]) => [name, loose(field)])),
      );
    case 'array':
      return z.array(loose(def.element));
    case 'optional':
      return z.optional(loose(def.innerType));
    case 'nullable':
      return z.nullable(loose(def.innerType));
    case 'enum':
      return z.string();
    default:
      return written as z.ZodMiniType;
  }
};
