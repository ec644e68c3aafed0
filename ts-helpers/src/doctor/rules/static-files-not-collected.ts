import {allStarts, builtWords, type DjangoService, djangoServices} from '../plan/django.ts';
import type {ProjectFacts} from '../plan/facts.ts';
import {placeOf} from '../plan/places.ts';
import type {Finding, Rule} from '../plan/rule.ts';

export const staticFilesNotCollected: Rule = {
  code: 'static-files-not-collected',
  severity: 'warning',
  title: 'Nothing collects the static files of a Django project',
  why: 'Pages come without styles and scripts, or with those of the last time. Without `--noinput` it asks a question that nobody is there to answer.',
  mend: 'Run `python manage.py collectstatic --noinput` in the start-up script, or as the image is built.',
  find: facts =>
    hasStaticFolder(facts) ? djangoServices(facts).flatMap(service => judged(service, facts)) : [],
};

/** A site of pages alone, or an interface for programs, has none. */
const hasStaticFolder = ({contents}: ProjectFacts): boolean =>
  Object.entries(contents?.texts ?? {}).some(
    ([file, text]) => file.endsWith('.py') && /^[ \t]*STATIC_ROOT\b/m.test(text),
  );

const judged = ({name, environment}: DjangoService, facts: ProjectFacts): Finding[] => {
  const words = `${allStarts(environment, facts)}\n${builtWords(facts)}`;
  const lines = words.split('\n').filter(line => line.includes('collectstatic'));
  const place = placeOf(environment, 'services', name, 'command');
  if (lines.length === 0)
    return [
      {
        ...place,
        message: `The service ${name} starts Django in ${environment.name}, and nothing runs \`collectstatic\`.`,
      },
    ];
  const isAsking = lines.every(line => !/--no-?input\b/.test(line) && !/\byes *\|/.test(line));
  return isAsking
    ? [
        {
          ...place,
          message: `The service ${name} runs \`collectstatic\` without \`--noinput\` in ${environment.name}.`,
        },
      ]
    : [];
};
