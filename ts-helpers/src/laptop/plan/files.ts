import {counted} from '../../text/plain.ts';
import {quotedWords} from '../../text/plain.ts';

/** A file that people have for themselves, beside what the repository has. */
export interface OwnFile {
  /** Relative to the project. */
  name: string;
  /** Undefined where there is none, and where it is a link to nothing. */
  text: string | undefined;
  isLink: boolean;
  /** It is part of the repository. */
  isTracked: boolean;
}

/** What of it is to be written, and what is to be known of it. */
export interface Settled {
  write?: {file: string; text: string; does: string};
  notes: string[];
}

export const isOurs = ({isLink, isTracked}: OwnFile): boolean => !isLink && !isTracked;

/** What people have of their own stays, however it differs. `ports`: the text in which other ports were chosen. */
export const settleOverride = (
  dev: {name: string; text: string} | undefined,
  own: OwnFile,
  ports?: string,
): Settled => {
  const {name} = own;
  const notes = dev === undefined ? [] : differing(dev, own);
  if (ports !== undefined) {
    const does =
      own.text === undefined && dev !== undefined
        ? `Copy ${dev.name} to ${name}, with other ports of this machine`
        : `Write other ports of this machine into ${name}`;
    return {write: {file: name, text: ports, does}, notes};
  }
  if (own.text !== undefined || dev === undefined || !isOurs(own)) return {notes};
  return {write: {file: name, text: dev.text, does: `Copy ${dev.name} to ${name}`}, notes};
};

const differing = (dev: {name: string; text: string}, {name, text, isLink, isTracked}: OwnFile): string[] => {
  if (text === undefined)
    return isLink ? [`${name} is a link to nothing and stays so: ${dev.name} does not count.`] : [];
  if (text === dev.text) return [];
  const kind = isLink ? ', a link,' : isTracked ? ', which is part of the repository,' : '';
  const here = linesOnlyIn(text, dev.text);
  const there = linesOnlyIn(dev.text, text);
  return [
    `${name}${kind} is kept as it is. It differs from ${dev.name}: ${counted(here, 'line')} only in yours, ${counted(there, 'line')} only there. See them: ${quotedWords(['git', 'diff', '--no-index', dev.name, name])}`,
  ];
};

/** However they are ordered. */
const linesOnlyIn = (text: string, other: string): number => {
  const left = new Map<string, number>();
  for (const line of linesOf(other)) left.set(line, (left.get(line) ?? 0) + 1);
  return linesOf(text).filter(line => {
    const count = left.get(line) ?? 0;
    left.set(line, count - 1);
    return count <= 0;
  }).length;
};

const linesOf = (text: string): string[] =>
  text
    .split('\n')
    .map(line => line.trimEnd())
    .filter(line => line !== '');
