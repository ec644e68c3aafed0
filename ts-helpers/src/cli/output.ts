import type {Finished} from '../run/finished.ts';
import type {Masks} from '../secrets/mask.ts';
import type {Invocation} from './parse.ts';

interface Reader {
  masks: Masks;
  json: boolean;
  environment: NodeJS.ProcessEnv;
  /** Of errors. */
  isTerminal: boolean;
}

/** What is printed of how a verb ended. */
export const outputOf = async (
  finished: Finished,
  invocation: Invocation | undefined,
  reader: Reader,
): Promise<{stdout: string; stderr: string}> => ({
  stdout: await resultOf(finished, invocation, reader),
  stderr: await errorsOf(finished, invocation, reader),
});

const resultOf = async (
  {result, error, text}: Finished,
  invocation: Invocation | undefined,
  {masks, json}: Reader,
): Promise<string> => {
  if (json) return `${masks.json(result)}\n`;
  if (text !== undefined) return text;
  if (invocation === undefined || error !== undefined) return '';
  const {shown} = await import('./shown.ts');
  return shown(masks.data(result), invocation);
};

const errorsOf = async (
  {error, tag, about, others = []}: Finished,
  invocation: Invocation | undefined,
  {masks, environment, isTerminal}: Reader,
): Promise<string> => {
  if (error === undefined) return '';
  const [{renderErrors}, {wantsColours}] = await Promise.all([
    import('./error.ts'),
    import('../run/colours.ts'),
  ]);
  const failures = [{error, tag, about}, ...others].map(one => ({
    error: masks.data(one.error),
    tag: one.tag && masks.mask(one.tag),
    // Whoever has no facts of Jenkins has no credentials of it either.
    about: {...one.about, isLaptop: invocation?.given.facts === undefined},
  }));
  return renderErrors(failures, wantsColours(environment, isTerminal));
};
