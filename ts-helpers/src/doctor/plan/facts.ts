import type {ComposeModel} from '../../compose/model.ts';
import type {ComposeSource} from '../../compose/source.ts';
import type {Instruction} from './dockerfile.ts';

/** What is known of a project before any of it is judged. */
export interface ProjectFacts {
  /** The compose file, relative to the project as all paths here are. */
  base: string;
  environments: readonly EnvironmentFacts[];
  /** Undefined without git: of what git has nothing can be said. */
  git?: {
    tracked: readonly string[];
    /** Files that belong to one machine, and whether git is told to ignore them. */
    ofMachine: readonly {file: string; isIgnored: boolean}[];
  };
  dockerfiles: readonly DockerfileFacts[];
  /** Environments whose file is needed, and is not there. */
  missing: readonly MissingFile[];
  /** Production runs on a swarm, which restarts by rules of its own. */
  isSwarm: boolean;
  /** Hosts of production that the settings name. */
  hosts: readonly string[];
  /** What backups leave out, as the project says. */
  backup: {isNone: boolean; leave: readonly string[]};
  /** What hadolint has against its Dockerfiles; undefined where it is not installed, or did not work. */
  hadolint?: readonly {file: string; line: number; code: string; level: string; message: string}[];
  /** What is in the files of git; undefined where they were not read. */
  contents?: ContentFacts;
}

export interface ContentFacts {
  /** Texts by their files, but for very long ones. */
  texts: Readonly<Record<string, string>>;
  secrets: readonly SecretFacts[];
  /** Those that only the history has; undefined where it was not read. */
  pastSecrets?: readonly (SecretFacts & {commit: string})[];
}

export interface SecretFacts {
  kind: string;
  file: string;
  line: number;
  /** Of an address with a password in it, where it leads. */
  host?: string;
}

export interface EnvironmentFacts {
  name: string;
  /** Compose files, weakest first. */
  files: readonly string[];
  sources: readonly ComposeSource[];
  model: ComposeModel;
  /** Why neither could be read: then both are empty. With the variables that had stand-ins. */
  refusal?: {
    code: string;
    message: string;
    where: string | undefined;
    remedy: string;
    standIns: readonly string[];
  };
}

/** A Dockerfile that a service is built of. */
export interface DockerfileFacts {
  file: string;
  /** Folder that is sent along; empty for the project itself. */
  context: string;
  /** The stage that is built; undefined for the last one. */
  target?: string;
  services: readonly string[];
  /** Whether each of these says whom it runs as. */
  isUserGiven: boolean;
  instructions: readonly Instruction[];
  /** Text of the `.dockerignore` that counts. */
  ignore?: string;
}

export interface MissingFile {
  environment: string;
  branch: string;
  /** What it may be called. */
  names: readonly string[];
  /** Where the branch is said; undefined for one of the default. */
  where?: string;
}
