import type {JenkinsSettings} from '../../settings/settings.ts';
import {hostedRepository} from '../../history/hostedRepository.ts';
import {UserError} from '../../errors/userError.ts';
import {PRODUCTION_FOLDER} from '../../project/conventions.ts';
import {PRODUCTION} from '../../settings/production.ts';
import {refuseNames} from './names.ts';
import {withoutCredentials} from '../../secrets/remote.ts';

/** Where a job finds the source. */
export interface JobSource {
  /** Address of the repository. */
  remote: string;
  /** Id of the Jenkins credential for it; none where the repository is public. */
  credential: string | undefined;
}

/** An item of Jenkins as it is to be: the one description from which REST requests and files are made. */
export type JenkinsItem = {
  /** Names of the folders and the item itself, from the root. */
  path: readonly string[];
} & (
  | {kind: 'folder'}
  | {kind: 'multibranch'; source: JobSource; only?: readonly string[]}
  | {kind: 'pipeline'; source: JobSource; branches: readonly string[]}
  | ({kind: 'organization'; only?: readonly string[]} & Organization)
);

/** All repositories of somebody at a git host. */
interface Organization {
  host: GitHost;
  owner: string;
  /** Address of the host's API. */
  server: string;
  credential: string | undefined;
}

export type GitHost = 'github' | 'bitbucket';

/** Stands in every file of jobs that we wrote, and may write anew. */
export const WRITTEN_BY = 'Written by `countable jenkins jobs --files`';

/** Every job runs this file of the repository. */
export const SCRIPT = 'Jenkinsfile';
/** How often Jenkins looks for commits that no webhook told it of. */
export const SCAN_MINUTES = 5;

export interface JobsRequest {
  /** Name of the project; jobs are called after it. */
  project: string;
  remote: string | null;
  /** Branch → environment. */
  branches: Readonly<Record<string, string>>;
  jenkins: JenkinsSettings;
}

/** The jobs of a project, folders before what is in them. Throws NO_REMOTE or UNKNOWN_GIT_HOST. */
export const jobsOf = ({project, remote, branches, jenkins}: JobsRequest): JenkinsItem[] => {
  if (remote === null) {
    throw new UserError('NO_REMOTE', `Nothing tells where Jenkins finds the source of ${project}.`);
  }
  const source = {remote: withoutCredentials(remote), credential: jenkins.credential};
  const folder = (jenkins.folder ?? '').split('/').filter(Boolean);
  refuseNames(folder, 'jenkins.folder');
  refuseNames([project], 'name');
  const production = [...folder, PRODUCTION_FOLDER];
  const job = (path: readonly string[], ...of: string[]): JenkinsItem => ({
    kind: 'pipeline',
    path,
    source,
    branches: of,
  });
  const named = (environment: string) => Object.keys(branches).filter(name => branches[name] === environment);
  const only = named(PRODUCTION);
  const separate = jenkins.production === 'separate' && only.length > 0;
  const kinds: {[K in JenkinsSettings['jobs']]: () => JenkinsItem[]} = {
    multibranch: () => [
      {kind: 'multibranch', path: [...folder, project], source},
      ...(separate ? [{kind: 'multibranch', path: [...production, project], source, only} as const] : []),
    ],
    classic: () => [
      job([...folder, `${project}-test`], '**'),
      ...[...new Set(Object.values(branches))].map(environment =>
        job(
          [...(separate && environment === PRODUCTION ? production : folder), `${project}-${environment}`],
          ...named(environment),
        ),
      ),
    ],
    organization: () => {
      const of = organizationOf(remote, jenkins.credential);
      return [
        {kind: 'organization', path: [...folder, of.owner], ...of},
        ...(separate ? [{kind: 'organization', path: [...production, of.owner], ...of, only} as const] : []),
      ];
    },
  };
  const items = kinds[jenkins.jobs]();
  return [...foldersOf(items), ...items];
};

const foldersOf = (items: readonly JenkinsItem[]): JenkinsItem[] => {
  const paths = items.flatMap(({path}) => path.slice(0, -1).map((_, depth) => path.slice(0, depth + 1)));
  const unique = new Map(paths.map(path => [path.join('/'), path]));
  return [...unique.values()].map(path => ({kind: 'folder', path}));
};

const organizationOf = (remote: string, credential: string | undefined): Organization => {
  const {host = '', path = ''} = hostedRepository(remote) ?? {};
  const [owner = '', name] = path.split('/');
  const known = name === undefined ? undefined : GIT_HOSTS.find(({pattern}) => pattern.test(host));
  if (known !== undefined) return {host: known.name, owner, server: known.server(host), credential};
  const message = `No organisation can be told from ${host || 'the address of the repository'}.`;
  throw new UserError('UNKNOWN_GIT_HOST', message, {where: 'remote origin'});
};

/** https://docs.github.com/en/rest/enterprise-admin: a GitHub server of one's own has its API below the address. */
const GIT_HOSTS: readonly {name: GitHost; pattern: RegExp; server: (host: string) => string}[] = [
  {
    name: 'github',
    pattern: /(^|\.)github\./,
    server: host => (host === 'github.com' ? 'https://api.github.com' : `https://${host}/api/v3`),
  },
  {name: 'bitbucket', pattern: /(^|\.)bitbucket\./, server: host => `https://${host}`},
];

/** What of an item is ours, by name: whatever else it has, people added. */
export const ownedValues = (item: JenkinsItem): Record<string, string> => {
  switch (item.kind) {
    case 'folder':
      return {};
    case 'multibranch':
      return {
        remote: item.source.remote,
        ...credentialValue(item.source.credential),
        ...onlyValue(item.only),
        script: SCRIPT,
      };
    case 'pipeline':
      return {
        remote: item.source.remote,
        ...credentialValue(item.source.credential),
        branches: item.branches.map(branchSpec).join(', '),
        script: SCRIPT,
      };
    case 'organization':
      return {
        owner: item.owner,
        server: item.server,
        ...credentialValue(item.credential),
        ...onlyValue(item.only),
        script: SCRIPT,
      };
  }
};

/** Where the settings name none, people may have given it one. */
const credentialValue = (credential: string | undefined): {credential?: string} =>
  credential === undefined ? {} : {credential};

/** Where all branches are wanted, people may leave some out. */
const onlyValue = (only: readonly string[] | undefined): {only?: string} =>
  only ? {only: only.join(' ')} : {};

/** As the git plugin writes a branch of any remote. */
export const branchSpec = (branch: string): string => (branch === '**' ? branch : `*/${branch}`);
