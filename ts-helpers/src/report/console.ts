import {stripVTControlCharacters, styleText} from 'node:util';
import type {Report} from '../report.ts';
import {lastState} from './lastState.ts';
import {type LiveLine, liveLine} from './live.ts';
import type {Masks} from './mask.ts';

export interface ConsoleOptions {
  write(text: string): void;
  now(): Date;
  /** Milliseconds since some moment: they only ever grow. */
  elapsed(): number;
  masks: Masks;
  /** A person is watching: show what is going on in a line that changes. */
  isTerminal: boolean;
  /** Width of the terminal; what is longer would not be overwritten whole. */
  columns?: number | undefined;
  colours: boolean;
  verbose: boolean;
  quiet: boolean;
  /** Hears of errors of ours. */
  onBug?(error: unknown): void;
}

/** On a terminal progress in place, elsewhere a line with its time for everything that happens. */
export const createConsoleReport = (options: ConsoleOptions): Report => {
  const live = options.isTerminal && !options.quiet ? liveLine(options) : undefined;
  return reportFor('', createVoice(options, live));
};

/** How lines get out. */
interface Voice {
  options: ConsoleOptions;
  live: LiveLine | undefined;
  paint(style: Parameters<typeof styleText>[0], text: string): string;
  line(mark: string, text: string): void;
}

const createVoice = (options: ConsoleOptions, live: LiveLine | undefined): Voice => {
  const paint: Voice['paint'] = (style, text) =>
    options.colours ? styleText(style, text, {validateStream: false}) : text;
  return {
    options,
    live,
    paint,
    line(mark, text) {
      const time = options.isTerminal ? '' : `${options.now().toTimeString().slice(0, 8)} `;
      const shown = options.masks.mask(text);
      live?.hide();
      options.write(`${time}${mark}${shown}\n`);
      live?.show();
    },
  };
};

const reportFor = (tag: string, voice: Voice): Report => {
  const {options, paint} = voice;
  const mark = tag === '' ? '' : `${paint('cyan', `[${tag}]`)} `;
  const always = (text: string) => {
    voice.line(mark, text);
  };
  const unlessQuiet = options.quiet ? () => undefined : always;
  return {
    info: unlessQuiet,
    detail(message) {
      if (options.verbose) unlessQuiet(paint('dim', message));
    },
    warn(message) {
      always(`${paint('yellow', '!')} ${message}`);
    },
    output(text) {
      unlessQuiet(paint('dim', `│ ${printable(text, options.colours)}`));
    },
    step: (name, work) => step({name, mark, say: unlessQuiet, voice}, work),
    bug(error) {
      options.onBug?.(error);
    },
    hide(secret) {
      options.masks.hide(secret);
    },
    tagged: inner => reportFor(tag === '' ? inner : `${tag} ${inner}`, voice),
  };
};

interface Step {
  name: string;
  mark: string;
  say: (text: string) => void;
  voice: Voice;
}

const step = async <T>({name, mark, say, voice}: Step, work: () => Promise<T>): Promise<T> => {
  const {options, live, paint} = voice;
  const begun = options.elapsed();
  const seconds = () => `${((options.elapsed() - begun) / 1000).toFixed(1)} s`;
  if (!options.isTerminal) say(name);
  const stop = live?.begin(() => `${mark}${options.masks.mask(name)} ${seconds()}`);
  const end = (sign: string) => {
    stop?.();
    say(`${sign} ${name} (${seconds()})`);
  };
  try {
    const value = await work();
    end(paint('green', '✓'));
    return value;
  } catch (error) {
    end(paint('red', '✗'));
    throw error;
  }
};

/** Cursor movements and the like: all that follows an escape but colours. */
const MOVEMENTS = new RegExp(String.raw`\u001B(?:\[[\d;?]*[A-Za-ln-z]|[^[])`, 'g');

const printable = (text: string, colours: boolean): string => {
  const last = lastState(text);
  return colours ? last.replaceAll(MOVEMENTS, '') : stripVTControlCharacters(last);
};
