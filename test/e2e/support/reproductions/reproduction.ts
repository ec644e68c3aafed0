import {DEPLOY, type Reproduction, site, tests} from '../causes.ts';

/** A failure that really is brought about, and what it is called. */
export interface Reproducing {
  /** The rule that has to recognise it. */
  rule: string;
  what: string;
  make(): Reproduction | Promise<Reproduction>;
}

/** A command in the tests' service, and whatever else that has. */
export const testing =
  (image: string, command: string, more: Record<string, unknown> = {}) =>
  (): Reproduction => ({files: tests(image, command, more)});

/** Tests whose image is built from this Dockerfile and these files. */
export const building =
  (dockerfile: string, files: Readonly<Record<string, string>> = {}, more: Record<string, unknown> = {}) =>
  (): Reproduction => ({
    files: {
      ...files,
      Dockerfile: dockerfile,
      'docker-compose.yml': JSON.stringify({services: {test: {build: '.', ...more}}}),
    },
  });

/** A deploy of these services to staging. */
export const deploying =
  (services: Record<string, object>, files: Readonly<Record<string, string>> = {}) =>
  (): Reproduction => ({
    files: {
      ...site({}),
      'docker-compose.yml': JSON.stringify({services}),
      'dc.stage.yml': 'services: {}\n',
      ...files,
    },
    words: DEPLOY,
  });

/** A program of the project, in a folder that is mounted. */
export const mounted = (image: string, command: string, files: Readonly<Record<string, string>>) => () => ({
  files: {
    ...files,
    ...tests(image, command, {volumes: ['./code:/app'], working_dir: '/app'}),
  },
});
