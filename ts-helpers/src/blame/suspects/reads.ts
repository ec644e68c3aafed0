import {isComposeName} from '../../history/composeChanges.ts';
import {isTestFile, nameOf} from '../../history/sourceFiles.ts';
import type {Questions, Testimony} from '../questions.ts';
import {namesWord} from './parts.ts';
import type {Suspect} from '../../result/suspect.ts';
import {WEIGHTS} from './weights.ts';

/** Who changed a file that the line where it failed reads: `readFileSync('config/shop.json')`. */
export const byReadFiles = ({places}: Questions, {patches, texts}: Testimony): Suspect[] => {
  const place = places.find(({file}) => !isTestFile(file));
  const line = place === undefined ? '' : (texts.get(place.file)?.split('\n')[place.line - 1] ?? '');
  const isRead = (file: string) => nameOf(file).includes('.') && namesWord(line, nameOf(file));
  return patches.flatMap(({commit, files}) =>
    files
      .filter(({file}) => file !== place?.file && !isComposeName(file) && isRead(file))
      .map(({file}) => ({
        commit,
        file,
        weight: WEIGHTS.read,
        why: `changed ${file}, which the line that failed reads`,
      })),
  );
};
