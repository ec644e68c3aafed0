import type {Finished} from './finished.ts';
import type {World} from './world.ts';
import type {GLOBAL} from './commonFlags.ts';
import type {Flag} from './flag.ts';
import type {Operated} from './operated.ts';

/**
 * What a build of Jenkins has to be trusted with before it may run a verb, by project/trust.ts: nothing; the environment that
 * its argument or flag of that name says; production of its project, whatever environment it names, for credentials and
 * the bucket are production's; that of all projects, of which the organisation's word alone counts; or what the work asks for.
 */
export type Reach =
  'nothing' | 'its environment' | 'production' | 'every production' | 'what it asks for itself';

/** One thing that countable does: parsing, help, completion and the reference all derive from it. */
export interface Verb<A extends Arguments = Arguments, F extends Flags = Flags, R = unknown> {
  /** Words behind `countable`; those of a group begin with the same one: `jenkins jobs`. */
  name: string;
  reaches: Reach;
  /** How operators have it in their job in Jenkins, `countableOps()`; absent where they do not. */
  operated?: Operated;
  does: string;
  /** More than one line has room for. */
  explains: string;
  /** In their order. */
  arguments: A;
  /** By their names in camel case; a verb has those of all verbs besides. */
  flags: F;
  examples: readonly {command: string; does: string}[];
  run(given: Given<A, F>, world: World): Promise<Finished<R>>;
  /** The result for people, each text of it in one line and masked; null where `run` gives the text itself. */
  show: ((result: R, given: Given<A, F>) => string | Promise<string>) | null;
}

export interface Argument<Value = unknown> {
  does: string;
  choices?: readonly string[];
  /** What a shell completes it with, besides choices. */
  completes?: 'environments' | 'verbs' | undefined;
  takes: 'one' | 'one or none' | 'any';
  /** Never there: its type is what the handler gets. */
  gives?: Value;
}

export type Arguments = Readonly<Record<string, Argument>>;
export type Flags = Readonly<Record<string, Flag>>;

/** What a verb is given, by the names of its arguments and flags. */
type Given<A extends Arguments = Arguments, F extends Flags = Flags> = {
  [K in keyof A]: A[K] extends Argument<infer Value> ? Value : never;
} & FlagValues<F> &
  FlagValues<typeof GLOBAL>;

type FlagValues<F extends Flags> = {[K in keyof F]: F[K] extends Flag<infer Value> ? Value : never};

/** What every verb is given. */
export type GivenToAll = FlagValues<typeof GLOBAL>;

interface About<C extends string> {
  choices?: readonly C[];
  completes?: Argument['completes'];
}

export const needed = <const C extends string>(does: string, about: About<C> = {}): Argument<C> => ({
  does,
  ...about,
  takes: 'one',
});

export const optional = (does: string, about: About<string> = {}): Argument<string | undefined> => ({
  does,
  ...about,
  takes: 'one or none',
});

/** As many as there are. */
export const several = (does: string, about: About<string> = {}): Argument<readonly string[]> => ({
  does,
  ...about,
  takes: 'any',
});

/** Gives the handler the types of what the declaration names. */
export const defineVerb = <A extends Arguments, F extends Flags, R>(verb: Verb<A, F, R>): Verb =>
  verb as unknown as Verb;
