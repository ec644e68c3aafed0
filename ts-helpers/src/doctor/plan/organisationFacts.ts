import type {Warning} from '../../result/result.ts';

/** What is known of an organisation, before any of it is judged. */
export interface OrganisationFacts {
  /** Where its settings are; undefined where no file is named. */
  file?: string;
  /** Of what is wrong with backups each thing with what mends it, or why nobody can tell; undefined without a bucket. */
  backups?: {bucket: string; troubles: readonly {message: string; command: string}[]} | Warning;
  /** Services that have a token, and what is wrong with it. */
  services: readonly {name: string; variable: string; isSet: boolean; wrong?: Warning}[];
}
