import {deployedServices} from './services.ts';
import {type Start, startOf} from './starting.ts';
import type {EnvironmentFacts, ProjectFacts} from './facts.ts';

export interface DjangoService {
  name: string;
  environment: EnvironmentFacts;
  start: Start;
  /** Where its project is; empty for the repository itself. */
  folder: string;
}

/** Services of environments that others reach which answer requests by Django, of which all that they start with is known. */
export const djangoServices = (facts: ProjectFacts): DjangoService[] =>
  deployedServices(facts).flatMap(({name, service, environment}) => {
    const folder = facts.dockerfiles.find(({services}) => services.includes(name))?.context;
    const start = startOf(name, service, facts);
    if (folder === undefined || start === undefined || !start.isWhole) return [];
    return isDjango(folder, facts) && SERVER.test(start.text) ? [{name, environment, start, folder}] : [];
  });

const SERVER = /\b(?:gunicorn|uwsgi|daphne|uvicorn|hypercorn|waitress-serve|runserver)\b/;

const isDjango = (folder: string, {contents}: ProjectFacts): boolean => {
  const texts = Object.entries(contents?.texts ?? {}).filter(
    ([file]) => folder === '' || file.startsWith(`${folder}/`),
  );
  return (
    texts.some(([file]) => /(?:^|\/)manage\.py$/.test(file)) &&
    texts.some(
      ([file, text]) => REQUIREMENTS.test(file) && text.split('\n').some(line => DJANGO.test(line.trim())),
    )
  );
};

/** And none of its add-ons, `django-filter`. */
const DJANGO = /^["']?django(?:[^-_\w]|$)/i;

const REQUIREMENTS =
  /(?:^|\/)(?:requirements[^/]*\.(?:txt|in)|requirements\/[^/]+\.(?:txt|in)|Pipfile|pyproject\.toml|setup\.(?:py|cfg))$/;

/** What any service of an environment does as it starts: one may do it for another. */
export const allStarts = (environment: EnvironmentFacts, facts: ProjectFacts): string =>
  Object.entries(environment.model.services)
    .map(([name, service]) => startOf(name, service, facts)?.text ?? '')
    .join('\n');

/** What is done as images are built. */
export const builtWords = ({dockerfiles}: ProjectFacts): string =>
  dockerfiles.flatMap(({instructions}) => instructions.map(({words}) => words)).join('\n');
