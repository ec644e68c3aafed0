import {besideOf} from './conventions.ts';
import {kindOf} from './preview.ts';

/** Secrets of an environment in the repository, encrypted: what becomes the `.env` of its deploys. */
export interface EncryptedFile {
  /** Relative to the project. */
  path: string;
  environment: string;
  /** The program that decrypts it. */
  kind: 'sops' | 'age';
}

/** Names a file with the age key of an environment. */
export const AGE_KEY_FILE = 'COUNTABLE_AGE_KEY_FILE';

/** Jenkins secret-file credential that holds it. */
export const ageKeyCredential = (project: string, environment: string): string =>
  `${project}-${kindOf(environment)}-age-key`;

/** What the files of an environment are called, beside the compose file. */
export const encryptedNames = (environment: string, base: string): string[] =>
  [`env.${kindOf(environment)}.sops.env`, `env.${kindOf(environment)}.age`].map(name => besideOf(base, name));

/** Those among the files of a project, of whatever environment. */
export const encryptedAmong = (listed: readonly string[], base: string): EncryptedFile[] => {
  const folder = besideOf(base, '');
  return listed
    .filter(file => file.startsWith(folder))
    .flatMap(file => {
      const {environment, ending} = NAME.exec(file.slice(folder.length))?.groups ?? {};
      return environment === undefined
        ? []
        : {path: file, environment, kind: ending === 'age' ? 'age' : ('sops' as const)};
    });
};

const NAME = /^env\.(?<environment>[^./]+)\.(?<ending>sops\.env|age)$/;
