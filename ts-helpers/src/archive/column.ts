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
}

/** `public.customer` */
export const tableOf = ({schema, table}: Column): string =>
  schema === undefined ? table : `${schema}.${table}`;
