import {isComposeName} from '../../history/composeChanges.ts';
import type {Patch, PatchedFile} from '../../history/patches.ts';
import {isInert, nameOf} from '../../history/sourceFiles.ts';
import type {Questions, Testimony} from '../questions.ts';
import {isDressed} from '../dressing.ts';
import {namesWord} from './parts.ts';
import {isMorePatient, isPatience} from './patience.ts';
import type {Suspect} from '../../result/suspect.ts';

/**
 * Those who changed nothing that a failure can come of: words, looks, blanks, comments, and that a health check waits
 * longer. Of the weight 0, which clears them.
 */
export const harmless = (questions: Questions, {patches, settings}: Testimony): Suspect[] =>
  patches
    .filter(({files}) => files.length > 0)
    .filter(patch => patch.files.every(file => isHarmless(file, patch, {questions, settings})))
    .map(({commit, files: [first]}) => ({
      commit,
      file: first?.file ?? '',
      weight: 0,
      why: 'changed nothing that this can come of',
    }));

const isHarmless = (
  file: PatchedFile,
  {commit}: Patch,
  {questions, settings}: {questions: Questions} & Pick<Testimony, 'settings'>,
): boolean => {
  if (namesWord(questions.text, nameOf(file.file))) return false;
  if (isInert(file.file) || isDressed(file)) return true;
  if (!isComposeName(file.file)) return false;
  const own = settings.filter(one => one.commit === commit && one.file === file.file);
  return own.length > 0 && own.every(one => isPatience(one.setting) && isMorePatient(one));
};
