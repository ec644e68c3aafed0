import {type Column, columnText} from '../../archive/column.ts';
import type {Mask} from '../../settings/settings.ts';

/** A column in the backup. */
export interface FoundColumn extends Column {
  service: string;
  database: string;
}

export interface JudgedColumn extends FoundColumn {
  mask: Mask;
}

/** What it is called in rules: the shortest first. */
export const namesOf = (column: FoundColumn): string[] => {
  const {service, database} = column;
  const short = columnText(column);
  return [short, `${database}.${short}`, `${service}.${database}.${short}`];
};

type Named = Pick<FoundColumn, 'service' | 'database' | 'schema' | 'table' | 'name'>;

export const isSameColumn = (one: Named, other: Named): boolean =>
  one.service === other.service && one.database === other.database && columnText(one) === columnText(other);
