import {oneLine} from '../text/plain.ts';
import {eachText} from '../text/eachText.ts';
import type {Invocation} from './parse.ts';

/** What a verb found or did, for people, each text in a line; `--json` has all of it. */
export const shown = async (result: unknown, {verb, given}: Invocation): Promise<string> =>
  verb.show === null ? '' : verb.show(eachText(result, oneLine), given);
