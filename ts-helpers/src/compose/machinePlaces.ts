/** The engine's socket, the time zone: many share these, and nobody keeps data in them. */
export const isOfMachine = (source: string): boolean =>
  /^\/(?:dev|etc|proc|run|sys|tmp|var\/run)(?:\/|$)/.test(source);
