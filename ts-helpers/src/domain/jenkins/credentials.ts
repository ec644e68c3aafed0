import {
  environmentCredential,
  environmentTitle,
  PRODUCTION,
  PRODUCTION_FOLDER,
  SECRETS,
} from '../conventions.ts';
import {MAIL_CREDENTIAL, SENTRY_CREDENTIAL, SLACK_CREDENTIAL} from '../pipeline.ts';
import type {SecretFile} from '../secretFiles.ts';
import type {Settings} from '../settings.ts';

/** A credential that the library binds for a project. */
export interface NeededCredential {
  id: string;
  kind: 'secret file' | 'secret text' | 'key or password';
  for: string;
  /** The least that is enough. */
  scopes: string;
  /** What a secret file is called. */
  fileName?: string;
  /** Nobody but production deploys may bind it. */
  isProduction: boolean;
}

/** One that Jenkins holds; never its value. */
export interface HeldCredential {
  id: string;
  /** Path of the folder whose store holds it; empty for the store of the whole controller. */
  folder: string;
}

export interface CredentialState extends NeededCredential {
  /** `unseen` where the user may not look; `unasked` where there is no user to look with. */
  state: 'there' | 'missing' | 'exposed' | 'unseen' | 'unasked';
  /** Where it lies, or where it belongs. */
  place: string;
}

/** Environments that some branch deploys to. */
export const environmentsOf = ({branches}: Settings): string[] => [...new Set(Object.values(branches))];

/** Every credential the pipeline of this project binds. All are optional. */
export const neededCredentials = (
  project: string,
  settings: Settings,
  secretFiles: Readonly<Record<string, readonly SecretFile[]>> = {},
): NeededCredential[] => {
  const {jenkins, sentry, mail} = settings;
  return [
    ...environmentsOf(settings).flatMap(environment => [
      environmentFileOf(project, environment),
      ...(secretFiles[environment] ?? []).map(file => secretFileOf(file, environment)),
    ]),
    ...(settings.test === 'none' ? [] : [testVariablesOf(project)]),
    SLACK,
    ...(mail && mail.when !== 'never' ? [MAIL] : []),
    ...(sentry === 'none' ? [] : [SENTRY]),
    ...(jenkins.credential === undefined ? [] : [{...CHECKOUT, id: jenkins.credential}]),
  ];
};

const environmentFileOf = (project: string, environment: string): NeededCredential => ({
  id: environmentCredential(project, environment),
  kind: 'secret file',
  for: `becomes the .env of deploys to ${environmentTitle(environment)}`,
  fileName: SECRETS,
  scopes: 'what the services of that environment need',
  isProduction: environment === PRODUCTION,
});

const testVariablesOf = (project: string): NeededCredential => ({
  id: environmentCredential(project, 'test'),
  kind: 'secret file',
  for: 'gives the tests variables that .env.test has not',
  fileName: SECRETS,
  scopes: 'what the tests need, and nothing of an environment',
  isProduction: false,
});

const secretFileOf = ({credential, path}: SecretFile, environment: string): NeededCredential => ({
  id: credential,
  kind: 'secret file',
  for: `becomes ${path} of deploys to ${environmentTitle(environment)}`,
  fileName: path.slice(path.lastIndexOf('/') + 1),
  scopes: 'what the services of that environment need',
  isProduction: environment === PRODUCTION,
});

const SLACK: NeededCredential = {
  id: SLACK_CREDENTIAL.id,
  kind: 'secret text',
  for: 'tells people in Slack',
  scopes: 'chat:write, users:read, users:read.email; chat:write.public for channels it is not in',
  isProduction: false,
};

const MAIL: NeededCredential = {
  id: MAIL_CREDENTIAL.id,
  kind: 'secret text',
  for: 'tells people by mail',
  scopes: 'a user who may send from one address',
  isProduction: false,
};

const SENTRY: NeededCredential = {
  id: SENTRY_CREDENTIAL.id,
  kind: 'secret text',
  for: 'sets the project up in Sentry, and tells it of releases',
  scopes: 'project:write, alerts:write, org:read',
  isProduction: true,
};

const CHECKOUT: Omit<NeededCredential, 'id'> = {
  kind: 'key or password',
  for: 'checks the repositories out',
  scopes: 'reading the repositories',
  isProduction: false,
};

/** Path of the folder whose store a credential belongs into; empty for the controller's own store. */
export const storeOf = (credential: NeededCredential, {jenkins: {folder, production}}: Settings): string =>
  credential.isProduction && production === 'separate'
    ? [folder, PRODUCTION_FOLDER].filter(Boolean).join('/')
    : '';

/** What is needed, where Jenkins cannot be asked what there is. */
export const unaskedStates = (needed: readonly NeededCredential[], settings: Settings): CredentialState[] =>
  needed.map(credential => ({
    ...credential,
    state: 'unasked',
    place: placeText(storeOf(credential, settings)),
  }));

/**
 * What there is of what is needed. A production credential is exposed where builds of other branches, or of pull
 * requests, could bind it: anywhere but in the folder of production jobs.
 */
export const credentialStates = (
  needed: readonly NeededCredential[],
  {held, unseen}: {held: readonly HeldCredential[]; unseen: readonly string[]},
  settings: Settings,
): CredentialState[] =>
  needed.map(credential => {
    const found = held.filter(({id}) => id === credential.id);
    const belongs = storeOf(credential, settings);
    const isSafe = ({folder}: HeldCredential) => belongs !== '' && `${folder}/`.startsWith(`${belongs}/`);
    const exposed = credential.isProduction ? found.find(one => !isSafe(one)) : undefined;
    const [first] = found;
    return {
      ...credential,
      state: exposed ? 'exposed' : first ? 'there' : unseen.length > 0 ? 'unseen' : 'missing',
      place: placeText((exposed ?? first)?.folder ?? belongs),
    };
  });

const placeText = (folder: string): string => (folder === '' ? 'the controller' : `the folder ${folder}`);
