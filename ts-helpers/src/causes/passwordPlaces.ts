import type {ComposeModel} from '../compose/model.ts';
import type {Evidence} from '../result/result.ts';
import {lineOf} from '../compose/sourcePlaces.ts';
import type {ComposeSource} from '../compose/source.ts';
import {
  type Held,
  type PasswordSetting,
  refusedPassword,
  unequalPasswords,
  unsentPassword,
} from './rootCause/passwords.ts';

/** What the compose files tell of a password that a database refused or missed: places, and never the value. */
export const passwordEvidence = (
  error: {message: string; where?: string | undefined; evidence: Evidence},
  model: Pick<ComposeModel, 'services'>,
  sources: readonly ComposeSource[],
): Pick<Evidence, 'unequal' | 'unsent' | 'passwordAt'> => {
  const placed = (setting: PasswordSetting): string =>
    `${setting.variable} of ${setting.service} (${placeOf(setting, sources)})`;
  const unequal = unequalPasswords(error, model);
  const unsent = unsentPassword(error, model);
  const refused = refusedPassword(error, model);
  return {
    ...(unequal && {unequal: {database: placed(unequal.database), other: placed(unequal.other)}}),
    ...(unsent && {
      unsent: {
        service: unsent.service,
        held: unsent.held.map(placed),
        ...(unsent.database && {database: placed(unsent.database)}),
      },
    }),
    ...(refused && isWritten(refused, sources) && {passwordAt: placed(refused)}),
  };
};

const pathOf = ({service, variable}: PasswordSetting): string[] => [
  'services',
  service,
  'environment',
  variable,
];

const placeOf = (setting: PasswordSetting, sources: readonly ComposeSource[]): string =>
  lineOf(sources, pathOf(setting), [setting.variable]);

/** Whether it stands there itself, and does not come from the secret file: the strongest file decides. */
const isWritten = (held: Held, sources: readonly ComposeSource[]): boolean => {
  const path = pathOf(held).join('\n');
  const place = [...sources]
    .reverse()
    .flatMap(({places}) => places)
    .find(({path: at}) => at.join('\n') === path);
  return place?.text?.includes(held.value) ?? false;
};
