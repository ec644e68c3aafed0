/** Compose writes a dollar twice, for it would read it again. */
export const plain = (text: string | null | undefined): string => (text ?? '').replaceAll('$$', '$');
