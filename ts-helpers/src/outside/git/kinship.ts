import type {Kinship} from '../../history/kinship.ts';

const COMMIT_ID = /^[0-9a-f]{40,64}$/;

/** `ask` runs git, and resolves to undefined when that says no. */
export const kinshipOf = async (
  mine: string,
  other: string,
  ask: (...args: string[]) => Promise<string | undefined>,
): Promise<Kinship> => {
  if (mine === other) return 'same';
  // Neither a revision of Subversion, nor an option that somebody wrote into the record.
  if (![mine, other].every(id => COMMIT_ID.test(id))) return 'unknown';
  const isHere = async (id: string) => (await ask('cat-file', '-e', `${id}^{commit}`)) !== undefined;
  const isPartOf = async (one: string, whole: string) =>
    (await ask('merge-base', '--is-ancestor', one, whole)) !== undefined;
  if (!(await isHere(other)) || !(await isHere(mine))) return 'unknown';
  if (await isPartOf(other, mine)) return 'ahead';
  if (await isPartOf(mine, other)) return 'behind';
  // Where history is cut, that no way leads from one to the other says nothing.
  const isShallow = await ask('rev-parse', '--is-shallow-repository');
  return isShallow?.trim() === 'false' ? 'apart' : 'cut off';
};
