import type {ComposeModel, Container, PublishedPort} from '../../compose/model.ts';
import type {StoredImage} from '../../compose/storedImage.ts';
import type {SwarmNode} from '../../compose/swarm.ts';
import type {ComposeSource} from '../../compose/source.ts';
import type {Kinship} from '../../history/kinship.ts';
import type {Probe} from '../../health/probes.ts';
import type {Room} from '../../project/diskSpace.ts';
import type {Release} from '../../project/release.ts';
import type {SecretFile} from '../../project/secretFiles.ts';
import type {Elsewhere} from './elsewhere.ts';
import type {Lacking} from './externals.ts';
import type {Once} from './once.ts';
import type {PartsByService} from './parts.ts';
import type {Fingerprint} from './fingerprint.ts';
import type {OwnNetwork, OwnVolume} from './ownResources.ts';
import type {Owner} from './owner.ts';
import type {Maintenance} from './page.ts';
import type {Proxy} from './proxy.ts';
import type {TakenName} from './takenNames.ts';

/** What a deploy goes by, gathered before anything is touched. */
export interface DeployFacts {
  release: Release;
  /** Docker's name of the project. */
  composeProject: string;
  /** The stable folder. */
  folder: string;
  /** Whether anything in it is to become another. */
  fillChanges: boolean;
  /** The merged model, with paths as they will be in the folder. */
  model: ComposeModel;
  /** What there is under this compose project name already. */
  containers: readonly Container[];
  /** Networks of this compose project. */
  networks: readonly OwnNetwork[];
  /** And its volumes. */
  volumes: readonly OwnVolume[];
  /** Those of the containers that pass requests on to others. */
  proxies: readonly Proxy[];
  /** Ids of containers that run as they are to, and in which none runs. */
  withoutProxy: readonly string[];
  /** Of a return from a release that failed: what there was before that one. */
  before?: readonly Container[];
  /** Folders and files of the host, mounted by containers, in which lies what no release has brought. */
  dataFolders: readonly string[];
  /** Services that may lose sight of their data: somebody has asked for it by their names. */
  recreates: readonly string[];
  /** Of a deploy to a swarm: its nodes, the one that is asked, and what images are there and came from no registry. */
  swarm?: {nodes: readonly SwarmNode[]; here: string; homemade: readonly string[]};
  /** The compose files, as they were written. */
  sources: readonly ComposeSource[];
  /** Host ports in use, and by whom; of a container its compose project and its own port. */
  takenPorts: readonly (PublishedPort & {by: string; project?: string; target?: number})[];
  /** Names of containers to be, that others have. */
  takenNames: readonly TakenName[];
  /** Networks and volumes of others that services use, and that are not there. */
  lacking: readonly Lacking[];
  /** Containers of this host that are production of this project. */
  productionHere?: readonly string[];
  /** Who has marked what there is under this name. */
  owners: readonly Owner[];
  /** Those of the containers that came up from another folder. */
  elsewhere: readonly Elsewhere[];
  /** Whoever it belongs to, it is this project's from now on. */
  takesOver: boolean;
  /** The release that is live. */
  previous: Release | undefined;
  /** What a failure returns to: the live release where it was kept, nothing where nothing was ever live. */
  returnsTo: Release | 'nothing' | undefined;
  /** Of that release, what had done its work once. */
  returnsToOnce?: Once;
  /** Of a return, the same of the release that comes back. */
  once?: Once;
  /** Whether it is a release that was live before: its images are here. */
  isReturn: boolean;
  /** How the commit of this one stands to that of the live one. */
  kinship: Kinship;
  /** Empty while maintenance is on: the addresses are to answer 503. */
  probes: readonly Probe[];
  /** Whether what Docker publishes at ports of its own choice is to answer as well. */
  asksChosen: boolean;
  /** Since when maintenance is on, and by whom. */
  maintenance?: Maintenance;
  /** A page of maintenance that is not served any more, and was not cleared away. */
  deadPage?: Pick<Maintenance, 'since' | 'by'>;
  /** Files with secrets that were given, in words. */
  secrets: readonly string[];
  /** And those that lie in the folder, or did, and were not given. */
  keptSecrets: readonly SecretFile[];
  /** By their ids, the fingerprints of containers that have read their files anew; empty while they do. */
  reloaded: Readonly<Record<string, string>>;
  /** Services whose containers see each file of theirs as it will lie in the folder. */
  seeing: readonly string[];
  /** By service, what its containers will be made of, as far as it is known. */
  fingerprints: Readonly<Record<string, Fingerprint>>;
  /** Images of this project that nothing needs once this release is live, as far as they are here by now. */
  spare: readonly StoredImage[];
  /** What the disks have free; of a return, which takes none, nothing. */
  room?: Room;
  /** The same part by part, and that of the release that is live, where it was kept. */
  parts: {now: PartsByService; before: PartsByService | undefined};
  /** By service, for how many seconds it was away when it was last made anew. */
  awayLast: Readonly<Record<string, number>>;
  /** Whether errors of this environment go to Sentry. */
  isTracked: boolean;
  /** That all of it may take, and that services may take to be up. */
  minutes: {deploy: number; health: number};
}
