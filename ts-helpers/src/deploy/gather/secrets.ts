import type {ReferenceKind} from '../../compose/fileReferences.ts';
import {environmentSecret, secretFile, type SecretFile, secretFilesOf} from '../../project/secretFiles.ts';
import {secretsOfFile} from '../../secrets/secrets.ts';
import {filesAt, followed, staysInside, type Tree, type TreeFile} from '../../history/tree.ts';
import {UserError} from '../../errors/userError.ts';
import type {Files} from '../../outside/files.ts';
import type {Voice} from '../../run/voice.ts';
import {nameOfGiven} from '../../workspace/secretFiles.ts';
import type {ModelFacts} from './missing.ts';
import type {Decrypted} from './encrypted.ts';
import type {ReadModel} from './readModel.ts';
import {provide} from './provided.ts';

export interface SecretNeeds {
  files: Files;
  voice: Pick<Voice, 'hide'>;
}

/** Users of containers read the latter; who else may come near is for its folder to say: see secretFolders. */
const MODES = {compose: 0o600, containers: 0o644} as const;

/** The secrets that were given, and of those that deploys before this one have put there, what is not given now. */
export const provideSecrets = async (
  facts: ModelFacts,
  release: Tree,
  needs: SecretNeeds,
): Promise<TreeFile[]> => {
  const {request, envFile, whose} = facts;
  const provided = await Promise.all([
    provideOne(
      {...environmentSecret(envFile, whose), at: envFile, reader: 'compose'},
      facts.decrypted ?? request.secretFile,
      {facts, needs},
    ),
    ...candidatesOf(facts).map(({path, variable, credential}) => {
      // Through a link of the project it comes to where that leads.
      const at = followed(path, release);
      return at === undefined
        ? []
        : provideOne(
            {at, variable, credential, reader: readerOf(path, facts)},
            request.secretFiles[variable],
            {
              facts,
              needs,
            },
          );
    }),
  ]);
  return provided.flat();
};

/** One of them, for a path that the model turned out to name. */
export const provideNamed = async (
  path: string,
  {facts, tree}: {facts: ModelFacts; tree: Tree},
  needs: SecretNeeds,
): Promise<TreeFile[]> => {
  const at = staysInside(path) ? followed(path, tree) : undefined;
  if (at === undefined || tree.has(at)) return [];
  const {variable, credential} = secretFile(path, facts.whose);
  return provideOne({at, variable, credential, reader: 'containers'}, facts.request.secretFiles[variable], {
    facts,
    needs,
  });
};

/**
 * Secrets that the environment has had, that are used, and that were not given: they lie in the folder, or did so after the
 * deploy before. What they hold is hidden from now on.
 */
export const keptSecrets = async (
  {references, envFile, record, request, whose, decrypted}: ModelFacts,
  {tree, model, preview}: ReadModel,
  {files, voice}: SecretNeeds,
): Promise<SecretFile[]> => {
  const named = references.filter(
    ({kind, owner}) => kind === 'secret' || kind === 'config' || owner === '' || owner in model.services,
  );
  const kept = new Map<string, ReferenceKind>([[envFile, 'env_file']]);
  for (const {path, secretFor} of tree.values()) if (secretFor === 'containers') kept.set(path, 'secret');
  for (const {kind, at} of named) if (at !== undefined && SECRET_KINDS.has(kind)) kept.set(at, kind);
  for (const [at, kind] of kept) {
    const place = `${preview.root}/${at}`;
    if (isBrought(at, tree) || (await files.kind(place)) !== 'file') kept.delete(at);
    else if (kind !== 'config') hideAll((await files.readText(place)) ?? '', kind, voice);
  }
  const isGiven = request.secretFile !== undefined || decrypted !== undefined;
  const hadOne = !isGiven && record.filled?.provided.includes(envFile) === true;
  return [...new Set([...(hadOne ? [envFile] : []), ...kept.keys()])].map(at =>
    at === envFile ? environmentSecret(at, whose) : secretFile(at, whose),
  );
};

const SECRET_KINDS: ReadonlySet<ReferenceKind> = new Set(['env_file', 'label_file', 'config', 'secret']);

/** By the release, or as what was given. */
const isBrought = (at: string, tree: Tree): boolean => {
  const file = tree.get(at);
  return file ? !file.isProvided || 'content' in file.from : filesAt(at, tree).length > 0;
};

/** Files of variables have names and comments as well, which are no secrets. */
const hideAll = (text: string, kind: ReferenceKind, voice: SecretNeeds['voice']): void => {
  // A log shows neither the bytes of a keystore nor a list of certificates, and each line of them would be looked for.
  if (text.includes('\uFFFD') || text.length > LONGEST_SECRET) return;
  if (kind === 'secret') voice.hide(text);
  else for (const {name, value} of secretsOfFile(text)) voice.hide(value, name);
};

const LONGEST_SECRET = 50_000;

const candidatesOf = ({request: {secretFiles}, references, release, whose, envFile}: ModelFacts) => {
  const folders = (path: string) => release.listed.some(file => file.startsWith(`${path}/`));
  // One that is given counts also where the commit has something in its place.
  const isThere = (path: string) =>
    secretFiles[secretFile(path, whose).variable] === undefined && (release.isPart(path) || folders(path));
  return secretFilesOf(references, {whose, isThere, envFile});
};

const readerOf = (path: string, {references}: ModelFacts): Reader =>
  references.some(({at, kind}) => at === path && !['env_file', 'label_file'].includes(kind))
    ? 'containers'
    : 'compose';

type Reader = keyof typeof MODES;

/** What was given, and where nothing was what the deploy before has put there. */
const provideOne = async (
  {at, variable, credential, reader}: Omit<SecretFile, 'path'> & {at: string; reader: Reader},
  source: string | Decrypted | undefined,
  {facts, needs}: {facts: ModelFacts; needs: SecretNeeds},
): Promise<TreeFile[]> => {
  const {folder, record} = facts;
  if (source === undefined) {
    if (!record.filled?.provided.includes(at)) return [];
    const kept = await folder.sources(folder.path, [at]);
    return kept.map(file => ({...file, isProvided: true, secretFor: reader}));
  }
  const content =
    typeof source === 'string' ? await contentOf(source, {variable, at}, needs) : source.content;
  // An empty `.env` says that there are no secrets any more.
  if (at === facts.envFile && content.toString().trim() === '') return [];
  hideAll(content.toString(), reader === 'compose' ? 'env_file' : 'secret', needs.voice);
  const before = at === facts.envFile ? await committedBefore(facts, needs) : undefined;
  const whole = before === undefined ? content : Buffer.concat([before, content]);
  const linesBefore = before === undefined ? 0 : before.toString().split('\n').length - 1;
  const name =
    typeof source === 'string' ? nameOfGiven(source, credential, facts.request.project) : source.path;
  const given = {name, linesBefore};
  return [{...provide(at, whole, MODES[reader]), secretFor: reader, given}];
};

const contentOf = async (
  source: string,
  {variable, at}: {variable: string; at: string},
  {files}: SecretNeeds,
): Promise<Buffer> => {
  const content = await files.readBytes(source);
  if (content !== undefined) return content;
  throw new UserError('BAD_ARGUMENT', `There is no file ${source}.`, {
    where: variable,
    remedy: `Correct ${variable}: it names the secret file that becomes ${at}.`,
  });
};

/**
 * What the secret file says counts more than the `.env` of the commit; what only that says (ports, names) counts too, for
 * of two lines with one name Compose takes the last.
 */
const committedBefore = async (
  {request, release, envFile, whose, decrypted}: ModelFacts,
  {files}: SecretNeeds,
): Promise<Buffer | undefined> => {
  if (!release.isPart(envFile)) return undefined;
  const committed = await files.readBytes(`${request.project.workspace}/${envFile}`);
  if (committed === undefined) return undefined;
  const name = decrypted?.path ?? environmentSecret(envFile, whose).credential;
  const between = `\n# From here on: ${name}\n`;
  return Buffer.concat([committed, Buffer.from(between)]);
};
