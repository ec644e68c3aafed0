import type {Voice} from '../../ts-helpers/src/run/voice.ts';

/** A line of a report, and how it was said. */
interface Said {
  as: 'info' | 'detail' | 'warn' | 'output' | 'step' | 'done';
  /** Of `tagged`; empty where there is none. */
  tag: string;
  text: string;
}

export interface RecordedVoice extends Voice {
  readonly said: readonly Said[];
  readonly hidden: readonly string[];
  readonly spared: readonly string[];
  readonly bugs: readonly unknown[];
  /** The texts alone, all tags together. */
  lines(): string[];
}

/** A report that remembers what was said, in order, and shows nothing. */
export const recordVoice = (): RecordedVoice => {
  const said: Said[] = [];
  const hidden: string[] = [];
  const spared: string[] = [];
  const bugs: unknown[] = [];
  const reportFor = (tag: string): Voice => {
    const remember = (as: Said['as']) => (text: string) => {
      said.push({as, tag, text});
    };
    return {
      info: remember('info'),
      detail: remember('detail'),
      warn: remember('warn'),
      output: remember('output'),
      async step(name, work, done = () => name) {
        remember('step')(name);
        const value = await work();
        // That it ended is told where that is said in other words.
        if (done() !== name) remember('done')(done());
        return value;
      },
      bug(error) {
        bugs.push(error);
      },
      hide(secret) {
        hidden.push(secret);
      },
      canHide: secret => secret.length > 4,
      spare(words) {
        spared.push(...words);
      },
      tagged: inner => reportFor(tag === '' ? inner : `${tag} ${inner}`),
    };
  };
  return {...reportFor(''), said, hidden, spared, bugs, lines: () => said.map(({text}) => text)};
};
