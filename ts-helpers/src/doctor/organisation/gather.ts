import {isStop, UserError, warningOf} from '../../errors/userError.ts';
import type {Trouble} from '../../archive/freshness.ts';
import type {Warning} from '../../result/result.ts';
import type {OrganisationFacts} from '../plan/organisationFacts.ts';

export interface OrganisationNeeds {
  /** Throws BACKUP_NOT_SET_UP without a bucket, and what S3 says. */
  lookAtBackups(): Promise<{bucket: string; troubles: readonly Trouble[]}>;
  /** `ask` is absent without a token; it throws what the service says. */
  services: readonly {name: string; variable: string; ask: (() => Promise<unknown>) | undefined}[];
}

/** What is to be known of an organisation, by asking and nothing else. */
export const gatherOrganisation = async (
  file: string | undefined,
  {lookAtBackups, services}: OrganisationNeeds,
): Promise<OrganisationFacts> => {
  const [backups, asked] = await Promise.all([
    told(lookAtBackups),
    Promise.all(
      services.map(async ({name, variable, ask}) => {
        const answer = ask && (await told(ask));
        const wrong = answer && 'wrong' in answer ? answer.wrong : undefined;
        return {name, variable, isSet: ask !== undefined, ...(wrong !== undefined && {wrong})};
      }),
    ),
  ]);
  return {...(file !== undefined && {file}), ...ofBackups(backups), services: asked};
};

const ofBackups = (
  said: Told<Awaited<ReturnType<OrganisationNeeds['lookAtBackups']>>>,
): Pick<OrganisationFacts, 'backups'> => {
  if ('is' in said) return {backups: {bucket: said.is.bucket, troubles: said.is.troubles}};
  return said.wrong.code === 'BACKUP_NOT_SET_UP' ? {} : {backups: said.wrong};
};

type Told<T> = {is: T} | {wrong: Warning};

const told = async <T>(ask: () => Promise<T>): Promise<Told<T>> => {
  try {
    return {is: await ask()};
  } catch (error) {
    if (!(error instanceof UserError) || isStop(error)) throw error;
    return {wrong: warningOf(error)};
  }
};
