export interface NamesChanged {
  added: string[];
  removed: string[];
  /** Whose values are not the same. */
  changed: string[];
}

/** How the second differs from the first; of names that stand there twice the last counts. */
export const changedNames = (
  before: Readonly<Record<string, string>>,
  after: Readonly<Record<string, string>>,
): NamesChanged => ({
  added: Object.keys(after).filter(name => !Object.hasOwn(before, name)),
  removed: Object.keys(before).filter(name => !Object.hasOwn(after, name)),
  changed: Object.keys(after).filter(name => Object.hasOwn(before, name) && before[name] !== after[name]),
});

/** `new: NAME; gone: OTHER`, without any value; empty where nothing changed. */
export const changedWords = ({added, removed, changed}: NamesChanged): string =>
  [
    ...(added.length > 0 ? [`new: ${added.join(', ')}`] : []),
    ...(removed.length > 0 ? [`gone: ${removed.join(', ')}`] : []),
    ...(changed.length > 0 ? [`changed: ${changed.join(', ')}`] : []),
  ].join('; ');
