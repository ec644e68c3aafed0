import {PRODUCTION_FOLDER} from '../../project/conventions.ts';
import {nightlyOf} from '../../project/nightly.ts';
import {PREVIEW} from '../../project/preview.ts';
import {
  type CatalogueCredential,
  filesOfDeploy,
  ofProving,
  ofStoring,
  ofTelling,
  type SecretsOfDeploy,
  SENTRY,
  testVariables,
} from '../../project/credentials.ts';
import {PRODUCTION} from '../../settings/production.ts';
import type {Settings} from '../../settings/settings.ts';

/** A credential that the library binds for a project, or Jenkins itself to check it out. */
export interface NeededCredential extends Pick<
  CatalogueCredential,
  'id' | 'for' | 'scopes' | 'fileName' | 'isProduction'
> {
  kind: 'secret file' | 'secret text' | 'key or password';
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

/** Environments that some branch deploys to, and what previews have together. */
export const environmentsOf = ({branches, previews}: Settings): string[] => [
  ...new Set([...Object.values(branches), ...(previews === false ? [] : [PREVIEW])]),
];

/** Every credential the pipeline of this project binds. All are optional. */
export const neededCredentials = (
  project: string,
  settings: Settings,
  secrets: Readonly<Record<string, SecretsOfDeploy>> = {},
): NeededCredential[] => {
  const {jenkins, sentry} = settings;
  const bound = [
    ...environmentsOf(settings).flatMap(environment =>
      filesOfDeploy(project, environment, secrets[environment]),
    ),
    ...(settings.test === 'none' ? [] : [testVariables(project)]),
    ...ofTelling(settings),
    ...(sentry === 'none' ? [] : [SENTRY]),
    ...ofBackup(project, settings),
  ];
  return [
    ...bound.map(shown),
    ...(jenkins.credential === undefined ? [] : [{...CHECKOUT, id: jenkins.credential}]),
  ];
};

const ofBackup = (project: string, settings: Settings): readonly CatalogueCredential[] => {
  const {backup} = settings;
  const production = environmentsOf(settings).find(environment => environment === PRODUCTION);
  if (backup === 'none' || nightlyOf(project, production, settings) === undefined) return [];
  return backup.proof.after ? ofProving(backup) : ofStoring();
};

const shown = ({
  kind,
  id,
  for: purpose,
  scopes,
  fileName,
  isProduction,
}: CatalogueCredential): NeededCredential => ({
  id,
  kind: kind === 'file' ? 'secret file' : 'secret text',
  for: purpose,
  ...(fileName !== undefined && {fileName}),
  scopes,
  isProduction,
});

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
