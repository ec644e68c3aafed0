import {messageOf} from '../errors/userError.ts';

/** A pattern that somebody else wrote. */
export interface Pattern {
  /** Lines of a text that have it, no more than so many; each is looked at by itself. */
  linesIn(text: string, most: number): number[];
}

/** Throws an Error that says what is wrong with it. */
export type CompilePattern = (source: string) => Pattern;

/**
 * Patterns as RE2 has them (https://github.com/google/re2/wiki/Syntax): whatever pattern and text are, it takes no longer than the
 * text is long. Loaded only where there are some.
 */
export const loadPatterns = async (): Promise<CompilePattern> => {
  const {RE2JS} = await import('re2js');
  return source => {
    const compiled = compile(() => RE2JS.compile(source, RE2JS.MULTILINE));
    return {
      linesIn(text, most) {
        // Most files have none, and are looked through once.
        if (!compiled.matcher(text).find()) return [];
        const lines = text.split(/\r?\n/);
        const found = lines.flatMap((line, index) => (compiled.matcher(line).find() ? [index + 1] : []));
        return found.slice(0, most);
      },
    };
  };
};

const compile = <T>(compiling: () => T): T => {
  try {
    return compiling();
  } catch (error) {
    throw new Error(messageOf(error).replace('error parsing regexp: ', ''), {cause: error});
  }
};
