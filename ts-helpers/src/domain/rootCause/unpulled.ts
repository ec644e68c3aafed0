import type {ErrorReport} from '../result.ts';

/** What had to be pulled from a registry that was not reached: `The image ngnix:1.22`; undefined where that is not told. */
export const unpulledImage = ({code, where}: ErrorReport): string | undefined => {
  if (code !== 'REGISTRY_UNREACHABLE' || where === undefined) return undefined;
  return where.startsWith('service ') ? `The image of the ${where}` : `The image ${where}`;
};

/** Nobody could tell whether there is an image that was never asked for before; empty where it was. */
export const askedFirst = ({code, evidence: {suspects = []}}: ErrorReport): string => {
  const [first] = code === 'REGISTRY_UNREACHABLE' ? suspects : [];
  if (first?.line === undefined) return '';
  return `See whether there is such an image: since the commit ${first.commit.slice(0, 7)}, ${first.file}:${first.line} asks for it. Where there is: `;
};

export const afterwards = (asked: string, remedy: string): string =>
  asked === '' ? remedy : `${asked}${remedy.slice(0, 1).toLowerCase()}${remedy.slice(1)}`;
