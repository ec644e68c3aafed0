import path from 'node:path';
import {messageOf, UserError} from '../../errors/userError.ts';
import type {Files} from '../../outside/files.ts';
import type {Git} from '../../outside/git.ts';
import type {Hadolint} from '../../outside/hadolint.ts';
import type {CompilePattern} from '../../outside/patterns.ts';
import type {SecretScan} from '../../outside/secretScan.ts';
import type {Project} from '../../workspace/project.ts';
import type {ContentFacts, ProjectFacts, SecretFacts} from '../plan/facts.ts';

export interface ContentNeeds {
  scan: SecretScan;
  hadolint: Hadolint;
  warn(message: string): void;
  loadPatterns(): Promise<CompilePattern>;
  /** Of what the history is read, where that is wanted. */
  history?: Pick<Git, 'added'>;
}

type Needs = Pick<ContentNeeds, 'scan' | 'history'> & {files: Pick<Files, 'readInside'>};

/** Longer files are not written by people. */
const LONGEST = 256_000;
const MOST_FILES = 10_000;
/** So many are open at a time. */
const AT_A_TIME = 8;

/** No text, or one that a program wrote: sums of packages look like secrets. */
const NO_TEXT =
  /\.(?:png|jpe?g|gif|webp|ico|svg|pdf|zip|gz|tgz|bz2|xz|zst|woff2?|ttf|otf|eot|mp[34]|mov|webm|jar|pyc|so|wasm|map|min\.js|min\.css|lock)$|(?:^|\/)(?:package-lock\.json|npm-shrinkwrap\.json|pnpm-lock\.yaml|go\.sum)$/i;

/** What is in the files that git has, with what looks like a secret in it. */
export const readContents = async (
  {workspace}: Pick<Project, 'workspace'>,
  tracked: readonly string[],
  {files, scan, history}: Needs,
): Promise<ContentFacts> => {
  const names = tracked.filter(file => !NO_TEXT.test(file)).slice(0, MOST_FILES);
  const texts: Record<string, string> = {};
  const secrets: SecretFacts[] = [];
  const queue = names.values();
  const reader = async (): Promise<void> => {
    for (const file of queue) {
      const text = await textOf(workspace, file, files);
      if (text === undefined) continue;
      texts[file] = text;
      for (const seen of await scan(file, text)) secrets.push({...seen, file});
    }
  };
  await Promise.all(Array.from({length: AT_A_TIME}, reader));
  if (history === undefined) return {texts, secrets};
  return {texts, secrets, pastSecrets: await inHistory(secrets, {scan, history})};
};

const textOf = async (
  workspace: string,
  file: string,
  files: Needs['files'],
): Promise<string | undefined> => {
  try {
    const text = await files.readInside(workspace, path.normalize(file));
    return text === undefined || text.length > LONGEST || text.includes('\0') ? undefined : text;
  } catch (error) {
    // A link that leads elsewhere, or megabytes.
    if (error instanceof UserError) return undefined;
    throw error;
  }
};

type PastSecret = SecretFacts & {commit: string};

/** Each kind once for a file, by the first commit that had it; not what the file has still. */
const inHistory = async (
  now: readonly SecretFacts[],
  {scan, history}: {scan: SecretScan; history: Pick<Git, 'added'>},
): Promise<PastSecret[]> => {
  const {added} = await history.added();
  const found = new Map<string, PastSecret>();
  for (const {commit, file, line, text} of added) {
    if (NO_TEXT.test(file)) continue;
    for (const seen of await scan(file, text)) {
      if (now.some(one => one.file === file && one.kind === seen.kind)) continue;
      // Newest first: the last one counts.
      found.set(JSON.stringify([file, seen.kind]), {...seen, file, line: line + seen.line - 1, commit});
    }
  }
  return [...found.values()];
};

/** What hadolint says of them, where it is there and works: what it cannot tell is no finding. */
export const askHadolint = async (
  dockerfiles: ProjectFacts['dockerfiles'],
  {hadolint, warn}: Pick<ContentNeeds, 'hadolint' | 'warn'>,
): Promise<Pick<ProjectFacts, 'hadolint'>> => {
  try {
    const found = await hadolint([...new Set(dockerfiles.map(({file}) => file))]);
    return found === undefined ? {} : {hadolint: found};
  } catch (error) {
    warn(
      `hadolint is installed and did not work, so that none of its rules were applied: ${messageOf(error)}`,
    );
    return {};
  }
};
