import type {Instruction} from '../plan/dockerfile.ts';
import type {Rule} from '../plan/rule.ts';

export const dockerignoreMissing: Rule = {
  code: 'dockerignore-missing',
  severity: 'warning',
  title: 'An image gets everything, for there is no .dockerignore',
  why: '`COPY .` takes `.git`, `.env` and what a laptop has installed into the image, where everybody who pulls it can read that; and each commit makes every later layer anew.',
  mend: 'Add `.dockerignore` to the folder that is built, with `.git`, `.env*` and what is installed or built, such as `node_modules`.',
  find: ({dockerfiles}) =>
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
