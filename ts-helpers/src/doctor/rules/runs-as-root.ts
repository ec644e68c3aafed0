import {engineWord, runsDatabase} from '../../compose/database.ts';
import {type Stage, stageBuilt} from '../plan/dockerfile.ts';
import type {Rule} from '../plan/rule.ts';

/** They take another user themselves, for all that answers. */
const SERVERS = ['nginx', 'httpd', 'caddy', 'traefik', 'haproxy', 'php'];

export const runsAsRoot: Rule = {
  code: 'runs-as-root',
  severity: 'warning',
  title: 'An image runs as root',
  why: 'Who gets into the program is root in the container: files in mounted folders, and holes in the kernel, are open to them.',
  mend: 'End the last stage with a user of its own, `RUN useradd --system app` and `USER app`; folders that it writes to need `chown`. What its image does by itself cannot be seen here: say `USER` all the same.',
  find: ({dockerfiles}) =>
    dockerfiles.flatMap(({file, target, isUserGiven, instructions}) => {
      const stage = stageBuilt(instructions, target);
      if (stage === undefined || isUserGiven || changesItself(stage)) return [];
      const last = stage.instructions.findLast(({name}) => name === 'USER');
      if (last !== undefined && !/^(?:root|0)(?::|$)/.test(last.words)) return [];
      const message =
        last === undefined
          ? `${file} says no USER in the stage that is run, of ${stage.image}.`
          : `${file} ends as the user ${last.words}.`;
      return [{file, line: last?.line ?? stage.line, message}];
    }),
};

const changesItself = ({image, instructions}: Stage): boolean =>
  /nonroot|unprivileged|rootless/.test(image) ||
  runsDatabase({image}) ||
  engineWord(image, SERVERS) !== undefined ||
  instructions.some(({words}) => /\b(?:gosu|su-exec|setpriv)\b/.test(words));
