import {inDocs} from '../documents.ts';
import {entry, EXIT} from './entry.ts';

/** Arguments, settings, and who may do what. */
export const usage = {
  UNKNOWN_VERB: entry(EXIT.usage, 'The verb does not exist.', 'See `countable --help`.'),
  UNKNOWN_FLAG: entry(EXIT.usage, 'The flag does not exist for this verb.', 'See `countable <verb> --help`.'),
  BAD_ARGUMENT: entry(EXIT.usage, 'An argument is missing or malformed.', 'See `countable <verb> --help`.'),
  UNKNOWN_ENVIRONMENT: entry(
    EXIT.usage,
    'The project has no such environment: no branch deploys to it, it has no file, and nothing was deployed to it here.',
    'Name one that there is; the message lists them.',
  ),
  BAD_FACTS: entry(
    EXIT.usage,
    'The facts file cannot be read as JSON facts.',
    'Let the library write it, or leave --facts out.',
  ),
  UNKNOWN_SETTING: entry(
    EXIT.usage,
    'A setting does not exist.',
    `Correct or remove it; ${inDocs('reference/settings.md')} lists them all.`,
  ),
  BAD_SETTING: entry(
    EXIT.usage,
    'A setting has a value that cannot be.',
    `Correct it; ${inDocs('reference/settings.md')} shows each with an example.`,
  ),
  WRONG_BRANCH: entry(
    EXIT.usage,
    'A deploy job builds a branch that does not belong to its environment.',
    "Correct the job's branch, or map the branch under `branches:` in countable.yml.",
  ),
  SECRETS_NOT_GIVEN: entry(
    EXIT.usage,
    'Production has secrets, and a deploy to it was not given them.',
    `Let the job bind the credential, or name the file in the variable: ${inDocs('how-to/secrets.md')}.`,
  ),
  KEY_MISSING: entry(
    EXIT.usage,
    'The secrets of this environment are encrypted, and the deploy was not given the key.',
    `Give it: ${inDocs('how-to/keep-secrets-in-the-repository.md')}`,
  ),
  KEY_WRONG: entry(
    EXIT.usage,
    'The secrets of this environment are encrypted for another key than the one that was given.',
    `Give the key of this environment, or encrypt the file for it as well: ${inDocs('how-to/keep-secrets-in-the-repository.md')}`,
  ),
  DEPLOY_REFUSED: entry(
    EXIT.usage,
    'This build may not deploy there.',
    `Nothing to do where it was not meant to; ${inDocs('how-to/secrets.md')} tells who may deploy where.`,
  ),
} as const;
