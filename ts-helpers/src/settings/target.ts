/** What a deploy runs on. */
export type Target = 'compose' | 'swarm';

/** By environment; `*` is any other. */
export type Targets = Readonly<Record<string, Target>>;

export const targetOf = ({target}: {target: Targets}, environment: string): Target =>
  target[environment] ?? target['*'] ?? 'compose';
