/** The first commits of HEAD, sorted; none where git does not have its whole history, or none at all. `ask` runs git. */
export const rootsOf = async (ask: (...args: string[]) => Promise<string | undefined>): Promise<string[]> => {
  const isShallow = await ask('rev-parse', '--is-shallow-repository');
  if (isShallow?.trim() !== 'false') return [];
  const roots = (await ask('rev-list', '--max-parents=0', 'HEAD')) ?? '';
  return roots.split('\n').filter(Boolean).sort();
};
