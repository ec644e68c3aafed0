import {engineWord} from '../../compose/database.ts';
import type {ComposeMount} from '../../compose/model.ts';
import {isCode} from '../plan/code.ts';
import {placeOf} from '../plan/places.ts';
import type {Rule} from '../plan/rule.ts';
import {servicesInProduction} from '../plan/services.ts';

/** They serve what is mounted, and run none of it. */
const SERVERS = ['nginx', 'httpd', 'caddy', 'traefik', 'haproxy'];

export const codeMounted: Rule = {
  code: 'code-mounted',
  severity: 'warning',
  title: 'Code is mounted in production',
  why: 'The next deploy changes it under the running program, a rollback of the image does not bring the old one back, and what was tested is not what runs.',
  mend: 'COPY it into the image, and keep the mount for `dc.dev.yml`.',
  find: facts =>
    servicesInProduction(facts).flatMap(({name, service: {image, volumes = []}, environment}) =>
      engineWord(image, SERVERS) !== undefined
        ? []
        : volumes.flatMap(mount => {
            const code = codeIn(mount, facts.git?.tracked ?? []);
            return code === undefined
              ? []
              : [
                  {
                    ...placeOf(environment, 'services', name, 'volumes'),
                    message: `The service ${name} runs ${code} of the repository in production, mounted at ${mount.target}.`,
                  },
                ];
          }),
    ),
};

/** A file of git in a folder that is mounted which is part of a program; settings and SQL are not. */
const codeIn = ({type, source, target}: ComposeMount, tracked: readonly string[]): string | undefined => {
  if (type !== 'bind' || source === undefined || target.startsWith('/docker-entrypoint')) return undefined;
  const folder = source === '.' ? '' : `${source}/`;
  return tracked.find(file => file.startsWith(folder) && isCode(file));
};
