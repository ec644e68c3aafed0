import {UserError} from '../errors/userError.ts';
import {jenkinsRefusal, organisationRefusal} from '../project/trust.ts';
import type {Facts} from '../seam/facts.ts';
import type {World} from '../run/world.ts';
import {PRODUCTION} from '../settings/production.ts';
import {readFacts, readOrganisation, readProject} from '../workspace/open.ts';
import type {Invocation} from './parse.ts';

/** Throws DEPLOY_REFUSED where a build of Jenkins may not reach what the verb says that it reaches. People are asked nothing. */
export const refuseUntrusted = async ({verb, given}: Invocation, world: World): Promise<void> => {
  const {reaches} = verb;
  if (reaches === 'nothing' || reaches === 'what it asks for itself') return;
  const facts = await readFacts(given);
  const {jenkins} = facts;
  if (jenkins === undefined) return;
  const isOperation = facts.operation !== undefined;
  if (reaches === 'every production') {
    const branch = jenkins.branchName ?? branchIn(facts.scm);
    throwUnless(
      organisationRefusal({branch, jenkins, isOperation}, await readOrganisation(given, world)),
      verb,
    );
    return;
  }
  const {origin, settings} = await readProject(given, world, facts);
  const environment = reaches === 'production' ? PRODUCTION : environmentIn(given);
  throwUnless(jenkinsRefusal(environment, origin, settings), verb);
};

const environmentIn = (given: object): string => {
  const {environment} = given as {environment?: unknown};
  return typeof environment === 'string' ? environment : PRODUCTION;
};

const throwUnless = (refusal: UserError | undefined, {name}: Invocation['verb']): void => {
  if (refusal === undefined) return;
  const {code, message, where, remedy} = refusal;
  throw new UserError(code, `No \`countable ${name}\` here: ${message}`, {
    ...(where !== undefined && {where}),
    remedy,
  });
};

/** `origin/main`, as the step checkout tells it. */
const branchIn = (scm: Facts['scm']): string | null => scm?.['GIT_BRANCH']?.replace(/^origin\//, '') ?? null;
