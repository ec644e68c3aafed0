import type {Instruction} from '../plan/dockerfile.ts';
import type {Rule} from '../plan/rule.ts';

export const dockerignoreMissing: Rule = {
  code: 'dockerignore-missing',
  severity: 'warning',
  title: 'An image gets everything, for there is no .dockerignore',
  why: '`COPY .` takes `.git`, `.env` and what a laptop has installed into the image, where everybody who pulls it can read that; and each commit makes every later layer anew.',
  mend: 'Add `.dockerignore` to the folder that is built, with `.git`, `.env*` and what is installed or built, such as `node_modules`.',
  fix: 'Writes one with what no image needs, as far as git has none of it.',
  find: ({dockerfiles, git}) =>
    dockerfiles
      .filter(({ignore}) => ignore === undefined)
      .flatMap(({file, context, instructions}) => {
        const copy = instructions.find(copiesAll);
        const place = context === '' ? '' : `${context}/`;
        return copy === undefined
          ? []
          : [
              {
                file,
                line: copy.line,
                message: `${file} copies all of ${context === '' ? 'the project' : context} into the image, and there is no ${place}.dockerignore.`,
                edits: [
                  {
                    file: `${place}.dockerignore`,
                    kind: 'file',
                    text: ignoring(place, instructions, git?.tracked ?? []),
                  },
                ],
              },
            ];
      }),
};

/** Of the folder itself, and not of another stage. */
const copiesAll = ({name, words}: Instruction): boolean => {
  if (name !== 'COPY' && name !== 'ADD') return false;
  const all = words.startsWith('[') ? words.split(/[[\],"\s]+/).filter(Boolean) : words.split(' ');
  if (all.some(word => word.startsWith('--from='))) return false;
  const sources = all.filter(word => !word.startsWith('--')).slice(0, -1);
  return sources.some(source => ['.', './', '/', '*', './*'].includes(source));
};

/** What no image needs, each as a pattern of files of git that would be left out with it: who has those in git may need them. */
const NEEDLESS: readonly [line: string, kept: RegExp][] = [
  ['.git', /(?:^|\/)\.git(?:\/|$)/],
  ['**/.env', /(?:^|\/)\.env$/],
  ['**/node_modules', /(?:^|\/)node_modules\//],
  ['**/__pycache__', /(?:^|\/)__pycache__\//],
  ['**/.venv', /(?:^|\/)\.venv\//],
  ['docker-compose.override.yml', /^docker-compose\.override\.yml$/],
];

const ignoring = (
  folder: string,
  instructions: readonly Instruction[],
  tracked: readonly string[],
): string => {
  const inside = tracked.filter(file => file.startsWith(folder)).map(file => file.slice(folder.length));
  const asksGit = instructions.some(
    ({name, words}) => name === 'RUN' && /\bgit (?:describe|log|rev-)/.test(words),
  );
  const lines = NEEDLESS.filter(
    ([line, kept]) => !(line === '.git' && asksGit) && !inside.some(file => kept.test(file)),
  );
  return `${lines.map(([line]) => line).join('\n')}\n`;
};
