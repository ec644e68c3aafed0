import {UserError} from '../../errors/userError.ts';
import {PRODUCTION} from '../../settings/production.ts';
import type {Consent} from '../../settings/settings.ts';
import {MASK_SQL, type RefreshFacts} from './facts.ts';

/** Whose data comes as it is, by whose word; undefined: nobody has said so. */
export type Allowed = Required<Omit<Consent, 'until'>> & Pick<Consent, 'until'>;

type Asked = Pick<RefreshFacts, 'project' | 'settings' | 'scripts' | 'now'>;

/** Production is where the data is from. Throws REFRESH_REFUSED, and BAD_ARGUMENT where none is named. */
export const refuseProduction = (environment: string | undefined): string => {
  if (environment === undefined)
    throw new UserError('BAD_ARGUMENT', 'Nothing says which environment is refreshed.', {
      where: '--environment',
      remedy: 'Name it: countable refresh --environment stage',
    });
  if (environment !== PRODUCTION) return environment;
  throw new UserError(
    'REFRESH_REFUSED',
    'Production is never refreshed: masks would be laid over its own data, and it has what came since the backup.',
    {
      where: '--environment',
      remedy: 'Name another environment (--environment stage). To bring production back: countable restore',
    },
  );
};

export const isMasked = ({settings: {columns}, scripts}: Pick<Asked, 'settings' | 'scripts'>): boolean =>
  Object.keys(columns).length > 0 || scripts.mask !== undefined;

/** Throws REFRESH_REFUSED where a protected project would be there as it is, and nobody has consented. */
export const allowedAs = (asked: Asked): Allowed | undefined => {
  const consent = consentOf(asked);
  if (consent !== undefined || !isProtected(asked)) return consent;
  if (!masksSome(asked))
    throw refused(`${asked.project} is protected, and nothing of it would be masked.`, 'protected');
  if (asked.settings.files !== false)
    throw refused(
      `${asked.project} is protected, and \`refresh: {files}\` would bring files, which cannot be masked.`,
      'refresh.files',
    );
  return undefined;
};

/** Rules that only keep, and a script that nothing is left to, mask nothing. Throws REFRESH_REFUSED. */
export const refuseUnmasked = (
  masked: number | undefined,
  {consent}: {consent?: unknown},
  asked: Pick<Asked, 'project' | 'settings'>,
): void => {
  if (masked === 0 && consent === undefined && isProtected(asked))
    throw refused(`${asked.project} is protected, and none of its columns is masked.`, 'protected');
};

export const isProtected = ({project, settings}: Pick<Asked, 'project' | 'settings'>): boolean =>
  settings.isProtected || Object.hasOwn(settings.protectedProjects, project);

const masksSome = ({settings: {columns}, scripts}: Asked): boolean =>
  scripts.mask !== undefined || Object.values(columns).some(mask => mask !== 'keep');

/** That of the organisation alone where it is the one who says that a project is protected. Throws REFRESH_REFUSED. */
const consentOf = ({project, settings, now}: Asked): Allowed | undefined => {
  const {protectedProjects} = settings;
  const said = Object.hasOwn(protectedProjects, project)
    ? protectedProjects[project]?.consent
    : settings.consent;
  if (said === undefined) return undefined;
  const {by, on, until, for: what} = said;
  if (by === undefined || on === undefined || what === undefined)
    throw refused('The consent does not say by whom it is, of which day, and for what.', 'refresh.consent');
  const today = now.toISOString().slice(0, 10);
  if (on > today)
    throw refused(`The consent of ${by} is of ${on}, which is still to come.`, 'refresh.consent');
  if (until !== undefined && until < today)
    throw refused(`The consent of ${by} ended on ${until}.`, 'refresh.consent');
  return {by, on, for: what, ...(until !== undefined && {until})};
};

const refused = (message: string, where: string): UserError =>
  new UserError('REFRESH_REFUSED', message, {where});

/** Throws MASK_INCOMPLETE where the file is missing that rules leave it to. */
export const refuseWithoutScript = ({settings: {columns}, scripts}: Asked): void => {
  const [first] = Object.entries(columns).find(([, mask]) => mask === 'sql') ?? [];
  if (first === undefined || scripts.mask !== undefined) return;
  throw new UserError('MASK_INCOMPLETE', `${first} is left to ${MASK_SQL}, and there is no such file.`, {
    where: 'mask',
    remedy: `Write ${MASK_SQL}, or choose another mask for it in countable.yml.`,
  });
};
