/** Whether a value was drawn by chance, and not written by somebody: a key or a token, whatever it is called. */
export const looksRandom = (value: string): boolean => {
  if (/^[\da-f]{32,}$/i.test(value)) return /\d/.test(value) && /[a-f]/i.test(value);
  if (!/^[\w+/=-]{20,}$/.test(value)) return false;
  const kinds = [/[a-z]/, /[A-Z]/, /\d/].filter(kind => kind.test(value)).length;
  const turns = turnsOf(value);
  if (kinds === 3) return turns >= value.length / 5;
  // Containers and images are called so as well, but with hyphens.
  return kinds === 2 && /^[a-zA-Z\d]+$/.test(value) && /\d/.test(value) && turns >= value.length / 4;
};

/** How often it turns from letters to digits, or from small to large, which words do seldom. */
const turnsOf = (value: string): number =>
  value.match(/[a-z](?=[A-Z\d])|[A-Z](?=\d|[a-z]{1,2}(?![a-z]))|\d(?=[A-Za-z])/g)?.length ?? 0;
