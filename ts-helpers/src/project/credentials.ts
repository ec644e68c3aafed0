import {environmentCredential, environmentTitle, SECRETS} from './conventions.ts';
import {PRODUCTION} from '../settings/production.ts';
import {AGE_KEY_FILE, ageKeyCredential} from './encryptedFiles.ts';
import {ENV_FILE, type SecretFile} from './secretFiles.ts';
import type {Settings} from '../settings/settings.ts';
import {TEST_ENV_FILE} from './testVariables.ts';

/**
 * What is secret and given to a build from outside: the plan binds it, `jenkins credentials` lists it and puts it there, and
 * documents name it. Its value is only ever in the environment of what it is bound around, or in a file that this names.
 */
export interface CatalogueCredential {
  /** Of the credential in Jenkins. */
  id: string;
  kind: 'file' | 'string';
  /** Where a stage finds it. */
  variable: string;
  /** Few projects have it: that it is missing is worth no line of the log. */
  isRare?: true;
  for: string;
  /** The least that is enough. */
  scopes: string;
  /** What a secret file is called. */
  fileName?: string;
  /** Nobody but production deploys may bind it. */
  isProduction: boolean;
}

export const SLACK: CatalogueCredential = {
  id: 'countable-slack-token',
  kind: 'string',
  variable: 'SLACK_BOT_TOKEN',
  for: 'tells people in Slack',
  scopes: 'chat:write, users:read, users:read.email; chat:write.public for channels it is not in',
  isProduction: false,
};

/** Address of the mail server with its user and password: `smtps://user:password@mail.example.org`. */
export const MAIL: CatalogueCredential = {
  id: 'countable-smtp-url',
  kind: 'string',
  variable: 'SMTP_URL',
  for: 'tells people by mail',
  scopes: 'a user who may send from one address',
  isProduction: false,
};

/** Binds where errors of production are to be known of: see docs/how-to/configure-sentry.md. */
export const SENTRY: CatalogueCredential = {
  id: 'countable-sentry-token',
  kind: 'string',
  variable: 'SENTRY_AUTH_TOKEN',
  for: 'sets the project up in Sentry, and tells it of releases',
  scopes: 'project:write, alerts:write, org:read',
  isProduction: true,
};

/** Keys of S3 for nodes: they write backups and read them, and delete none. */
const BACKUP_KEYS: readonly CatalogueCredential[] = [
  {
    id: 'countable-backup-key-id',
    kind: 'string',
    variable: 'AWS_ACCESS_KEY_ID',
    for: 'writes backups of production to S3, and reads them to prove them',
    scopes: 'what `countable backup policy` prints',
    isProduction: true,
  },
  {
    id: 'countable-backup-key-secret',
    kind: 'string',
    variable: 'AWS_SECRET_ACCESS_KEY',
    for: 'is the secret of that key',
    scopes: 'the same',
    isProduction: true,
  },
];

/** Opens what the keys above have written. */
const BACKUP_IDENTITY: CatalogueCredential = {
  id: 'countable-backup-key',
  kind: 'file',
  variable: 'COUNTABLE_BACKUP_KEY_FILE',
  isRare: true,
  for: 'opens encrypted backups, to prove them',
  fileName: 'key.txt',
  scopes: 'an age key (age-keygen) of which `backup: {recipients}` has the public one',
  isProduction: true,
};

const EVIDENCE: CatalogueCredential = {
  id: 'countable-evidence-key',
  kind: 'file',
  variable: 'COUNTABLE_EVIDENCE_KEY_FILE',
  isRare: true,
  for: 'signs what proofs of backups came to',
  fileName: 'evidence.pem',
  scopes: 'a private key for nothing else (Ed25519, PEM)',
  isProduction: true,
};

/** Whoever stores, and does not prove, cannot read what it has encrypted. */
export const ofStoring = (): readonly CatalogueCredential[] => BACKUP_KEYS;

/** What proves it. */
export const ofProving = ({recipients}: {recipients: readonly string[]}): CatalogueCredential[] => [
  ...BACKUP_KEYS,
  ...(recipients.length > 0 ? [BACKUP_IDENTITY] : []),
  EVIDENCE,
];

const environmentFile = (
  project: string,
  environment: string,
  isEncrypted: boolean,
): CatalogueCredential => ({
  id: environmentCredential(project, environment),
  kind: 'file',
  variable: ENV_FILE,
  ...(isEncrypted && {isRare: true as const}),
  for: `becomes the .env of deploys to ${environmentTitle(environment)}`,
  fileName: SECRETS,
  scopes: 'what the services of that environment need',
  isProduction: environment === PRODUCTION,
});

export const testVariables = (project: string): CatalogueCredential => ({
  id: environmentCredential(project, 'test'),
  kind: 'file',
  variable: TEST_ENV_FILE,
  isRare: true,
  for: 'gives the tests variables that .env.test has not',
  fileName: SECRETS,
  scopes: 'what the tests need, and nothing of an environment',
  isProduction: false,
});

/** Decrypts what the repository has for that environment. */
const ageKey = (project: string, environment: string, file: string): CatalogueCredential => ({
  id: ageKeyCredential(project, environment),
  kind: 'file',
  variable: AGE_KEY_FILE,
  for: `decrypts ${file} for deploys to ${environmentTitle(environment)}`,
  fileName: 'key.txt',
  scopes: 'an age key of that environment alone (age-keygen)',
  isProduction: environment === PRODUCTION,
});

/** A file that compose files name and the commit has not. */
const fileOfDeploy = (
  {credential, variable, path}: SecretFile,
  environment: string,
): CatalogueCredential => ({
  id: credential,
  kind: 'file',
  variable,
  for: `becomes ${path} of deploys to ${environmentTitle(environment)}`,
  fileName: path.slice(path.lastIndexOf('/') + 1),
  scopes: 'what the services of that environment need',
  isProduction: environment === PRODUCTION,
});

/** What of a project tells which secret files a deploy takes. */
export interface SecretsOfDeploy {
  secretFiles?: readonly SecretFile[];
  /** The encrypted file that becomes its `.env`. */
  encrypted?: {path: string; takesAgeKey: boolean} | undefined;
}

/** The `.env` of a deploy or the key to it, and the secret files beside it. */
export const filesOfDeploy = (
  project: string,
  environment: string,
  {secretFiles = [], encrypted}: SecretsOfDeploy = {},
): CatalogueCredential[] => [
  environmentFile(project, environment, encrypted !== undefined),
  ...(encrypted?.takesAgeKey ? [ageKey(project, environment, encrypted.path)] : []),
  ...secretFiles.map(file => fileOfDeploy(file, environment)),
];

/** What people are told with. */
export const ofTelling = ({mail}: Pick<Settings, 'mail'>): CatalogueCredential[] => [
  SLACK,
  ...(mail && mail.when !== 'never' ? [MAIL] : []),
];
