import type {Stack} from './stack.ts';

/** What a repository has that was there before. */
export interface ExistingFacts {
  project: string;
  folder: string;
  /** That it is committed on: `countable/conventions`. */
  branch: {name: string; isThere: boolean};
  /** All that git has at HEAD. */
  files: readonly string[];
  stack: Stack | undefined;
  /** Text of the Dockerfile that is proposed for the stack. */
  dockerfile: string | undefined;
  compose: ComposeFacts | undefined;
  /** Whether the project is called otherwise by its repository or folder. */
  isNamed: boolean;
}

export interface ComposeFacts {
  file: string;
  /** Files of environments that are called otherwise, by environment. */
  environments: Readonly<Record<string, string>>;
  services: Readonly<Record<string, {build?: unknown; image?: string; restart?: unknown; ports?: unknown[]}>>;
  /** Variables without a default; those that are secrets by their names. */
  variables: readonly {name: string; isSecret: boolean}[];
  /** Whether Compose finds it by itself. */
  isDefault: boolean;
}

export interface Addition {
  file: string;
  text: string;
  /** One line. */
  why: string;
}
