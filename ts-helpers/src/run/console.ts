import {styleText} from 'node:util';
import {coloured, oneLine} from '../text/plain.ts';
import type {Voice} from './voice.ts';
import {type LiveLine, liveLine} from './live.ts';
import type {Masks} from '../secrets/mask.ts';

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
export const createConsoleVoice = (options: ConsoleOptions): Voice => {
  const live = options.isTerminal && !options.quiet ? liveLine(options) : undefined;
  return voiceFor('', createWriter(options, live));
};

/** How lines get out. */
interface Writer {
  options: ConsoleOptions;
  live: LiveLine | undefined;
  paint(style: Parameters<typeof styleText>[0], text: string): string;
  /** What may be shown of a text: one line, plain, masked. */
  said(text: string): string;
  /** Writes what has been painted. */
  line(text: string): void;
}

const createWriter = (options: ConsoleOptions, live: LiveLine | undefined): Writer => {
  const paint: Writer['paint'] = (style, text) =>
    options.colours ? styleText(style, text, {validateStream: false}) : text;
  return {
    options,
    live,
    paint,
    said: text => options.masks.mask(oneLine(text)),
    line(text) {
      const time = options.isTerminal ? '' : `${options.now().toTimeString().slice(0, 8)} `;
      live?.hide();
      options.write(`${time}${text}\n`);
      live?.show();
    },
  };
};

const voiceFor = (tag: string, writer: Writer): Voice => {
  const {options, paint, said} = writer;
  const mark = tag === '' ? '' : `${paint('cyan', `[${said(tag)}]`)} `;
  const always = (text: string) => {
    writer.line(mark + text);
  };
  const unlessQuiet = options.quiet ? () => undefined : always;
  const printed = options.colours ? (text: string) => options.masks.mask(coloured(text)) : said;
  return {
    info(message) {
      unlessQuiet(said(message));
    },
    detail(message) {
      if (options.verbose) unlessQuiet(paint('dim', said(message)));
    },
    warn(message) {
      always(`${paint('yellow', '!')} ${said(message)}`);
    },
    output(text) {
      if (!options.quiet) always(paint('dim', `│ ${printed(text.trimEnd())}`));
    },
    step: (name, work, done) =>
      step({name: said(name), done: () => said(done?.() ?? name), mark, say: unlessQuiet, writer}, work),
    bug(error) {
      options.onBug?.(error);
    },
    hide(secret, name) {
      options.masks.hide(secret, name);
    },
    canHide: options.masks.canHide,
    spare(words) {
      options.masks.spare(words);
    },
    tagged: inner => voiceFor(tag === '' ? inner : `${tag} ${inner}`, writer),
  };
};

interface Step {
  name: string;
  done: () => string;
  mark: string;
  say: (text: string) => void;
  writer: Writer;
}

const step = async <T>({name, done, mark, say, writer}: Step, work: () => Promise<T>): Promise<T> => {
  const {options, live, paint} = writer;
  const begun = options.elapsed();
  const seconds = () => `${((options.elapsed() - begun) / 1000).toFixed(1)} s`;
  if (!options.isTerminal) say(name);
  const stop = live?.begin(() => `${mark}${name} ${seconds()}`);
  const end = (sign: string, text: string) => {
    stop?.();
    say(`${sign} ${text} (${seconds()})`);
  };
  try {
    const value = await work();
    end(paint('green', '✓'), done());
    return value;
  } catch (error) {
    end(paint('red', '✗'), name);
    throw error;
  }
};
