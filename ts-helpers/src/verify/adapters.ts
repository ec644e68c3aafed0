import {createDeployFolder} from '../deploy/deployed.ts';
import {createCompressing} from '../outside/compressing.ts';
import {createEncrypting} from '../outside/encrypting.ts';
import {createHostLocks} from '../outside/hostLocks.ts';
import {createLocks} from '../outside/lock.ts';
import {keepStreamsSmall} from '../outside/memory.ts';
import {createNamedPipes} from '../outside/namedPipes.ts';
import {createPipes} from '../outside/pipe.ts';
import {type Bucket, createObjectStore, readAccess} from '../outside/s3.ts';
import {createShell} from '../outside/shell.ts';
import {type Signature, signText} from '../outside/signing.ts';
import {createWaiting} from '../outside/waiting.ts';
import {bucketOf} from '../project/bucket.ts';
import {createDockerAdapters} from '../services/adapters.ts';
import type {Job} from '../stage/work.ts';
import {DEPLOY_ROOT, folderOf} from '../workspace/deployRoot.ts';

/** Whose archives they are, and from where they are reached. */
type Reaching = Pick<Job, 'project' | 'world' | 'end'>;

/** Where deploys of the project lie on this host. */
export const rootOf = ({project: {settings}, world}: Reaching): string =>
  folderOf(settings.deployRoot ?? DEPLOY_ROOT, world);

/** What archives are planned with: a bucket need not be known for that. */
export const planAdapters = (job: Reaching) => {
  const {signal, variables, voice} = job.world;
  const root = rootOf(job);
  return {
    ...createDockerAdapters(signal, variables),
    voice,
    folderOf: (composeProject: string) => createDeployFolder(root, composeProject),
  };
};

/** What archives are written and read with. Throws BACKUP_NOT_SET_UP. */
export const archiveAdapters = (job: Reaching) => {
  keepStreamsSmall();
  const {project, world, end} = job;
  const {signal, inherited} = world;
  const {JENKINS_SERVER_COOKIE: _, ...withoutCookie} = inherited;
  const pipes = createPipes(signal);
  const locks = createLocks(withoutCookie);
  const adapters = planAdapters(job);
  return {
    ...adapters,
    pipes,
    namedPipes: createNamedPipes(adapters.files, pipes),
    compressing: createCompressing(pipes),
    encrypting: createEncrypting(createShell(signal), pipes),
    store: createObjectStore(bucketOf(project.settings), signal),
    locks,
    waiting: createWaiting(locks),
    hostLocks: createHostLocks(),
    end,
  };
};

/** Signs evidence, where a key for that is given. */
export const signerOf = ({world}: Pick<Job, 'world'>): ((text: string) => Promise<Signature>) | undefined => {
  const {COUNTABLE_EVIDENCE_KEY_FILE: key} = world.variables;
  return key ? text => signText(text, key) : undefined;
};

/** What every moment of a server is kept with, and brought back. Throws BACKUP_NOT_SET_UP. */
export const momentsAdapters = (job: Reaching) => {
  const {variables, signal} = job.world;
  const adapters = archiveAdapters(job);
  const {NODE_EXTRA_CA_CERTS: certificates, COUNTABLE_BACKUP_KEY_FILE: keyFile} = variables;
  return {
    ...adapters,
    keyFile: keyFile || undefined,
    readAccess: (bucket: Bucket) => readAccess(bucket, signal),
    certificates: () => (certificates ? adapters.files.readText(certificates) : Promise.resolve(undefined)),
  };
};
