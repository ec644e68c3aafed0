import type {Credential} from './pipelinePlan.ts';

/** What the CLI is told of a build of the operators' job. */
export interface OperationFacts {
  /** What was chosen, by the names of the job's parameters; nothing in the first build, which only registers them. */
  parameters?: Readonly<Record<string, string | boolean>>;
  /** Who began the build, as Jenkins calls them. */
  by?: string;
  /** Whose deploy folder on this agent the verb works in, where it takes no project. */
  deployed?: Deployed;
}

export interface Deployed {
  project: string;
  /** Of several of one project on a host. */
  instance?: string;
  environment: string;
}

/** What a build of the operators' job does, as Jenkins carries it out. Plain data, no secrets. */
export interface OperationPlan {
  /** Of the job, in the order of its form. */
  parameters: OperationParameter[];
  /** Absent where nothing was chosen. */
  operation?: Operation;
}

/** A parameter of a job. One of kind `choice` has its choices, the first being the default; the others have none by default. */
export interface OperationParameter {
  name: string;
  kind: 'choice' | 'text' | 'switch';
  does: string;
  choices?: string[];
}

export interface Operation {
  /** `restore shop prod`, with who began it. */
  title: string;
  /** The first word. */
  verb: string;
  /** With which the verb shows what it would do; absent where it changes nothing. */
  shows?: string[];
  /** With which it does it; absent where only the plan is wanted. */
  does?: string[];
  /** What has to be confirmed before; absent where nothing has. */
  confirm?: string;
  /** Settings that the verb is given, and whose deploy folder it works in. */
  options: Record<string, string>;
  deployed?: Deployed;
  /** Label expressions in order of preference, as those of stages. */
  agents: string[];
  timeLimitMinutes: number;
  credentials: Credential[];
}
