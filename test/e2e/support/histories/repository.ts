import {execFileSync} from 'node:child_process';
import {mkdtempSync, rmSync} from 'node:fs';
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

/** By one program, for there are many of them. */
const MAKE = `git init --quiet --template= --initial-branch=develop
git fast-import --quiet
git reset --quiet --hard develop
git rev-parse "$1"`;

export const repositoryOf = (history: History): Repository => {
  const folder = mkdtempSync(path.join(tmpdir(), 'countable-history-'));
  const {tree, stream} = importOf(history);
  const since = execFileSync('sh', ['-ec', MAKE, 'sh', `develop~${history.commits.length}`], {
    cwd: folder,
    input: stream,
    encoding: 'utf8',
  }).trim();
  const git = createGit(createShell(new AbortController().signal), folder);
  const error = errorOf(history, new Map([...tree].map(([name, {text}]) => [name, text])), folder);
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

interface File {
  mode: '100644' | '100755' | '120000';
  text: string;
}
type Tree = Map<string, File>;

const modeOf = (may: boolean): File['mode'] => (may ? '100755' : '100644');

/** What `git fast-import` reads: one process for all commits. */
const importOf = (history: History): {tree: Tree; stream: string} => {
  const {executable = []} = history;
  const tree: Tree = new Map(
    Object.entries(history.base).map(([name, text]) => [
      name,
      {mode: modeOf(executable.includes(name)), text},
    ]),
  );
  const began = Math.floor(Date.now() / 1_000) - history.commits.length - 1;
  const commits = [committed(tree, {by: 'linus', message: 'Begin', at: began})];
  for (const [index, made] of history.commits.entries()) {
    apply(tree, made.edits);
    for (const [name, may] of Object.entries(made.executable ?? {})) fileOf(tree, name).mode = modeOf(may);
    commits.push(committed(tree, {by: made.by, message: subjectOf(made), at: began + index + 1}));
  }
  return {tree, stream: commits.join('')};
};

const committed = (tree: Tree, {by, message, at}: {by: Author; message: string; at: number}): string =>
  [
    'commit refs/heads/develop',
    `committer ${by} <${EMAILS[by]}> ${at} +0000`,
    dataOf(`${message}\n`),
    'deleteall',
    ...[...tree].map(([name, {mode, text}]) => `M ${mode} inline ${JSON.stringify(name)}\n${dataOf(text)}`),
    '',
  ].join('\n');

const dataOf = (text: string): string => `data ${Buffer.byteLength(text)}\n${text}`;

const fileOf = (tree: Tree, name: string): File => {
  const file = tree.get(name);
  if (!file) throw new Error(`there is no ${name}`);
  return file;
};

const apply = (tree: Tree, edits: Edits): void => {
  for (const [names, change] of Object.entries(edits)) {
    const [name = '', moved = name] = names.split(' => ');
    const old = tree.get(name);
    if (change === null || moved !== name) {
      fileOf(tree, name);
      tree.delete(name);
    }
    if (change === null) continue;
    if (typeof change === 'object' && 'link' in change) tree.set(name, {mode: '120000', text: change.link});
    else {
      const text = typeof change === 'string' ? change : edited(old?.text ?? '', change, name);
      // Written anew under another name, it has the mode of any file.
      tree.set(moved, {mode: moved === name ? (old?.mode ?? '100644') : '100644', text});
    }
  }
};

const edited = (text: string, [old, now]: readonly [string, string], name: string): string => {
  const parts = text.split(old);
  if (parts.length !== 2) throw new Error(`${name} has ${parts.length - 1} times: ${old}`);
  return parts.join(now);
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
