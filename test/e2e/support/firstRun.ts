import {mkdirSync, mkdtempSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import path from 'node:path';
import {countable} from './cli.ts';

export const COMPOSE = 'services: {test: {image: busybox:1.35, command: "true"}}\n';

/** A home with a folder `My shop`, new for each test of the suite that asks for it. */
export const newcomersHome = () => {
  let home: string;
  const at = (name: string) => path.join(home, name);
  beforeEach(() => {
    home = mkdtempSync(path.join(tmpdir(), 'countable-first-'));
    mkdirSync(at('My shop'));
  });
  afterEach(() => {
    rmSync(home, {recursive: true});
  });
  return {
    at,
    write(file: string, text: string) {
      mkdirSync(path.dirname(at(file)), {recursive: true});
      writeFileSync(at(file), text);
    },
    run: (words: readonly string[], folder = 'My shop') => countable(words, {cwd: at(folder)}),
  };
};
