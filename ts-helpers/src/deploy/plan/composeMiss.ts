/** The file that Compose could not read, in its own words; absolute. Undefined where it says something else. */
export const fileComposeMisses = (complaint: string): string | undefined => {
  const [said = '', rest] = complaint.split(REASON, 2);
  if (rest === undefined) return undefined;
  const at = Math.max(...CALLS.map(call => said.lastIndexOf(`${call} /`)));
  const path = said.slice(said.indexOf('/', at));
  return at === -1 || /[\n:]/.test(path) ? undefined : path;
};

const CALLS = ['open', 'stat', 'read'];
const REASON = /: (?:no such file or directory|is a directory|not a directory)/;
