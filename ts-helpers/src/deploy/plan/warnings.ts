import {UserError, warningOf} from '../../errors/userError.ts';
import type {DeployRecord} from './deployRecord.ts';
import type {Mirror} from './mirror.ts';
import type {Warning} from '../../result/result.ts';
import {secretFile, type Whose} from '../../project/secretFiles.ts';
import {quoted} from '../../text/plain.ts';
import type {Tree} from '../../history/tree.ts';

/** Files that are part of the release, and no deploy can have. */
export const warnOfLeftOut = ({
  listed,
  missingSubmodules,
}: {
  listed: readonly string[];
  missingSubmodules: readonly string[];
}): Warning[] => [
  ...missingSubmodules.map(submodule =>
    warningOf(
      new UserError(
        'SUBMODULE_MISSING',
        `The submodule ${submodule} is not checked out: its files are left out.`,
        {
          remedy: `Check it out: git submodule update --init ${quoted(submodule)}; in Jenkins, let the job update submodules.`,
        },
      ),
    ),
  ),
  ...listed
    // What git lists is read as UTF-8; this stands for what is none.
    .filter(file => file.includes('\uFFFD'))
    .map(file =>
      warningOf(
        new UserError('UNSAFE_NAME', `${file} is left out: its name is not UTF-8.`, {
          remedy: 'Rename it: git mv, or mv where git does not have it yet; git status shows which.',
        }),
      ),
    ),
];

export const warnOfRecord = ({trouble}: DeployRecord, folder: string): Warning[] =>
  trouble === undefined
    ? []
    : [
        warningOf(
          new UserError(
            'RECORD_BROKEN',
            `What the last deploy noted of ${folder} is not believed: ${trouble}.`,
          ),
        ),
      ];

/** Secret files that were given for nothing, by their variables. */
export const warnOfUnused = (
  given: Readonly<Record<string, string>>,
  {tree, whose}: {tree: Tree; whose: Whose},
): Warning[] => {
  const used = new Set([...tree.keys()].map(path => secretFile(path, whose).variable));
  return Object.keys(given)
    .filter(variable => !used.has(variable))
    .map(variable =>
      warningOf(
        new UserError('SECRET_FILE_UNUSED', `${variable} is given, and no compose file names a file for it.`),
      ),
    );
};

/** What somebody has mended there by hand, and this release does not have. */
export const warnOfEdited = ({copy}: Mirror, {path, state}: {path: string; state: string}): Warning[] =>
  copy.length === 0
    ? []
    : [
        warningOf(
          new UserError(
            'FILE_EDITED',
            `In ${path}, ${copy.join(', ')} ${copy.length === 1 ? 'was' : 'were'} changed since the last deploy, and not by one: this one brings its own.`,
            {
              remedy: `Commit what is to stay. What was changed is kept in ${state}/set-aside.`,
            },
          ),
        ),
      ];

export const warnOfUnseen = ({unseen}: Mirror, folder: string): Warning[] =>
  unseen.length === 0
    ? []
    : [
        warningOf(
          new UserError(
            'NOT_READABLE',
            `In ${folder}, ${unseen.join(', ')} cannot be looked at and ${unseen.length === 1 ? 'stays as it is' : 'stay as they are'}: ` +
              'the folder belongs to another user.',
            {remedy: 'Nothing to do where a container has made the folder its own.'},
          ),
        ),
      ];
