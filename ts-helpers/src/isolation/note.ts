/** Something of a model by which a test run would have part in the world around it. */
export interface Note {
  /** Where in the model: `['services', 'web', 'ports']`. */
  at: readonly string[];
  /** Texts of which one stands on its line, where that is below `at`. */
  entries?: readonly string[];
  /**
   * `own`: the run got its own instead. `shared`: nothing can be put in its place, so no test run may have it.
   * `given`: more of the machine than a container has; no test run may have it where deploys live.
   */
  kind: 'own' | 'shared' | 'given';
  /** A sentence, without its stop. */
  says: string;
  /** The name by which an organisation allows it; absent where it cannot. */
  permit?: string;
  /** No test can tell the difference: names, ports and the like. */
  isQuiet?: boolean;
}

export type Finding = Omit<Note, 'at'>;

/** What became of a part of the model: its value in the run, undefined where it is left out. */
export interface Treated {
  value?: unknown;
  notes?: readonly Finding[];
}

export type Rule<Of> = (value: unknown, of: Of) => Treated;

export interface Rules<Of> {
  /** Keys that stay as they are. */
  harmless: ReadonlySet<string>;
  ruled: ReadonlyMap<string, Rule<Of>>;
}

export const kept = (value: unknown, ...notes: Finding[]): Treated => ({value, notes});
export const leftOut = (...notes: Finding[]): Treated => ({notes});
export const own = (says: string, entries?: readonly string[]): Finding => ({
  kind: 'own',
  says,
  ...(entries && {entries}),
});
/** What no test can tell from what the files say. */
export const quietly = (says: string): Finding => ({...own(says), isQuiet: true});
export const shared = (says: string, permit?: string): Finding => ({
  kind: 'shared',
  says,
  ...(permit !== undefined && {permit}),
});
export const given = (says: string, permit: string, entries?: readonly string[]): Finding => ({
  kind: 'given',
  says,
  permit,
  ...(entries && {entries}),
});

/** Goes through the keys of a part of the model. A key that nobody knows yet may give anything: it counts as given. */
export const treat = <Of>(
  part: Readonly<Record<string, unknown>>,
  {harmless, ruled}: Rules<Of>,
  {at, of}: {at: readonly string[]; of: Of},
): {part: Record<string, unknown>; notes: Note[]} => {
  const entries: [string, unknown][] = [];
  const notes: Note[] = [];
  for (const [key, value] of Object.entries(part)) {
    if (key.startsWith('x-')) continue;
    const treated = value === null ? {value} : ruleOf(key)(value, of);
    if (treated.value !== undefined) entries.push([key, treated.value]);
    for (const finding of treated.notes ?? []) notes.push({at: [...at, key], ...finding});
  }
  return {part: Object.fromEntries(entries), notes};

  function ruleOf(key: string): Rule<Of> {
    if (harmless.has(key)) return value => ({value});
    return ruled.get(key) ?? (value => kept(value, given(`${at.slice(1).join('.')} has ${key}`, key)));
  }
};

/** The entries of what may be a list, one thing, or nothing. */
export const listOf = (value: unknown): unknown[] =>
  Array.isArray(value) ? (value as unknown[]) : value === undefined || value === null ? [] : [value];

export const mapOf = (value: unknown): Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
    ? (value as Record<string, unknown>)
    : {};
