import type {ErrorReport} from '../result/result.ts';

/** The port that PORT_TAKEN is about. */
export const takenPort = ({code, message}: Pick<ErrorReport, 'code' | 'message'>): string | undefined =>
  code === 'PORT_TAKEN' ? /\bThe port (\d+) /.exec(message)?.[1] : undefined;

/** The line by which a commit chose the port that is taken; undefined where it was chosen before. */
export const chosenPort = ({code, evidence: {suspects = []}}: ErrorReport): string | undefined => {
  const [first] = code === 'PORT_TAKEN' ? suspects : [];
  return first?.line === undefined ? undefined : `${first.file}:${first.line}`;
};

/** Where it is to be mended: who has the port had it before. */
export const atChosenPort = (error: ErrorReport): ErrorReport => {
  const where = chosenPort(error);
  return where === undefined ? error : {...error, where};
};
