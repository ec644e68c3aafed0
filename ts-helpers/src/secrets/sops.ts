/** A file of sops in its format for variables: names can be read, values are encrypted. */
export interface SopsFile {
  entries: SopsEntry[];
  /** What sops notes of the file, by names that begin with `sops_`. */
  metadata: ReadonlyMap<string, string>;
  /** Lines that are no variable and no comment. */
  strays: number[];
}

export interface SopsEntry {
  name: string;
  line: number;
  /** As it stands there; in plain text where nobody encrypted it. */
  written: string;
}

const OWN = 'sops_';

/** Reads it as sops does: a variable a line, whatever it holds. */
export const readSopsFile = (text: string): SopsFile => {
  const entries: SopsEntry[] = [];
  const metadata = new Map<string, string>();
  const strays: number[] = [];
  for (const [index, whole] of text.split('\n').entries()) {
    const line = whole.endsWith('\r') ? whole.slice(0, -1) : whole;
    if (line.trim() === '' || line.startsWith('#')) continue;
    const at = line.indexOf('=');
    const [name, written] = [line.slice(0, Math.max(at, 0)), line.slice(at + 1)];
    if (at <= 0) strays.push(index + 1);
    else if (name.startsWith(OWN)) metadata.set(name, written);
    else entries.push({name, line: index + 1, written});
  }
  return {entries, metadata, strays};
};

/** Sops leaves alone what is empty. */
export const isPlain = ({written}: SopsEntry): boolean => written.trim() !== '' && !isEncrypted(written);

const isEncrypted = (written: string): boolean => written.startsWith('ENC[') && written.endsWith(']');

/** Whether all that sops needs to decrypt it is there. */
export const hasMetadata = ({metadata}: SopsFile): boolean => metadata.has(`${OWN}mac`);

/** Whether it is said which values are encrypted, and which are not. */
export const isInPart = ({metadata}: SopsFile): boolean =>
  [...metadata].some(
    ([name, value]) => RULE.test(name) && !(name === `${OWN}unencrypted_suffix` && value === DEFAULT_SUFFIX),
  );

const RULE = /^sops_(?:un)?encrypted_(?:comment_)?(?:regex|suffix)$/;
const DEFAULT_SUFFIX = '_unencrypted';

/** For whom it is encrypted, of those that are keys of age. */
export const ageRecipients = ({metadata}: SopsFile): string[] =>
  [...metadata].flatMap(([name, value]) => (RECIPIENT.test(name) ? [value] : []));

const RECIPIENT = /^sops_(?:key_groups__list_\d+__map_)?age__list_\d+__map_recipient$/;

/** By which two files are known to be one. */
export const macOf = ({metadata}: SopsFile): string | undefined => metadata.get(`${OWN}mac`);
