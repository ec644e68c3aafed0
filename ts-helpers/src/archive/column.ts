/** A column of a database. */
export interface Column {
  /** Where tables lie in schemas. */
  schema?: string;
  table: string;
  name: string;
  /** As its server writes it. */
  type: string;
  /** Characters that it has room for; absent where it has no limit. */
  length?: number;
  /** Its server makes it of others. */
  isMade?: boolean;
  /** It takes no null. */
  isRequired?: boolean;
  /** By an index of it alone no two rows have the same. */
  isUnique?: boolean;
  /** Which masks its type takes; absent where its server has to be asked. */
  takes?: 'texts' | 'uuid' | 'none';
  /** What it has to pass that speaks of no other column. */
  checks?: readonly {name: string; expression: string}[];
}

/** Of a column, what it is called. */
export type ColumnName = Pick<Column, 'schema' | 'table' | 'name'>;

/** A column whose values are those of another one: of a foreign key. */
export interface ColumnKey {
  /** Of the key: it may have several columns. */
  name: string;
  from: ColumnName;
  to: ColumnName;
}

/** `public.customer` */
export const tableOf = ({schema, table}: Pick<Column, 'schema' | 'table'>): string =>
  schema === undefined ? table : `${schema}.${table}`;

/** `public.customer.email` */
export const columnText = (column: ColumnName): string => `${tableOf(column)}.${column.name}`;
