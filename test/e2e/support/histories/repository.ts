import {execFileSync} from 'node:child_process';
import {chmodSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import path from 'node:path';
import {createGit, type Git} from '../../../../ts-helpers/src/outside/git.ts';
import {createShell} from '../../../../ts-helpers/src/outside/shell.ts';
import {readYaml} from '../../../../ts-helpers/src/outside/composeSource.ts';
import {findSuspects} from '../../../../ts-helpers/src/stage/suspects.ts';
import type {Blame} from '../../../../ts-helpers/src/blame/blame.ts';
import type {ComposeModel} from '../../../../ts-helpers/src/compose/model.ts';
import {withMergers} from '../../../../ts-helpers/src/history/mergers.ts';
import type {ErrorReport} from '../../../../ts-helpers/src/result/result.ts';
import {rootCause} from '../../../../ts-helpers/src/causes/rootCause.ts';
import {failingPaths} from '../../../../ts-helpers/src/causes/servicePaths.ts';
import {blameOf} from '../../../../ts-helpers/src/story/story.ts';
import type {Author, Edits, History, MadeCommit} from './history.ts';

/** A real repository of a history, with the failure as its newest commit has it. */
export interface Repository {
  folder: string;
  git: Git;
  since: string;
  error: ErrorReport;
  /** Whom the failure is told to. */
  blame(): Promise<Blame>;
  remove(): void;
}

const EMAILS: Record<Author, string> = {
  ada: 'ada@example.org',
  grace: 'grace@example.org',
  nour: 'nour@example.org',
  linus: 'linus@example.org',
  bot: '49699333+dependabot[bot]@users.noreply.github.com',
};

export const repositoryOf = (history: History): Repository => {
  const folder = mkdtempSync(path.join(tmpdir(), 'countable-history-'));
  const files = new Map(Object.entries(history.base));
  const run = (...args: string[]): string =>
    execFileSync('git', args, {cwd: folder, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe']}).trim();
  run('init', '--quiet', '--initial-branch=develop');
  for (const [name, text] of files) put(folder, name, text);
  for (const name of history.executable ?? []) chmodSync(path.join(folder, name), 0o755);
  commitAll(run, 'linus', 'Begin');
  const since = run('rev-parse', 'HEAD');
  for (const made of history.commits) {
    apply(folder, files, made.edits);
    for (const [name, may] of Object.entries(made.executable ?? {}))
      chmodSync(path.join(folder, name), may ? 0o755 : 0o644);
    commitAll(run, made.by, subjectOf(made));
  }
  const git = createGit(createShell(new AbortController().signal), folder);
  const error = errorOf(history, files, folder);
  return {
    folder,
    git,
    since,
    error,
    async blame() {
      const suspects = await findSuspects({error, since}, {git, loadYaml: () => Promise.resolve(readYaml)});
      const commits = await git.commits(since, {commits: 1_000, files: 3_000});
      if (commits === undefined) throw new Error(`git does not know ${since}`);
      return blameOf(
        {
          plan: {
            changes: {since, commits: withMergers(commits), more: false, settings: [], isNew: true},
          } as never,
        },
        [explained({...error, evidence: {...error.evidence, suspects}})],
      );
    },
    remove: () => {
      rmSync(folder, {recursive: true});
    },
  };
};

const explained = (error: ErrorReport) => {
  const cause = rootCause(error);
  return {stage: 'Test', error, ...(cause && {cause})};
};

/** Who is called likely; null where nobody is. */
export const likelyOf = ({people}: Blame): string | null =>
  people
    .filter(({touched}) => touched !== undefined)
    .map(({name}) => name)
    .join(' and ') || null;

const put = (folder: string, name: string, text: string) => {
  mkdirSync(path.dirname(path.join(folder, name)), {recursive: true});
  writeFileSync(path.join(folder, name), text);
};

const apply = (folder: string, files: Map<string, string>, edits: Edits) => {
  for (const [names, change] of Object.entries(edits)) {
    const [name = '', moved = name] = names.split(' => ');
    const old = files.get(name) ?? '';
    if (change === null || moved !== name) {
      rmSync(path.join(folder, name));
      files.delete(name);
    }
    if (change === null) continue;
    if (typeof change === 'object' && 'link' in change) {
      rmSync(path.join(folder, name));
      symlinkSync(change.link, path.join(folder, name));
      continue;
    }
    const text = typeof change === 'string' ? change : edited(old, change, name);
    files.set(moved, text);
    put(folder, moved, text);
  }
};

const edited = (text: string, [old, now]: readonly [string, string], name: string): string => {
  const parts = text.split(old);
  if (parts.length !== 2) throw new Error(`${name} has ${parts.length - 1} times: ${old}`);
  return parts.join(now);
};

const commitAll = (run: (...args: string[]) => string, by: Author, message: string) => {
  run('add', '--all');
  run(
    '-c',
    `user.name=${by}`,
    '-c',
    `user.email=${EMAILS[by]}`,
    'commit',
    '--quiet',
    '--allow-empty',
    '-m',
    message,
  );
};

const subjectOf = ({subject = 'Change it', with: other}: MadeCommit): string =>
  other === undefined ? subject : `${subject}\n\nCo-authored-by: ${other} <${EMAILS[other]}>`;

const errorOf = (history: History, files: ReadonlyMap<string, string>, folder: string): ErrorReport => {
  const error = JSON.parse(
    JSON.stringify({remedy: '', exitCode: 5, message: '', evidence: {}, ...history.failure}).replace(
      /‹([^|]+)\|((?:[^›])+)›/g,
      (_, file: string, text: string) =>
        `${lineOf(files.get(file), JSON.parse(`"${text}"`) as string, file)}`,
    ),
  ) as ErrorReport;
  const paths = failingPaths(error, modelOf(files.get('docker-compose.yml'), folder), folder);
  return paths.length > 0 ? {...error, evidence: {...error.evidence, paths}} : error;
};

const lineOf = (text: string | undefined, part: string, file: string): number => {
  const index = text?.split('\n').findIndex(line => line.includes(part)) ?? -1;
  if (index < 0) throw new Error(`${file} has no line with ${part}`);
  return index + 1;
};

/** As Compose would merge it, as far as these histories go. */
const modelOf = (text = 'services: {}', folder: string): ComposeModel => {
  const document = readYaml(text);
  const {services} = (document ?? {services: {}}) as {
    services: Record<string, {build?: string; volumes?: string[]}>;
  };
  const full = Object.entries(services).map(([name, {build, volumes = []}]) => [
    name,
    {
      ...(build !== undefined && {build: {context: path.join(folder, build)}}),
      volumes: volumes.map(volume => ({type: 'bind', source: path.join(folder, volume.split(':')[0] ?? '')})),
    },
  ]);
  return {name: 'shop', services: Object.fromEntries(full) as ComposeModel['services']};
};
