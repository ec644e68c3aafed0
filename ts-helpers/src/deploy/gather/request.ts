import type {Site} from '../plan/sites.ts';
import type {Project} from '../../workspace/project.ts';

export interface DeployRequest {
  project: Project;
  environment: string;
  /** Path of the secret file that becomes `.env`. */
  secretFile?: string | undefined;
  /** Path of the file with the age key that decrypts what the repository has for the environment. */
  ageKey?: string | undefined;
  /** Paths of secret files, by the variables that name them. */
  secretFiles: Readonly<Record<string, string>>;
  /** Path of the secret file of the tests: not this deploy's, and nobody else's either. */
  testSecretFile?: string | undefined;
  /** Who deploys, as a waiting deploy tells it. */
  who: string;
  /** Name or address under which published ports of the Docker host are reached. */
  dockerHost: string;
  /** Of what is deployed for people to find by an address that is told. */
  site?: Site;
  /** Whether errors of this environment go to Sentry. */
  isTracked: boolean;
  /** That it may take. */
  minutes: number;
  /** Takes over what is marked as another project's. */
  takesOver: boolean;
  /** Services that may come up without the data that they have. */
  recreates: readonly string[];
  /** Whatever is live, however much newer: see project/order. */
  isForced: boolean;
}
