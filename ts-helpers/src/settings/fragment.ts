import type * as z from 'zod/mini';
import type {SettingsVariables} from './variables.ts';

/** Settings by name, each as `described` makes it. */
export type Keys = Readonly<Record<string, z.ZodMiniType>>;

export type Said<K extends Keys> = z.output<z.ZodMiniObject<K>>;

/** What was said, from weakest to strongest. */
export interface Layers<Project extends Keys, Organisation extends Keys> {
  variables: SettingsVariables;
  /** The organisation's file. */
  organisation: Said<Organisation>;
  /** `countable.yml`. */
  own: Said<Project>;
  /** Arguments of `countablePipeline(...)`. */
  given: Said<Project>;
  /** `team/shop`, by which the organisation's file calls a repository. */
  repository?: string | undefined;
}

/** One subject of the settings: what may be said of it, by whom, and what of that counts. */
export interface Fragment<Project extends Keys, Organisation extends Keys, Settled extends object> {
  /** What a repository may say. */
  project: Project;
  /** What an organisation may say for all its projects. */
  organisation: Organisation;
  settle(layers: Layers<Project, Organisation>): Settled;
  /** What of a repository's settings does not count, and why, in words. */
  notes?(layers: Layers<Project, Organisation>): string[];
}

export const defineSettings = <Project extends Keys, Organisation extends Keys, Settled extends object>(
  fragment: Fragment<Project, Organisation, Settled>,
): Fragment<Project, Organisation, Settled> => fragment;

/** Without the keys that are undefined. */
export const defined = <T extends object>(object: T) =>
  Object.fromEntries(Object.entries(object).filter(([, value]) => value !== undefined)) as {
    [K in keyof T as undefined extends T[K] ? never : K]: T[K];
  } & {[K in keyof T as undefined extends T[K] ? K : never]?: Exclude<T[K], undefined>};
