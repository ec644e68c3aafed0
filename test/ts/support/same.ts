/** Without what schemas cannot say: that something is only to be read, or is absent rather than undefined. */
type Plain<T> = T extends readonly (infer Item)[]
  ? number extends T['length']
    ? readonly Plain<Item>[]
    : {readonly [K in keyof T]: Plain<T[K]>}
  : T extends object
    ? {
        readonly [K in keyof T]:
          Plain<Exclude<T[K], undefined>> | (Partial<Pick<T, K>> extends Pick<T, K> ? undefined : never);
      }
    : T;

type Identical<A, B> = (<G>() => G extends A ? 1 : 2) extends <G>() => G extends B ? 1 : 2 ? true : false;

/** `true` where both are of one shape, to the last optional field. */
export type Same<A, B> = Identical<Plain<A>, Plain<B>>;
