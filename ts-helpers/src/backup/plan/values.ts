import {plain} from '../../compose/dollars.ts';
import type {BackupFacts} from './facts.ts';

export interface Value {
  value: string;
  /** Whose environment has it; undefined where only an env file of the deploy does. */
  service: string | undefined;
}

export interface NoValue {
  why: string;
  remedy: string;
}

/** What a variable of the deploy says, or why that cannot be told. */
export const valueOf = (
  name: string,
  {model, envFile}: Pick<BackupFacts, 'model' | 'envFile'>,
): NoValue | Value => {
  const found = Object.entries(model.services).flatMap(([service, {environment}]) => {
    const value = plain(environment?.[name]);
    return value === '' ? [] : [{value, service}];
  });
  const [first] = found;
  const other = found.find(({value}) => value !== first?.value);
  if (first !== undefined && other !== undefined)
    return {
      why: `${name} says something else in ${first.service} than in ${other.service}`,
      remedy: `Let ${name} say the same everywhere, or give each database a variable of its own, and name those in \`databases:\` of countable.yml.`,
    };
  const value = first?.value ?? envFile[name] ?? '';
  return value === ''
    ? {
        why: `${name} has no value in any service, nor in the .env of the deploy`,
        remedy: `Give ${name} a value, and deploy; or correct its name in \`databases:\` of countable.yml.`,
      }
    : {value, service: first?.service};
};
