/** What `--mount` takes: docker reads it as a line of CSV. */
export const mountWord = (fields: readonly string[]): string => fields.map(quotedField).join(',');

const quotedField = (field: string): string =>
  /[",\n]/.test(field) ? `"${field.replaceAll('"', '""')}"` : field;
