import {UserError} from '../errors/userError.ts';
import {sentences} from '../text/sentences.ts';

/** Throws what was found: who corrects only the first finds the next one by another build. */
export const refuseAll = (findings: readonly UserError[]): void => {
  if (findings.length > 0) throw together(findings);
};

/** One error of all; of one that one itself, with what brought it about. */
export const together = (findings: readonly UserError[], cause?: unknown): UserError => {
  const [first, ...others] = findings as [UserError, ...UserError[]];
  if (others.length === 0) return cause === undefined ? first : causedBy(first, cause);
  const remedies = [...new Set(findings.map(({remedy}) => remedy))];
  return new UserError(
    first.code,
    `${findings.length} things are wrong. ${numbered(findings.map(wordsOf))}`,
    {
      where: [...new Set(findings.flatMap(({where}) => where ?? []))].join(', '),
      remedy: remedies.length === 1 ? first.remedy : numbered(findings.map(({remedy}) => remedy)),
      cause: cause ?? first,
    },
  );
};

const causedBy = ({code, message, where, remedy}: UserError, cause: unknown): UserError =>
  new UserError(code, message, {...(where !== undefined && {where}), remedy, cause});

const wordsOf = ({code, message}: UserError): string => `${code}: ${message}`;

/** `1. …, 2. …` in one line, for messages. */
const numbered = (texts: readonly string[]): string =>
  sentences(texts.map((text, index) => `(${index + 1}) ${text}`));
