import {changedLines, type PatchedFile} from '../patches.ts';
import {isTestFile} from '../sourceFiles.ts';
import type {Questions, Testimony} from '../suspects.ts';
import {type Suspect, WEIGHTS} from './suspect.ts';

/** Who made a program listen to its own container alone. */
export const byListening = ({text}: Questions, {patches}: Testimony): Suspect[] =>
  text.includes('for its own container alone')
    ? patches.flatMap(({commit, files}) => {
        const found = files.find(file => !isTestFile(file.file) && changesAddress(file));
        if (found === undefined) return [];
        return [
          {commit, file: found.file, weight: WEIGHTS.wordNew, why: 'changed the address that it listens on'},
        ];
      })
    : [];

const changesAddress = (file: PatchedFile): boolean =>
  changedLines(file).some(line => {
    const address = line.startsWith('+') ? /\b127\.0\.0\.1\b|\blocalhost\b/ : /\b0\.0\.0\.0\b/;
    return address.test(line) && LISTENS.test(line) && !line.includes('://');
  });

const LISTENS = /listen|bind|serve|\brun|\bhost\b/i;
