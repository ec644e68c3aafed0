import {stripVTControlCharacters} from 'node:util';

/** The last line of a terminal, redrawn while steps are under way. */
export interface LiveLine {
  /** Makes room for a line that stays. */
  hide(): void;
  show(): void;
  /** Shows what the text is at the time; the answer ends it. */
  begin(text: () => string): () => void;
}

const FRAMES = ['⠋', '⠙', '⠹', '⠸', '⠼', '⠴', '⠦', '⠧', '⠇', '⠏'];
const FRAME_MS = 100;
const CLEAR_LINE = '\r\u001B[2K';
const WIDTH = 80;

export const liveLine = ({
  write,
  columns = WIDTH,
}: {
  write(text: string): void;
  columns?: number | undefined;
}): LiveLine => {
  const under = new Set<() => string>();
  let timer: NodeJS.Timeout | undefined;
  let frame = 0;
  const hide = () => {
    if (under.size > 0) write(CLEAR_LINE);
  };
  const show = () => {
    if (under.size === 0) return;
    const text = [...under].map(describe => describe()).join('   ');
    write(`${FRAMES[frame % FRAMES.length]} ${cut(text, columns - 3)}`);
  };
  return {
    hide,
    show,
    begin(text) {
      under.add(text);
      timer ??= setInterval(() => {
        frame += 1;
        hide();
        show();
      }, FRAME_MS).unref();
      return () => {
        hide();
        under.delete(text);
        if (under.size === 0) {
          clearInterval(timer);
          timer = undefined;
        }
        show();
      };
    },
  };
};

const cut = (text: string, width: number): string => {
  const plain = stripVTControlCharacters(text);
  return plain.length <= width ? text : `${plain.slice(0, width - 1)}…`;
};
