/** As age writes a file: header, its mark, and what is encrypted. */
export const aged = (bytes: string, header = '-> X25519 abc'): string =>
  `age-encryption.org/v1\n${header}\n--- ${'m'.repeat(43)}\n${bytes.padEnd(32, '.')}`;
